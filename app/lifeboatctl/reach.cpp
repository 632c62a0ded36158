// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/reach.h"

#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/eventwait.h"
#include "engine/base/clock.h"
#include "engine/base/missing.h"
#include "engine/base/paths.h"
#include "engine/net/certificate.h"
#include "engine/net/untrusted.h"
#include "ui/text/errortext.h"
#include "ui/text/shellword.h"

#include <QFile>
#include <algorithm>
#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

/// A token has some 60 characters.
constexpr qint64 kTokenBytes = 4096;

class GivenToken final : public SecretStore
{
public:
    explicit GivenToken(QString token)
        : m_token(std::move(token))
    {
    }

    QFuture<Result<QString>> read(const QString &) override
    {
        return QtFuture::makeReadyValueFuture(Result<QString>(m_token));
    }
    QFuture<Result<>> write(const QString &key, const QString &) override { return refuse(key); }
    QFuture<Result<>> remove(const QString &key) override { return refuse(key); }

private:
    static QFuture<Result<>> refuse(const QString &key)
    {
        return QtFuture::makeReadyValueFuture(Result<>(failure(ErrorCode::SecretUnavailable, key)));
    }

    const QString m_token;
};

Result<QByteArray> readStandardInput(const QString &what)
{
    struct termios before = {};
    const bool isTerminal = ::tcgetattr(STDIN_FILENO, &before) == 0;
    if (isTerminal) {
        struct termios silent = before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &silent);
        const QByteArray prompt = (what.left(1).toUpper() + what.sliced(1) + u": "_s).toLocal8Bit();
        (void)!::write(STDERR_FILENO, prompt.constData(), size_t(prompt.size()));
    }
    QFile input;
    QByteArray line;
    if (input.open(STDIN_FILENO, QIODevice::ReadOnly))
        line = input.readLine(kTokenBytes);
    if (isTerminal) {
        ::tcsetattr(STDIN_FILENO, TCSANOW, &before);
        (void)!::write(STDERR_FILENO, "\n", 1);
    }
    return line;
}

/// Up to the fingerprint.
QString adding(const NodeConnection &node)
{
    return u"lifeboatctl cluster add %1 %2 --token-file FILE --fingerprint"_s.arg(text::shellWord(suggestedCluster()),
                                                                                  text::shellWord(node.profile().url.toString()));
}

std::string complaintAboutText(const std::string &given)
{
    return given.empty() ? "it is empty" : std::string();
}

std::string complaintAboutNames(const std::string &given)
{
    const bool hasEmpty = given.empty() || given.front() == ',' || given.back() == ',' || given.contains(",,");
    return hasEmpty ? "a name is empty" : std::string();
}

} // namespace

std::unexpected<Error> missingNode(const ClusterProfile &cluster, const QString &name)
{
    QStringList names;
    for (const NodeProfile &node : cluster.nodes)
        names.append(node.name);
    return missing(Missing::Node, name, u"%1 has %2"_s.arg(cluster.name, names.join(u", "_s)));
}

CLI::Option *addText(CLI::App &command, const std::string &name, QString &text, const std::string &description,
                     const std::string &type, EmptyText empty)
{
    const auto assign = [&text](const std::string &given) {
        text = QString::fromLocal8Bit(QByteArray::fromStdString(given));
    };
    CLI::Option *const option = command.add_option_function<std::string>(name, assign, description)->type_name(type);
    return empty == EmptyText::Allowed ? option : option->check(CLI::Validator(complaintAboutText, ""));
}

