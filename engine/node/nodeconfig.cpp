// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/nodeconfig.h"

#include "engine/base/tomlreading.h"

#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <QRegularExpression>
#include <QSysInfo>
#include <QUrl>

#include <map>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr qint64 kConfigBytes = 256 * 1024;

bool isName(const QString &text)
{
    static const QRegularExpression pattern(u"\\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}\\z"_s);
    return pattern.match(text).hasMatch();
}

/// As consoles take it: a ws or wss URL, or host and port alone.
bool isNodeAddress(const QString &text)
{
    const QUrl url(text.contains("://"_L1) ? text : u"wss://"_s + text, QUrl::StrictMode);
    const bool isScheme = url.scheme() == "wss"_L1 || url.scheme() == "ws"_L1;
    return url.isValid() && isScheme && !url.host().isEmpty() && url.userInfo().isEmpty();
}

/// One name for a file, whatever leads to it; what SQLite and restores keep beside a database
/// counts as that.
QString placeOf(const QString &path)
{
    const QFileInfo file(path);
    QString place = file.canonicalFilePath();
    if (place.isEmpty()) {
        const QString directory = QFileInfo(file.path()).canonicalFilePath();
        place = (directory.isEmpty() ? file.path() : directory) + u'/' + file.fileName();
    }
    static const QRegularExpression beside(u"-wal\\z|-shm\\z|-journal\\z|\\.previous\\z"_s);
    return place.remove(beside);
}

class ConfigReading : private TomlReading
{
public:
    explicit ConfigReading(const QString &directory)
        : TomlReading(directory)
        , m_directory(directory)
    {
    }

    Result<NodeConfig> read(const toml::table &root)
    {
        onlyKeys(root, {"node", "listen", "states", "policy", "operations", "limits", "lease", "nats", "publish"}, "");
        readNode(root);
        readListen(root);
        readStates(root);
        readPolicy(root);
        if (const toml::table *operations = table(root, "operations")) {
            onlyKeys(*operations, {"concurrent", "threads"}, "operations.");
            m_config.concurrent =
                int(integer(*operations, "concurrent", 1, 64).value_or(m_config.concurrent));
            m_config.threads =
                int(integer(*operations, "threads", 0, 256).value_or(m_config.threads));
        }
        readLimits(root);
        readNats(root);
        readLease(root);
        readPublish(root);
        checkPlaces(root);
        if (!error().isEmpty())
            return failure(ErrorCode::ConfigurationInvalid, {}, error());
        return m_config;
    }

private:
    /// A name at `key`, or `otherwise`.
    QString name(const toml::table &parent, const char *key, const QString &otherwise)
    {
        const QString given = text(parent, key);
        if (parent.contains(key) && !isName(given))
            fail(*parent.get(key),
                 u"%1 is not a name of letters, digits, - and _"_s.arg(QLatin1StringView(key)));
        return given.isEmpty() ? otherwise : given;
    }

    QString pathOr(const toml::table *parent, const char *key, const QString &otherwise)
    {
        const QString given = parent ? path(*parent, key) : QString();
        return given.isEmpty() ? otherwise : given;
    }

    void readNode(const toml::table &root)
    {
        const toml::table *node = table(root, "node");
        m_config.name = QSysInfo::machineHostName();
        m_config.cluster = u"lifeboat"_s;
        m_config.data =
            pathOr(node, "data", QDir::cleanPath(QDir(m_directory).absoluteFilePath(u"data"_s)));
        m_config.store = pathOr(node, "store", m_config.data + u"/snapshots"_s);
        m_config.log = pathOr(node, "log", m_config.data + u"/log.db"_s);
        if (!node)
            return;
        onlyKeys(*node, {"name", "cluster", "data", "store", "log", "peers"}, "node.");
        m_config.name = name(*node, "name", m_config.name);
        m_config.cluster = name(*node, "cluster", m_config.cluster);
        if (const toml::table *peers = table(*node, "peers")) {
            for (const auto &[key, address] : *peers) {
                const auto value = address.value_exact<std::string>();
                const QString peer = QString::fromStdString(std::string(key.str()));
                if (!value || !isName(peer))
                    fail(address, u"node.peers holds addresses by node name"_s);
                else if (!isNodeAddress(QString::fromStdString(*value)))
                    fail(address,
                         u"the address of %1 is not one of a node, such as wss://192.0.2.12:7411"_s
                             .arg(peer));
                else
                    m_config.peers.insert(
                        peer, QJsonObject{{u"address"_s, QString::fromStdString(*value)}});
            }
        }
    }

