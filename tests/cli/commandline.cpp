// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/commandline.h"

#include "tests/support/expect.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QProcessEnvironment>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

namespace {

constexpr int kPatience = 120'000;

} // namespace

QJsonObject Outcome::json() const
{
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(out.toUtf8(), &parsing);
    if (!document.isObject())
        fail(parsing.errorString() + u": "_s + out + err, std::source_location::current());
    return document.object();
}

CommandLine::CommandLine()
{
    m_space.makeDirectory(u"data"_s);
}

std::unique_ptr<QProcess> CommandLine::start(const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, path(u"data"_s));
    process->setProcessEnvironment(environment);
    process->setWorkingDirectory(path());
    process->start(QCoreApplication::applicationDirPath() + u"/lifeboatctl"_s, arguments);
    if (!process->waitForStarted())
        fail(process->errorString(), std::source_location::current());
    return process;
}

Outcome CommandLine::finish(QProcess &process)
{
    process.closeWriteChannel();
    if (!process.waitForFinished(kPatience))
        fail(u"lifeboatctl does not end"_s, std::source_location::current());
    return {.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            .out = QString::fromUtf8(process.readAllStandardOutput()),
            .err = QString::fromUtf8(process.readAllStandardError())};
}

Outcome CommandLine::run(const QStringList &arguments) const
{
    const auto process = start(arguments);
    return finish(*process);
}

QString CommandLine::take(const QString &database, const QString &store) const
{
    const Outcome taken = run({u"snapshot"_s, u"take"_s, database, u"--store"_s, store, u"--json"_s});
    if (taken.status != 0)
        fail(taken.out + taken.err, std::source_location::current());
    return taken.json().value(u"archive"_s).toString();
}

} // namespace lifeboat::test
