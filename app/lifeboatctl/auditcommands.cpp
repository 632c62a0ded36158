// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/arguments.h"
#include "app/lifeboatctl/watching.h"
#include "engine/base/posixfilesystem.h"
#include "engine/net/auditlog.h"
#include "ui/text/format.h"

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

struct AuditOptions
{
    QString path;
    quint64 records = 0;
    std::string hash;
};

QJsonValue momentOrNull(const QDateTime &moment)
{
    return moment.isValid() ? QJsonValue(moment.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

ExitStatus verifyAudit(Console &console, const AuditOptions &options)
{
    const net::AuditAnchor anchor{options.records, QByteArray::fromStdString(options.hash)};
    const auto verdict = runWatched<net::AuditVerdict>([&](JobControl &) {
        return net::verifyAuditLog(PosixFileSystem::instance(), options.path, anchor);
    });
    if (!verdict)
        return console.fail(verdict.error());
    console.document({{u"log"_s, options.path},
                      {u"records"_s, QString::number(verdict->records)},
                      {u"first"_s, momentOrNull(verdict->first)},
                      {u"last"_s, momentOrNull(verdict->last)},
                      {u"hash"_s, QString::fromLatin1(verdict->hash)}});
    console.line(verdict->records == 1
                     ? u"1 record"_s
                     : u"%1 records, each following from the one before"_s.arg(text::number(verdict->records)));
    console.line(u"hash of the last: %1"_s.arg(QString::fromLatin1(verdict->hash)));
    return ExitStatus::Done;
}

std::string complaintAboutHash(const std::string &given)
{
    const bool right =
        given.size() == 64 && given.find_first_not_of("0123456789abcdef") == std::string::npos;
    return right ? std::string() : "not 64 lower-case hexadecimal digits";
}

} // namespace

void addAuditCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App &group = addGroup(root, "audit", "Examine the audit log of a node");
    const auto options = std::make_shared<AuditOptions>();
    CLI::App &command =
        addCommand(group, invocation, "verify",
                   "Verify that no record of an audit log was changed, removed or put in",
                   "audit verify /var/lib/lifeboat/audit.log --records 1200", options, verifyAudit);
    addPath(command, "FILE", options->path, "The audit log")->required();
    command
        .add_option("--records", options->records,
                    "How many records it had when it was last verified")
        ->check(CLI::Validator([](const std::string &given) { return given.empty() ? "it is empty" : std::string(); }, ""))
        ->type_name("N");
    command
        .add_option("--hash", options->hash,
                    "The hash of the last record when it was last verified")
        ->check(CLI::Validator(complaintAboutHash, ""))
        ->type_name("HEX");
}

} // namespace lifeboat::cli
