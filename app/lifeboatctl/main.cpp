// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/arguments.h"
#include "app/lifeboatctl/interrupts.h"
#include "app/lifeboatctl/jsonforms.h"
#include "engine/base/processsetup.h"

#include <QCoreApplication>
#include <QLocale>

#include <clocale>
#include <cstdlib>
#include <iostream>
#include <langinfo.h>
#include <poll.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::cli;

namespace {

constexpr const char *kStatuses = "Exit status:\n"
                                  "  0  done\n"
                                  "  1  a check failed or damage was found\n"
                                  "  2  wrong usage\n"
                                  "  3  not found or unavailable\n"
                                  "  4  refused: in use, or confirmation is missing\n"
                                  "  5  cancelled";

/// Qt wants a UTF-8 locale and complains on standard error otherwise, which would disturb scripts run under LANG=C.
void chooseLocale()
{
    std::setlocale(LC_ALL, "");
    if (QByteArrayView(::nl_langinfo(CODESET)) != "UTF-8")
        qputenv("LC_ALL", "C.UTF-8");
    // The text is English, so its figures are too: the same output whoever runs a script.
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

/// CLI11 only says that a command is missing where one was mistyped.
QString describe(const CLI::App &root, const CLI::ParseError &error)
{
    const std::vector<std::string> unknown = root.remaining(true);
    if (dynamic_cast<const CLI::RequiredError *>(&error) && !unknown.empty() && unknown.front().front() != '-')
        return u"There is no command \"%1\" here."_s.arg(
            QString::fromLocal8Bit(QByteArray::fromStdString(unknown.front())));
    return QString::fromLocal8Bit(error.what()).trimmed();
}

bool asksForJson(int argc, char **argv)
{
    return std::any_of(argv + 1, argv + argc,
                       [](const char *argument) { return QByteArrayView(argument) == "--json"; });
}

ExitStatus explainUsage(const CLI::App &root, const CLI::ParseError &error, bool json)
{
    const QString what = describe(root, error);
    if (json) {
        QJsonObject object = toJsonObject(Error{ErrorCode::InvalidArgument, {}, what});
        object[u"sentence"_s] = what;
        Console(true).document({{u"error"_s, object}});
    }
    std::cerr << "lifeboatctl: " << escaped(what).toStdString() << "\n\n" << root.help();
    return ExitStatus::Usage;
}

ExitStatus run(int argc, char **argv)
{
    CLI::App root("Snapshots, restores and recovery drills for SQLite states.", "lifeboatctl");
    root.set_version_flag("--version", "lifeboatctl " LIFEBOAT_VERSION);
    root.require_subcommand(1);
    root.footer(kStatuses);
    Invocation invocation;
    addSnapshotCommands(root, invocation);
    addRestoreCommands(root, invocation);
    addDrillCommands(root, invocation);
    addClusterCommands(root, invocation);
    addDocumentCommands(root, invocation);
    addOperationCommands(root, invocation);
    addEventCommands(root, invocation);
    addLeaseCommands(root, invocation);
    addStoreCommands(root, invocation);
    addPracticeCommands(root, invocation);
    addAuditCommands(root, invocation);
    try {
        root.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        if (error.get_exit_code() != int(CLI::ExitCodes::Success))
            return explainUsage(root, error, asksForJson(argc, argv));
        root.exit(error);
        return ExitStatus::Done;
    }
    Console console(invocation.json);
    return invocation.run(console);
}

/// As "head" does when it has what was wanted.
bool hasReaderLeft()
{
    pollfd output{STDOUT_FILENO, POLLOUT, 0};
    return ::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

} // namespace

int main(int argc, char **argv)
{
    setUpProcess();
    interrupts::install();
    chooseLocale();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"lifeboatctl"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LIFEBOAT_VERSION));
    const ExitStatus status = run(argc, argv);
    if (!Console::flush() && status == ExitStatus::Done) {
        if (!hasReaderLeft())
            std::cerr << "lifeboatctl: Standard output could not be written.\n";
        return int(ExitStatus::Unavailable);
    }
    return int(status);
}
