// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/practicecluster.h"

#include "engine/base/errorobject.h"
#include "engine/base/limits.h"
#include "engine/base/missing.h"
#include "engine/net/certificate.h"
#include "engine/practice/nodeline.h"

#include <QDir>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lifeboat {

using namespace practicerole;

namespace {

constexpr int kAttempts = 3;
constexpr auto kLook = 20ms;

/// Who is not who is meant, or does not take us for who we are, will not think better of it.
bool isRefusal(ErrorCode code)
{
    return code == ErrorCode::CertificateUntrusted || code == ErrorCode::AuthenticationFailed || code == ErrorCode::PermissionDenied;
}

constexpr auto kPatience = 60s; ///< for what takes a moment where all is well

/// Ports of 127.0.0.1 nobody listens on now, and that the system gives to no connection: whoever is started again finds its
/// port free, also while others try to reach it there.
QList<quint16> freePorts(qsizetype count)
{
    constexpr int kTries = 1000;
    QList<quint16> ports;
    for (int i = 0; i < kTries && ports.size() < count; ++i) {
        const auto port = quint16(QRandomGenerator::system()->bounded(15'000, 32'000));
        if (!ports.contains(port) && QTcpServer().listen(QHostAddress::LocalHost, port))
            ports.append(port);
    }
    return ports;
}

bool answers(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    return socket.waitForConnected(1000);
}

} // namespace

QString natsServerProgram()
{
    const QString found = QStandardPaths::findExecutable(u"nats-server"_s);
    // Where not every user's PATH leads.
    return found.isEmpty() ? QStandardPaths::findExecutable(u"nats-server"_s, {u"/usr/sbin"_s, u"/usr/local/sbin"_s}) : found;
}

PracticeCluster::PracticeCluster(FileSystem &fileSystem, const QString &directory, const QString &daemon)
    : m_fileSystem(fileSystem)
    , m_paths{directory}
    , m_daemon(daemon)
{
}

PracticeCluster::~PracticeCluster() = default;

Result<std::unique_ptr<PracticeCluster>> PracticeCluster::taken(FileSystem &fileSystem, const QString &directory,
                                                                const QString &daemon)
{
    std::unique_ptr<PracticeCluster> cluster(new PracticeCluster(fileSystem, directory, daemon));
    LIFEBOAT_TRY(fileSystem.makeDirectory(directoryOf(directory)));
    LIFEBOAT_ASSIGN(cluster->m_lock, fileSystem.openLocked(directory + u".lock"_s, OpenMode::OpenOrCreate));
    return cluster;
}

Result<std::unique_ptr<PracticeCluster>> PracticeCluster::look(FileSystem &fileSystem, const QString &directory)
{
    std::unique_ptr<PracticeCluster> cluster(new PracticeCluster(fileSystem, directory, {}));
    LIFEBOAT_ASSIGN(const auto note, readPracticeNote(fileSystem, cluster->m_paths));
    if (!note || !note->isComplete)
        return missing(Missing::PracticeCluster, u"a practice cluster"_s);
    cluster->m_note = *note;
    return cluster;
}

Result<std::unique_ptr<PracticeCluster>> PracticeCluster::open(FileSystem &fileSystem, const QString &directory,
                                                               const QString &daemon)
{
    LIFEBOAT_ASSIGN(auto cluster, taken(fileSystem, directory, daemon));
    LIFEBOAT_ASSIGN(const auto seen, look(fileSystem, directory));
    cluster->m_note = seen->m_note;
    return cluster;
}

Result<std::unique_ptr<PracticeCluster>> PracticeCluster::start(const JobControl &control, FileSystem &fileSystem,
                                                                const PracticeRequest &request)
{
    if (request.nodes < 2 || request.nodes > 9)
        return failure(ErrorCode::InvalidArgument, u"nodes"_s, QString::number(request.nodes));
    LIFEBOAT_ASSIGN(auto cluster, takenInTheEnd(control, fileSystem, request.directory, request.daemon));
    if (const auto there = look(fileSystem, request.directory); there && (*there)->isWanted())
        return failure(ErrorCode::AlreadyExists, u"a practice cluster"_s);
    LIFEBOAT_TRY(cluster->endAll());
    // Another program may take a port between our look and a node's start.
    for (int attempt = 1;; ++attempt) {
        const auto started = cluster->setUp(control, request);
        if (started)
            return cluster;
        (void)cluster->endAll();
        if (started.error().code != ErrorCode::Unreachable || attempt == kAttempts)
            return failure(started.error());
    }
}

