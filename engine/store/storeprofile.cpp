// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/storeprofile.h"

#include "engine/base/addresstext.h"
#include "engine/base/jsonreading.h"
#include "engine/base/missing.h"
#include "engine/base/notefile.h"
#include "engine/lease/natsbucket.h"
#include "engine/nats/natsconnection.h"
#include "engine/store/directorystore.h"
#include "engine/store/natsobjectstore.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr quint32 kMode = 0600;
constexpr qsizetype kNameLength = 64;

using Identity = StoreProfile::Identity;

constexpr std::array kIdentities{std::pair{Identity::None, "none"_L1}, std::pair{Identity::Password, "password"_L1},
                                 std::pair{Identity::Token, "token"_L1},
                                 std::pair{Identity::Credentials, "credentials"_L1}};

QJsonObject toJson(const StoreProfile &profile)
{
    if (profile.isDirectory())
        return {{u"name"_s, profile.name}, {u"directory"_s, profile.directory}};
    const NatsSettings &nats = profile.nats;
    const auto identity = std::ranges::find(kIdentities, profile.identity, [](const auto &each) { return each.first; });
    QJsonObject object{{u"name"_s, profile.name},
                       {u"urls"_s, QJsonArray::fromStringList(nats.urls)},
                       {u"bucket"_s, profile.bucket},
                       {u"identity"_s, QString(identity->second)},
                       {u"tls"_s, nats.tls}};
    for (const auto &[key, text] : {std::pair{"user"_L1, nats.user}, std::pair{"credentials"_L1, nats.credentialsFile},
                                    std::pair{"ca"_L1, nats.caFile}, std::pair{"certificate"_L1, nats.certificateFile},
                                    std::pair{"key"_L1, nats.keyFile}, std::pair{"leases"_L1, profile.leaseBucket}}) {
        if (!text.isEmpty())
            object[key] = text;
    }
    return object;
}

Result<StoreProfile> profileFrom(const QJsonObject &object, const QString &path)
{
    const JsonReading reading(object);
    const auto textIfAny = [&reading](QLatin1StringView key) { return reading.has(key) ? reading.text(key) : QString(); };
    StoreProfile profile;
    profile.name = reading.text("name"_L1);
    if (reading.has("directory"_L1)) {
        profile.directory = reading.text("directory"_L1);
    } else {
        for (const QJsonValue url : reading.value("urls"_L1).toArray())
            profile.nats.urls.append(url.toString());
        profile.bucket = reading.text("bucket"_L1);
        profile.nats.tls = reading.boolean("tls"_L1);
        profile.nats.user = textIfAny("user"_L1);
        profile.nats.credentialsFile = textIfAny("credentials"_L1);
        profile.nats.caFile = textIfAny("ca"_L1);
        profile.nats.certificateFile = textIfAny("certificate"_L1);
        profile.nats.keyFile = textIfAny("key"_L1);
        profile.leaseBucket = textIfAny("leases"_L1);
        const QString told = reading.text("identity"_L1);
        const auto identity = std::ranges::find_if(kIdentities, [&told](const auto &each) { return told == each.second; });
        if (reading.error().isEmpty() && identity == kIdentities.end())
            return failure(ErrorCode::NoteInvalid, path, u"identity of "_s + profile.name);
        profile.identity = identity == kIdentities.end() ? Identity::None : identity->first;
    }
    if (!reading.error().isEmpty())
        return failure(ErrorCode::NoteInvalid, path, reading.error());
    if (const auto good = checkProfile(profile); !good)
        return failure(ErrorCode::NoteInvalid, path, toString(good.error()));
    return profile;
}

Result<QList<StoreProfile>> profilesFrom(const QJsonObject &object, const QString &path)
{
    const QJsonValue told = object["stores"_L1];
    // Something else under that key is no empty list: it would be lost when the file is written.
    if (!told.isUndefined() && !told.isArray())
        return failure(ErrorCode::NoteInvalid, path, u"stores"_s);
    QList<StoreProfile> profiles;
    for (const QJsonValue each : told.toArray()) {
        LIFEBOAT_ASSIGN(const StoreProfile profile, profileFrom(each.toObject(), path));
        profiles.append(profile);
    }
    std::ranges::sort(profiles, {}, &StoreProfile::name);
    return profiles;
}

/// As NatsBucket takes them.
bool isLeaseBucketName(const QString &bucket)
{
    static const QRegularExpression form(u"\\A[-_a-zA-Z0-9]{1,200}\\z"_s);
    return form.match(bucket).hasMatch();
}

Result<std::shared_ptr<NatsConnection>> connectTo(const StoreProfile &profile, const QString &secret)
{
    NatsSettings settings = profile.nats;
    settings.name = u"lifeboat store"_s;
    if (profile.identity == Identity::Password)
        settings.password = secret;
    if (profile.identity == Identity::Token)
        settings.token = secret;
    return NatsConnection::open(settings);
}

} // namespace

QString StoreProfile::where() const
{
    if (isDirectory())
        return directory;
    QStringList servers;
    for (const QString &url : nats.urls)
        servers.append(withoutUserInfo(url));
    return u"%1 on %2"_s.arg(bucket, servers.join(u", "_s));
}