    void readListen(const toml::table &root)
    {
        ListenConfig &listen = m_config.listen;
        listen.address = u"127.0.0.1"_s;
        const toml::table *given = table(root, "listen");
        listen.certificate = pathOr(given, "certificate", m_config.data + u"/certificate.pem"_s);
        listen.key = pathOr(given, "key", m_config.data + u"/key.pem"_s);
        if (!given)
            return;
        onlyKeys(*given, {"address", "port", "tls", "certificate", "key"}, "listen.");
        if (const QString address = text(*given, "address"); !address.isEmpty())
            listen.address = address;
        if (QHostAddress(listen.address).isNull())
            fail(*given->get("address"), u"address is not an IP address"_s);
        listen.port = quint16(integer(*given, "port", 0, 65535).value_or(listen.port));
        listen.tls = flag(*given, "tls").value_or(true);
        if (!listen.tls && !isLoopback(listen.address))
            fail(*given, u"without TLS a node listens on loopback only"_s);
    }

    void readStates(const toml::table &root)
    {
        for (const toml::table *each : tables(root, "states", "")) {
            onlyKeys(*each, {"name", "database"}, "states.");
            const StateConfig state{name(*each, "name", u"main"_s), path(*each, "database")};
            for (const StateConfig &other : std::as_const(m_config.states)) {
                if (other.name == state.name)
                    fail(*each, u"two states are called %1"_s.arg(state.name));
                else if (other.isManaged() && state.isManaged())
                    fail(*each, u"a node has one managed state"_s);
                else if (!state.isManaged() && !other.isManaged()
                         && placeOf(other.database) == placeOf(state.database))
                    fail(*each, u"two states have one database"_s);
            }
            m_config.states.append(state);
        }
        if (m_config.states.isEmpty())
            m_config.states.append(StateConfig{u"main"_s, {}});
    }

    /// Each file has one use. `key` of `table`, whose value or default is `path`.
    void claim(const toml::table &root, const toml::table *table, const char *key,
               const QString &path)
    {
        const toml::node *given = table ? table->get(key) : nullptr;
        const QString use = QLatin1StringView(key);
        const auto [taken, isFree] = m_uses.emplace(placeOf(path), use);
        if (!isFree)
            fail(given ? *given : table ? static_cast<const toml::node &>(*table) : root,
                 u"%1 is the node's own %2"_s.arg(use, taken->second));
    }

    void checkPlaces(const toml::table &root)
    {
        m_uses.emplace(placeOf(m_config.data), u"data directory"_s);
        for (const QString &own : {u"state.db"_s, u"operations.db"_s, u"tokens.json"_s, u"audit.log"_s,
                                   u"lock"_s, u"fsm_state.json"_s, u"nodes.json"_s,
                                   u"lease-history.db"_s})
            m_uses.emplace(placeOf(m_config.data + u'/' + own), own);
        const toml::table *const node = table(root, "node");
        claim(root, node, "log", m_config.log);
        claim(root, node, "store", m_config.store);
        if (!m_config.lease.file.isEmpty())
            claim(root, table(root, "lease"), "file", m_config.lease.file);
        if (!m_config.publish.directory.isEmpty())
            claim(root, table(root, "publish"), "directory", m_config.publish.directory);
        const toml::table *const listen = table(root, "listen");
        claim(root, listen, "certificate", m_config.listen.certificate);
        claim(root, listen, "key", m_config.listen.key);
        for (const toml::table *each : tables(root, "states", "")) {
            if (const QString database = path(*each, "database"); !database.isEmpty())
                claim(root, each, "database", database);
        }
    }