Result<> PracticeCluster::setUp(const JobControl &control, const PracticeRequest &request)
{
    m_note = {};
    if (!m_fileSystem.exists(m_daemon))
        return failure(ErrorCode::NotFound, m_daemon);
    for (const QString &each : {m_paths.directory, m_paths.process({}), m_paths.log({})})
        LIFEBOAT_TRY(m_fileSystem.makeDirectory(each));
    QFile::setPermissions(m_paths.directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const bool usesNats = !request.sharesFiles && !natsServerProgram().isEmpty();
    QList<quint16> ports = freePorts(2 * request.nodes + 1);
    if (ports.size() < 2 * request.nodes + 1)
        return failure(ErrorCode::Unexpected, u"127.0.0.1"_s, u"no free ports"_s);
    if (usesNats)
        m_note.natsPort = ports.takeFirst();
    if (request.endsWithStarter) {
        LIFEBOAT_ASSIGN(m_note.owner, markOf(::getpid()));
    }
    for (int i = 1; i <= request.nodes; ++i)
        m_note.nodes.append({u"n%1"_s.arg(i), ports.takeFirst(), usesNats ? ports.takeFirst() : quint16(0), {}});
    for (PracticeNode &node : m_note.nodes) {
        LIFEBOAT_TRY(control.checkpoint());
        LIFEBOAT_TRY(makeNode(node));
    }
    LIFEBOAT_TRY(writePracticeNote(m_fileSystem, m_paths, m_note));
    for (const QString &role : roles()) {
        if (role == kLoad)
            LIFEBOAT_TRY(awaitNodes(control));
        LIFEBOAT_TRY(startProcess(control, role));
    }
    const QDeadlineTimer deadline(kPatience);
    for (;;) {
        LIFEBOAT_TRY(control.checkpoint());
        if (const auto lease = leader(); lease && *lease)
            break;
        if (deadline.hasExpired())
            return failure(ErrorCode::TimedOut, kName, u"nobody leads"_s);
        QThread::sleep(kLook);
    }
    m_note.isComplete = true;
    return writePracticeNote(m_fileSystem, m_paths, m_note);
}

/// The node's directory, with a configuration for practice: quick leases, many snapshots.
Result<> PracticeCluster::makeNode(PracticeNode &node) const
{
    QStringList arguments{u"--init"_s, m_paths.node(node.name),    u"--name"_s,       node.name,
                          u"--port"_s, QString::number(node.port), u"--token-file"_s, m_paths.token(node.name)};
    if (node.relayPort > 0)
        arguments << u"--nats"_s << u"nats://127.0.0.1:%1"_s.arg(node.relayPort);
    else
        arguments << u"--share"_s << m_paths.shared();
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(m_daemon, arguments);
    const bool isDone = process.waitForFinished(int(std::chrono::milliseconds(kPatience).count()));
    const QString output = QString::fromUtf8(process.readAll());
    if (!isDone || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return failure(ErrorCode::Unexpected, m_daemon, output.simplified());
    node.fingerprint = net::fingerprintFromText(output.section(u"fingerprint"_s, 1).section(u'\n', 0, 0).trimmed());
    const QString file = m_paths.node(node.name) + u"/lifeboatd.toml"_s;
    LIFEBOAT_ASSIGN(QByteArray text, m_fileSystem.readAll(file, limits::kSmallFileBytes));
    const QList<std::pair<QByteArray, QByteArray>> changes{
        {"cluster = \"lifeboat\"", "cluster = \"" + QByteArray(kName.data(), kName.size()) + '"'},
        {"interval = \"60s\"", "interval = \"1s\""},
        {"# linger = \"0s\"", "linger = \"400ms\""},
        {"# ttl = \"30s\"", "ttl = \"" + QByteArray::number(qint64(kTtl.count())) + "ms\""}};
    for (const auto &[from, to] : changes) {
        if (!text.contains(from))
            return failure(ErrorCode::Unexpected, file, QString::fromUtf8(from));
        text.replace(from, to);
    }
    return m_fileSystem.writeAtomically(file, text);
}

QStringList PracticeCluster::roles() const
{
    QStringList roles;
    if (m_note.owner)
        roles.append(kWatch); // before there is anything it would have to end
    if (m_note.natsPort > 0) {
        roles.append(kNats);
        for (const PracticeNode &node : m_note.nodes)
            roles.append(kRelay + node.name);
    }
    for (const PracticeNode &node : m_note.nodes)
        roles.append(node.name);
    return roles << kLoad;
}

QStringList PracticeCluster::commandOf(const QString &role) const
{
    if (role == kNats)
        return {natsServerProgram(), u"-a"_s,  u"127.0.0.1"_s, u"-p"_s,
                QString::number(m_note.natsPort), u"-js"_s, u"-sd"_s, m_paths.directory + u"/nats"_s};
    if (role == kLoad || role == kWatch)
        return {m_daemon, u"practice-"_s + role, m_paths.directory};
    const auto node = std::ranges::find(m_note.nodes, role.startsWith(kRelay) ? role.sliced(kRelay.size()) : role,
                                        &PracticeNode::name);
    if (role.startsWith(kRelay))
        return {m_daemon, u"practice-relay"_s, QString::number(node->relayPort), QString::number(m_note.natsPort)};
    return {m_daemon, u"--config"_s, m_paths.node(role) + u"/lifeboatd.toml"_s};
}

Result<> PracticeCluster::startProcess(const JobControl &control, const QString &role)
{
    LIFEBOAT_TRY(m_fileSystem.removeIfPresent(m_paths.process(role)));
    QProcess process;
    process.setProgram(m_daemon);
    process.setArguments(QStringList{u"practice-run"_s, m_paths.process(role)} + commandOf(role));
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(m_paths.log(role), QIODevice::Append);
    process.setStandardErrorFile(m_paths.log(role), QIODevice::Append);
    if (!process.startDetached())
        return failure(ErrorCode::Unexpected, m_daemon, process.errorString());
    const QDeadlineTimer deadline(kPatience);
    while (!m_fileSystem.exists(m_paths.process(role))) {
        LIFEBOAT_TRY(control.checkpoint());
        if (deadline.hasExpired())
            return failure(ErrorCode::TimedOut, role);
        QThread::sleep(5ms);
    }
    if (role == kNats)
        return awaitPort(control, role, m_note.natsPort);
    if (role.startsWith(kRelay)) {
        const auto node = std::ranges::find(m_note.nodes, role.sliced(kRelay.size()), &PracticeNode::name);
        return awaitPort(control, role, node->relayPort);
    }
    return {};
}

/// Unreachable with its last words.
Result<> PracticeCluster::checkRuns(const QString &role) const
{
    const auto process = mark(role);
    if (process && stateOf(*process) != ProcessState::Gone)
        return {};
    const auto said = m_fileSystem.readAll(m_paths.log(role), limits::kSmallFileBytes);
    return failure(ErrorCode::Unreachable, role, QString::fromUtf8(said.value_or(QByteArray())).right(500).simplified());
}

Result<> PracticeCluster::awaitPort(const JobControl &control, const QString &role, quint16 port)
{
    const QDeadlineTimer deadline(kPatience);
    while (!answers(port)) {
        LIFEBOAT_TRY(control.checkpoint());
        LIFEBOAT_TRY(checkRuns(role));
        if (deadline.hasExpired())
            return failure(ErrorCode::TimedOut, role);
        QThread::sleep(kLook);
    }
    return {};
}

/// Until all of them work.
Result<> PracticeCluster::awaitNodes(const JobControl &control)
{
    for (const PracticeNode &node : m_note.nodes) {
        LIFEBOAT_TRY(awaitPort(control, node.name, node.port));
        LIFEBOAT_ASSIGN(const net::Endpoint where, endpoint(node.name));
        NodeLine line(where);
        const QDeadlineTimer deadline(kPatience);
        for (;;) {
            LIFEBOAT_TRY(control.checkpoint());
            LIFEBOAT_TRY(checkRuns(node.name));
            const auto status = line.call(u"node.status"_s);
            const QJsonValue state = status ? (*status)["states"_L1][0] : QJsonValue();
            if (state.isObject() && !state["trouble"_L1].isObject())
                break;
            const Error trouble = status ? errorFromObject(state["trouble"_L1].toObject(), ErrorCode::Unexpected) : status.error();
            if (isRefusal(trouble.code))
                return failure(trouble);
            if (deadline.hasExpired())
                return failure(ErrorCode::TimedOut, node.name, toString(trouble));
            QThread::sleep(kLook);
        }
    }
    return {};
}

} // namespace lifeboat