bool isStoreName(const QString &name)
{
    return !name.isEmpty() && name.size() <= kNameLength && name == name.trimmed() && !name.contains(u'/')
        && std::ranges::all_of(name, [](QChar each) { return each.isPrint(); });
}

QString storeSecretKey(const QString &store)
{
    return u"/store/"_s + store;
}

Result<> checkProfile(const StoreProfile &profile)
{
    if (!isStoreName(profile.name))
        return failure(ErrorCode::InvalidArgument, profile.name.left(kNameLength), u"not a store's name"_s);
    if (profile.isDirectory()) {
        if (!profile.directory.startsWith(u'/'))
            return failure(ErrorCode::InvalidArgument, profile.directory, u"not an absolute path"_s);
        return {};
    }
    LIFEBOAT_TRY(checkNatsSettings(profile.nats));
    for (const QString &url : profile.nats.urls) {
        // Nothing secret stands in the file.
        if (url.contains(u'@'))
            return failure(ErrorCode::InvalidArgument, u"NATS URL"_s, u"a user or password in it"_s);
    }
    if (!isBucketName(profile.bucket))
        return failure(ErrorCode::InvalidArgument, u"bucket"_s, profile.bucket.left(kNameLength));
    if (!profile.leaseBucket.isEmpty() && !isLeaseBucketName(profile.leaseBucket))
        return failure(ErrorCode::InvalidArgument, u"lease bucket"_s, profile.leaseBucket.left(kNameLength));
    const bool isComplete = profile.nats.user.isEmpty() == (profile.identity != Identity::Password)
        && profile.nats.credentialsFile.isEmpty() == (profile.identity != Identity::Credentials);
    if (!isComplete)
        return failure(ErrorCode::InvalidArgument, u"NATS user"_s, u"more or less than one way to say who one is"_s);
    return {};
}

Result<std::unique_ptr<SnapshotStore>> openStore(FileSystem &fileSystem, const StoreProfile &profile, const QString &secret,
                                                 IfBucketMissing missing)
{
    LIFEBOAT_TRY(checkProfile(profile));
    if (profile.isDirectory()) {
        LIFEBOAT_ASSIGN(auto store, DirectoryStore::open(fileSystem, profile.directory));
        return store;
    }
    LIFEBOAT_ASSIGN(auto connection, connectTo(profile, secret));
    LIFEBOAT_ASSIGN(auto store,
                    NatsObjectStore::open(std::move(connection), {.bucket = profile.bucket,
                                                                  .owner = u"store "_s + profile.name,
                                                                  .isMade = missing == IfBucketMissing::Make}));
    return store;
}

Result<std::unique_ptr<KeyValueBucket>> openLeaseBucket(const StoreProfile &profile, const QString &secret)
{
    LIFEBOAT_TRY(checkProfile(profile));
    if (profile.leaseBucket.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"lease bucket"_s, u"none"_s);
    LIFEBOAT_ASSIGN(auto connection, connectTo(profile, secret));
    LIFEBOAT_ASSIGN(auto bucket, NatsBucket::openForeign(std::move(connection), profile.leaseBucket));
    return bucket;
}

StoreProfiles::StoreProfiles(FileSystem &fileSystem, QString path)
    : m_fileSystem(fileSystem)
    , m_path(std::move(path))
{
}

Result<QList<StoreProfile>> StoreProfiles::stores() const
{
    LIFEBOAT_ASSIGN(const QJsonObject object, NoteFile(m_fileSystem, m_path, kMode).read());
    return profilesFrom(object, m_path);
}

Result<StoreProfile> StoreProfiles::store(const QString &name) const
{
    LIFEBOAT_ASSIGN(const auto all, stores());
    const auto found = std::ranges::find(all, name, &StoreProfile::name);
    if (found == all.end())
        return missing(Missing::Store, name.left(kNameLength));
    return *found;
}

Result<> StoreProfiles::put(const StoreProfile &profile) const
{
    LIFEBOAT_TRY(checkProfile(profile));
    return NoteFile(m_fileSystem, m_path, kMode).change([&](QJsonObject &object) -> Result<> {
        LIFEBOAT_TRY(profilesFrom(object, m_path));
        QJsonArray stores = object["stores"_L1].toArray();
        const auto old = std::ranges::find_if(stores, [&](const QJsonValue &each) { return each["name"_L1] == profile.name; });
        if (old != stores.end())
            *old = toJson(profile);
        else
            stores.append(toJson(profile));
        object["stores"_L1] = stores;
        return {};
    });
}

Result<> StoreProfiles::remove(const QString &name) const
{
    return NoteFile(m_fileSystem, m_path, kMode).change([&](QJsonObject &object) -> Result<> {
        LIFEBOAT_TRY(profilesFrom(object, m_path));
        QJsonArray stores = object["stores"_L1].toArray();
        const auto old = std::ranges::find_if(stores, [&](const QJsonValue &each) { return each["name"_L1] == name; });
        if (old == stores.end())
            return missing(Missing::Store, name.left(kNameLength));
        stores.erase(old);
        object["stores"_L1] = stores;
        return {};
    });
}

} // namespace lifeboat
