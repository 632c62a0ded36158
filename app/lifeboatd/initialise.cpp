// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatd/initialise.h"

#include "app/lifeboatd/daemon.h"
#include "engine/net/certificate.h"

#include <QDir>
#include <QFile>
#include <QNetworkInterface>

using namespace Qt::StringLiterals;

namespace lifeboat::daemon {

namespace {

/// A value as TOML writes it: a text in double quotes.
QByteArray quoted(const QString &text)
{
    QString escaped = text;
    return u"\"%1\""_s.arg(escaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s)).toUtf8();
}

/// The example with the values that were asked for: whoever edits it later finds every key
/// explained.
QByteArray configText(const InitialiseRequest &request)
{
    QFile example(u":/lifeboatd.example.toml"_s);
    if (!example.open(QIODevice::ReadOnly))
        return {};
    QByteArray text = example.readAll();
    const auto set = [&text](const QByteArray &line, const QByteArray &key,
                             const QByteArray &value) { text.replace(line, key + " = " + value); };
    if (!request.name.isEmpty())
        set("name = \"n1\"  ", "name", quoted(request.name) + "  ");
    else
        set("name = \"n1\"  ", "# name", "\"n1\"");
    set("address = \"127.0.0.1\"", "address", quoted(request.address));
    set("port = 7411", "port", QByteArray::number(request.port));
    if (!request.log.isEmpty())
        set("log = \"data/log.db\"", "log", quoted(request.log));
    if (!request.share.isEmpty()) {
        set("log = \"data/log.db\"", "log", quoted(request.share + u"/log.db"_s));
        text.replace("# [lease]", "[lease]");
        set("# file = \"/srv/cluster/leases.db\"", "file", quoted(request.share + u"/leases.db"_s));
        text.replace("# [publish]", "[publish]");
        set("# directory = \"/srv/cluster/published\"", "directory", quoted(request.share + u"/published"_s));
    }
    if (!request.nats.isEmpty()) {
        text.replace("log = \"data/log.db\"", "# log = \"data/log.db\"");
        text.replace("# [nats]", "[nats]");
        set("# urls = [\"nats://192.0.2.5:4222\"]", "urls", '[' + quoted(request.nats) + ']');
        text.replace("# [lease]", "[lease]");
        text.replace("# [publish]", "[publish]");
    }
    return text;
}

net::CertificateNames namesFor(const NodeConfig &config, const QStringList &hosts)
{
    net::CertificateNames names{
        .commonName = config.name, .hosts = {u"localhost"_s, config.name}, .addresses = {}};
    for (const QString &host : hosts)
        names.hosts.append(host);
    names.hosts.removeDuplicates();
    names.addresses = QNetworkInterface::allAddresses();
    for (QHostAddress &address : names.addresses)
        address.setScopeId({});
    if (const QHostAddress address(config.listen.address); !names.addresses.contains(address))
        names.addresses.append(address);
    return names;
}

QString directoryFor(const InitialiseRequest &request)
{
    return QDir::cleanPath(QDir::current().absoluteFilePath(request.directory));
}

} // namespace

Result<> makeDirectory(FileSystem &fileSystem, const InitialiseRequest &request)
{
    const QString directory = directoryFor(request);
    if (const QString path = directory + u"/lifeboatd.toml"_s; fileSystem.exists(path))
        return failure(ErrorCode::AlreadyExists, path);
    return fileSystem.makeDirectory(directory);
}

Result<Initialised> initialise(FileSystem &fileSystem, const InitialiseRequest &request)
{
    const QString directory = directoryFor(request);
    Initialised made{.path = directory + u"/lifeboatd.toml"_s, .config = {}, .fingerprint = {}, .token = {}};
    LIFEBOAT_TRY(makeDirectory(fileSystem, request));
    const auto absolutePath = [](const QString &path) {
        return path.isEmpty() ? path : QDir::cleanPath(QDir::current().absoluteFilePath(path));
    };
    InitialiseRequest absolute = request;
    absolute.log = absolutePath(request.log);
    absolute.share = absolutePath(request.share);
    if (!absolute.share.isEmpty())
        LIFEBOAT_TRY(fileSystem.makeDirectory(absolute.share));
    const QByteArray text = configText(absolute);
    LIFEBOAT_ASSIGN(made.config, configFromToml(text, directory));
    const NodeConfig &config = made.config;
    LIFEBOAT_TRY(fileSystem.makeDirectory(config.data));
    QFile::setPermissions(config.data, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QDateTime now = SystemClock::instance().utcNow();
    LIFEBOAT_TRY(net::makeCertificate(fileSystem, namesFor(config, request.hosts), now,
                                      config.listen.certificate, config.listen.key));
    LIFEBOAT_ASSIGN(const net::Identity identity,
                    net::loadCertificate(fileSystem, config.listen.certificate, config.listen.key));
    made.fingerprint = net::fingerprintOf(identity.certificate);
    LIFEBOAT_ASSIGN(const auto tokens, net::TokenStore::open(fileSystem, tokensPath(config)));
    LIFEBOAT_ASSIGN(made.token, tokens->add(u"admin"_s, net::Role::Admin, now));
    // Last, so that a directory with a configuration is a whole one.
    LIFEBOAT_TRY(fileSystem.writeAtomically(made.path, text));
    return made;
}

} // namespace lifeboat::daemon