    void readPolicy(const toml::table &root)
    {
        const toml::table *policy = table(root, "policy");
        if (!policy)
            return;
        onlyKeys(*policy, {"interval", "entries", "max_bytes", "keep_last"}, "policy.");
        m_config.policy.interval = duration(*policy, "interval").value_or(m_config.policy.interval);
        if (m_config.policy.interval.count() > 0
            && m_config.policy.interval < std::chrono::seconds(1))
            fail(*policy->get("interval"), u"interval is 0 or at least a second"_s);
        m_config.policy.entries = quint64(integer(*policy, "entries", 0, kMost).value_or(0));
        m_config.policy.maxBytes = integer(*policy, "max_bytes", 0, kMost).value_or(0);
        m_config.keepLast =
            int(integer(*policy, "keep_last", 1, 100'000).value_or(m_config.keepLast));
    }

    void readLimits(const toml::table &root)
    {
        const toml::table *given = table(root, "limits");
        if (!given)
            return;
        LimitsConfig &limits = m_config.limits;
        onlyKeys(*given,
                 {"connections", "calls_per_second", "bytes_per_second", "takes_per_minute"},
                 "limits.");
        limits.connections =
            int(integer(*given, "connections", 1, 100'000).value_or(limits.connections));
        limits.callsPerSecond =
            int(integer(*given, "calls_per_second", 1, 1'000'000).value_or(limits.callsPerSecond));
        limits.bytesPerSecond =
            integer(*given, "bytes_per_second", 1 << 20, kMost).value_or(limits.bytesPerSecond);
        limits.takesPerMinute =
            int(integer(*given, "takes_per_minute", 1, 1'000'000).value_or(limits.takesPerMinute));
    }

    void readNats(const toml::table &root)
    {
        const toml::table *given = table(root, "nats");
        if (!given)
            return;
        onlyKeys(*given,
                 {"urls", "user", "password_file", "token_file", "credentials", "tls", "ca", "certificate", "key", "replicas",
                  "log_bytes"},
                 "nats.");
        NatsConfig nats;
        nats.settings.urls = texts(*given, "urls");
        if (nats.settings.urls.isEmpty())
            fail(*given, u"nats.urls is missing"_s);
        for (const QString &url : std::as_const(nats.settings.urls)) {
            const QUrl parsed(url);
            if (url.contains(u'@'))
                fail(*given->get("urls"), u"secrets do not stand in addresses: use password_file or token_file"_s);
            else if (!parsed.isValid() || (parsed.scheme() != u"nats" && parsed.scheme() != u"tls") || parsed.host().isEmpty())
                fail(*given->get("urls"), u"%1 is not an address such as nats://192.0.2.5:4222"_s.arg(url));
        }
        nats.settings.user = text(*given, "user");
        nats.passwordFile = path(*given, "password_file");
        nats.tokenFile = path(*given, "token_file");
        nats.settings.credentialsFile = path(*given, "credentials");
        nats.settings.tls = flag(*given, "tls").value_or(false);
        nats.settings.caFile = path(*given, "ca");
        nats.settings.certificateFile = path(*given, "certificate");
        nats.settings.keyFile = path(*given, "key");
        if (nats.settings.certificateFile.isEmpty() != nats.settings.keyFile.isEmpty())
            fail(*given, u"certificate and key go together"_s);
        nats.replicas = int(integer(*given, "replicas", 1, 5).value_or(1));
        if (nats.replicas % 2 == 0)
            fail(*given->get("replicas"), u"replicas is 1, 3 or 5"_s);
        nats.logBytes = integer(*given, "log_bytes", 0, kMost).value_or(0);
        if (const toml::table *node = table(root, "node"); node && node->contains("log"))
            fail(*node->get("log"), u"with [nats] the log is a stream there, not a file"_s);
        m_config.nats = nats;
    }

    void readLease(const toml::table &root)
    {
        const toml::table *given = table(root, "lease");
        if (!given)
            return;
        LeaseConfig &lease = m_config.lease;
        onlyKeys(*given, {"file", "bucket", "publish", "ttl", "keep_history"}, "lease.");
        if (m_config.nats) {
            if (given->contains("file"))
                fail(*given->get("file"), u"with [nats] leases are in a bucket there, not in a file"_s);
            lease.bucket = text(*given, "bucket");
            if (lease.bucket.isEmpty())
                lease.bucket = u"lifeboat-"_s + QString(m_config.cluster).replace(u'.', u'_');
        } else {
            lease.file = path(*given, "file");
            if (lease.file.isEmpty())
                fail(*given, u"lease.file is missing"_s);
            if (given->contains("bucket"))
                fail(*given->get("bucket"), u"a bucket is on NATS servers: [nats] is missing"_s);
        }
        lease.publishes = flag(*given, "publish").value_or(lease.publishes);
        lease.ttl = duration(*given, "ttl").value_or(lease.ttl);
        if (lease.ttl < kShortestTtl || lease.ttl > kLongestConfiguredTtl)
            fail(*given->get("ttl"), u"ttl is 3 seconds to 10 minutes"_s);
        const auto keep = duration(*given, "keep_history").value_or(lease.keepHistory);
        if (keep < std::chrono::days(1))
            fail(*given->get("keep_history"), u"keep_history is at least a day"_s);
        lease.keepHistory = std::chrono::floor<std::chrono::days>(keep);
    }

    void readPublish(const toml::table &root)
    {
        const toml::table *given = table(root, "publish");
        if (!given)
            return;
        PublishConfig &publish = m_config.publish;
        onlyKeys(*given, {"directory", "bucket", "keep", "linger"}, "publish.");
        publish.directory = path(*given, "directory");
        publish.bucket = text(*given, "bucket");
        publish.keep = int(integer(*given, "keep", 1, 100).value_or(publish.keep));
        publish.linger = duration(*given, "linger").value_or(publish.linger);
        if (publish.linger >= kShortestMargin)
            fail(*given->get("linger"), u"linger is less than half a second"_s);
        if (publish.directory.isEmpty() && publish.bucket.isEmpty() && m_config.nats)
            publish.bucket = u"lifeboat-"_s + QString(m_config.cluster).replace(u'.', u'_');
        if (publish.directory.isEmpty() == publish.bucket.isEmpty())
            fail(*given, u"publish needs a directory or a bucket, and only one of them"_s);
        if (!publish.bucket.isEmpty() && !m_config.nats)
            fail(*given->get("bucket"), u"a bucket is on NATS servers: [nats] is missing"_s);
        if (!m_config.lease.isUsed())
            fail(*given, u"who publishes is told by a lease: [lease] is missing"_s);
    }

    static constexpr qint64 kMost = 1LL << 60;

    const QString m_directory;
    std::map<QString, QString> m_uses; ///< what each file is, by its place
    NodeConfig m_config;
};

} // namespace

bool isLoopback(const QString &address)
{
    return QHostAddress(address).isLoopback();
}

Result<NodeConfig> configFromToml(QByteArrayView toml, const QString &directory)
{
    LIFEBOAT_ASSIGN(const toml::table root,
                    TomlReading::parse(toml, ErrorCode::ConfigurationInvalid));
    return ConfigReading(directory).read(root);
}

Result<NodeConfig> readConfig(FileSystem &fileSystem, const QString &path)
{
    LIFEBOAT_ASSIGN(const QByteArray toml, fileSystem.readAll(path, kConfigBytes));
    auto config = configFromToml(toml, directoryOf(path));
    if (!config)
        return failure(config.error().code, path, config.error().detail);
    return config;
}

} // namespace lifeboat