CLI::Option *addWait(CLI::App &command, int &seconds)
{
    return command.add_option("--wait", seconds, "Seconds to wait for a node that does not answer")
        ->check(CLI::Range(1, 86'400))
        ->capture_default_str()
        ->type_name("SECONDS");
}

CLI::Option *addNodeChoice(CLI::App &command, NodeChoice &choice, NodesOption nodes, bool withState)
{
    CLI::Option *const cluster =
        addText(command, "--cluster", choice.cluster, "On nodes of this cluster", "NAME");
    cluster->each([](const std::string &given) { suggestFor(QString::fromLocal8Bit(QByteArray::fromStdString(given))); });
    const auto assign = [&choice](const std::string &given) {
        choice.nodes = QString::fromLocal8Bit(QByteArray::fromStdString(given)).split(u',');
    };
    const CLI::Validator names(complaintAboutNames, "");
    if (nodes == NodesOption::One)
        command.add_option_function<std::string>("--node", assign, "On this node only")
            ->check(names)
            ->type_name("ID")
            ->needs(cluster);
    if (nodes == NodesOption::Several)
        command.add_option_function<std::string>("--nodes,--node", assign, "On these nodes only")
            ->check(names)
            ->type_name("ID,ID…")
            ->needs(cluster);
    if (withState)
        addText(command, "--state", choice.state, "Which state of the node; its first otherwise",
                "NAME")
            ->needs(cluster);
    addWait(command, choice.wait)->needs(cluster);
    return cluster;
}

void needOnThisMachine(CLI::App &command, CLI::Option &cluster,
                       const std::vector<CLI::Option *> &others)
{
    for (CLI::Option *const other : others)
        other->excludes(&cluster);
    command.parse_complete_callback([&cluster, others] {
        for (const CLI::Option *const other : others) {
            if (cluster.count() == 0 && other->count() == 0)
                throw CLI::RequiredError(other->get_name());
        }
    });
}

Result<QString> readToken(const QString &file, const QString &what)
{
    LIFEBOAT_ASSIGN(const QByteArray bytes,
                    file == u'-' ? readStandardInput(what) : disk().readAll(absolutePath(file), kTokenBytes));
    const QString token = QString::fromUtf8(bytes).section(u'\n', 0, 0).trimmed();
    if (token.isEmpty())
        return failure(ErrorCode::InvalidArgument, file, u"no %1 in it"_s.arg(what));
    return token;
}

std::unique_ptr<SecretStore> givenToken(const QString &token)
{
    return std::make_unique<GivenToken>(token);
}

Result<std::unique_ptr<SecretStore>> sessionSecrets()
{
    const QString file = qEnvironmentVariable("LIFEBOAT_TOKEN_FILE");
    if (file.isEmpty())
        return SecretStore::forThisSession(disk());
    LIFEBOAT_ASSIGN(const QString token, readToken(file));
    return givenToken(token);
}

Result<std::unique_ptr<Reach>> Reach::open(const Console &console, const NodeChoice &choice,
                                           bool withPeers)
{
    LIFEBOAT_ASSIGN(const ClusterProfile profile,
                    ProfileStore(disk(), paths::clusters()).cluster(choice.cluster));
    LIFEBOAT_ASSIGN(auto secrets, sessionSecrets());
    for (const QString &name : choice.nodes) {
        if (!std::ranges::contains(profile.nodes, name, &NodeProfile::name))
            return missingNode(profile, name);
    }
    ClusterProfile tried = profile;
    if (!withPeers && !choice.nodes.isEmpty())
        tried.nodes.removeIf(
            [&choice](const NodeProfile &node) { return !choice.nodes.contains(node.name); });
    return open(console, tried, std::move(secrets), choice.wait, choice.nodes);
}

Result<std::unique_ptr<Reach>> Reach::open(const Console &console, const ClusterProfile &profile,
                                           std::unique_ptr<SecretStore> secrets, int wait,
                                           const QStringList &chosen, Patience patience)
{
    std::unique_ptr<Reach> reach(new Reach);
    reach->m_name = profile.name;
    suggestFor(profile.name);
    reach->m_wait = std::chrono::seconds(wait);
    reach->m_secrets = std::move(secrets);
    reach->m_cluster =
        std::make_unique<Cluster>(profile, *reach->m_secrets, SystemClock::instance());
    reach->m_chosen = reach->m_cluster->nodes();
    if (!chosen.isEmpty())
        reach->m_chosen.removeIf([&chosen](const NodeConnection *node) {
            return !chosen.contains(node->profile().name);
        });
    LIFEBOAT_TRY(reach->settle(console, patience));
    return reach;
}

/// One attempt a node: a shell waits for an answer, not for a node that may come back.
Result<> Reach::settle(const Console &console, Patience patience)
{
    constexpr auto kStarting = std::chrono::seconds(5);
    constexpr auto kSilence = std::chrono::seconds(2);
    constexpr auto kPeers = std::chrono::seconds(5);
    const Clock &clock = SystemClock::instance();
    const auto begin = clock.steadyNow();
    std::chrono::nanoseconds gone{};
    bool isCanceled = false;
    bool isSaid = false;
    bool isRefusalSaid = false;
    const auto mayStart = [&](const NodeConnection *node) {
        return patience == Patience::WhileStarting && gone < kStarting && !node->status() && node->trouble()
            && node->trouble()->code == ErrorCode::Unreachable;
    };
    const auto awaited = [&] {
        QStringList names;
        for (const NodeConnection *const node : gone < kPeers ? m_cluster->nodes() : m_chosen) {
            if (!node->status() && (!node->trouble() || mayStart(node)))
                names.append(node->name());
        }
        return names;
    };
    EventWait wait([&isCanceled] { isCanceled = true; }, {},
                   [&] {
                       gone = clock.steadyNow() - begin;
                       const auto refusing = std::ranges::find_if(m_chosen, mayStart);
                       if (refusing != m_chosen.end() && !std::exchange(isRefusalSaid, true))
                           console.note(u"lifeboatctl: %1 cannot be reached; it may be starting: trying for %2 seconds"_s.arg(
                               (*refusing)->name(), QString::number(kStarting.count())));
                       if (const QStringList names = isRefusalSaid ? QStringList() : awaited();
                           gone >= kSilence && !names.isEmpty() && !std::exchange(isSaid, true))
                           console.note(u"lifeboatctl: waiting for %1 (--wait %2)"_s.arg(
                               names.join(u", "_s), QString::number(m_wait.count())));
                   });
    QObject context;
    QObject::connect(m_cluster.get(), &Cluster::nodeChanged, &context, [&wait] { wait.wake(); });
    m_cluster->start();
    wait.until([&] { return isCanceled || gone >= m_wait || awaited().isEmpty(); });
    if (isCanceled)
        return failure(ErrorCode::Canceled);
    return {};
}

void Reach::chooseOne()
{
    const auto there = std::ranges::find_if(m_chosen, [](const NodeConnection *node) { return !troubleOf(*node); });
    if (!m_chosen.isEmpty())
        m_chosen = {there == m_chosen.end() ? m_chosen.first() : *there};
}

QList<NodeConnection *> Reach::peers() const
{
    QList<NodeConnection *> others = m_cluster->nodes();
    others.removeIf([this](NodeConnection *node) { return m_chosen.contains(node); });
    return others;
}

std::optional<Error> Reach::troubleOf(const NodeConnection &node)
{
    if (node.link() == Link::Online)
        return std::nullopt;
    Error error = node.trouble().value_or(Error{ErrorCode::Unreachable, node.name(), {}});
    if (error.subject.isEmpty())
        error.subject = node.name();
    return error;
}

QJsonObject nodeObject(const NodeConnection &node)
{
    return {{u"node"_s, node.name()},
            {u"url"_s, node.profile().url.toString()},
            {u"error"_s, QJsonValue()}};
}

ExitStatus explainNode(const Console &console, const NodeConnection &node, const Error &error)
{
    console.note(u"lifeboatctl: node %1:"_s.arg(node.name()));
    const bool showsCertificate = error.code == ErrorCode::CertificateUntrusted && !error.detail.isEmpty();
    const QString fingerprint = net::fingerprintIn(error.detail);
    if (showsCertificate && node.profile().fingerprint.isEmpty()) {
        console.note(net::faultIn(error.detail)
                         ? u"lifeboatctl: %1"_s.arg(text::sentence(error))
                         : u"lifeboatctl: The certificate of %1 is not known yet: no authority that this machine trusts vouches for it."_s.arg(
                               error.subject.isEmpty() ? node.name() : error.subject));
        console.note(u"  It has the SHA-256 fingerprint %1"_s.arg(fingerprint));
        console.note(u"  Run \"lifeboatd --fingerprint\" on the node. If it prints the same, accept it: %1 %2"_s.arg(adding(node), fingerprint));
        return statusOf(error.code);
    }
    console.explain(error);
    if (showsCertificate) {
        console.note(u"  Its certificate has the SHA-256 fingerprint %1"_s.arg(fingerprint));
        console.note(u"  Expected is %1: somebody may stand between. Only if the node was "
                     "given a new certificate: %2, with what the node itself prints"_s.arg(
                         net::fingerprintText(node.profile().fingerprint), adding(node)));
    }
    return statusOf(error.code);
}

void explainUnnoted(const Console &console, const NodeConnection &node)
{
    if (!node.unnoted())
        return;
    console.note(u"lifeboatctl: node %1 cannot record what it does: it begins nothing, and says of nothing that it is over."_s.arg(node.name()));
    console.explain(*node.status()->trouble);
}

} // namespace lifeboat::cli
