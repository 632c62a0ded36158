// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatd/practicechildren.h"

#include "app/lifeboatd/signals.h"
#include "engine/base/posixfilesystem.h"
#include "engine/practice/practicecluster.h"
#include "engine/practice/relay.h"
#include "engine/practice/workload.h"

#include <QCoreApplication>

#include <iostream>

using namespace Qt::StringLiterals;

namespace lifeboat::daemon {

namespace {

using cli::ExitStatus;

ExitStatus fail(const Error &error)
{
    std::cerr << "lifeboatd: " << toString(error).toStdString() << '\n';
    return cli::statusOf(error.code);
}

ExitStatus relay(const QStringList &arguments)
{
    Signals signals;
    const Relay relay(arguments.value(0).toUShort(), arguments.value(1).toUShort());
    if (!relay.isListening())
        return fail({ErrorCode::Unexpected, arguments.value(0), u"the port cannot be had"_s});
    QObject::connect(&signals, &Signals::stopRequested, qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
    return ExitStatus::Done;
}

ExitStatus load(const QStringList &arguments)
{
    Signals signals;
    const PracticePaths paths{arguments.value(0)};
    FileSystem &fileSystem = PosixFileSystem::instance();
    const auto note = readPracticeNote(fileSystem, paths);
    if (!note)
        return fail(note.error());
    QList<std::pair<QString, net::Endpoint>> nodes;
    for (const PracticeNode &node : *note ? (*note)->nodes : QList<PracticeNode>()) {
        const auto endpoint = practiceEndpoint(fileSystem, paths, node);
        if (!endpoint)
            return fail(endpoint.error());
        nodes.append({node.name, *endpoint});
    }
    const auto load = Workload::begin(nodes, paths.workload());
    if (!load)
        return fail(load.error());
    QObject::connect(&signals, &Signals::stopRequested, qApp, [&load] { (*load)->end([] { QCoreApplication::quit(); }); });
    QCoreApplication::exec();
    return ExitStatus::Done;
}

ExitStatus watch(const QStringList &arguments)
{
    const auto ended = PracticeCluster::endWithOwner(PosixFileSystem::instance(), arguments.value(0));
    return ended ? ExitStatus::Done : fail(ended.error());
}

} // namespace

std::optional<ExitStatus> runPracticeChild(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const QString command = arguments.isEmpty() ? QString() : arguments.takeFirst();
    if (command == "practice-run"_L1 && arguments.size() >= 2) {
        const QString file = arguments.takeFirst();
        return fail(runNoted(file, arguments));
    }
    ExitStatus (*const child)(const QStringList &) = command == "practice-relay"_L1 && arguments.size() == 2 ? relay
        : command == "practice-load"_L1 && arguments.size() == 1                                              ? load
        : command == "practice-watch"_L1 && arguments.size() == 1                                             ? watch
                                                                                                              : nullptr;
    if (!child)
        return std::nullopt;
    QCoreApplication application(argc, argv);
    return child(arguments);
}

} // namespace lifeboat::daemon
