// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/tokenstore.h"

#include "engine/base/limits.h"
#include "engine/net/tokenfile.h"

#include <QMessageAuthenticationCode>
#include <QSet>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

constexpr QLatin1StringView kPrefix("lb1.");
constexpr qsizetype kSecretBytes = 32;
constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

/// Nobody's real secret is longer; more would only make the hash work.
constexpr qsizetype kMaxSecretLength = 256;

QString nameIn(const QString &secret)
{
    if (!secret.startsWith(kPrefix) || secret.size() > kMaxSecretLength)
        return {};
    return secret.section(u'.', 1, 1);
}

/// Which content of the file was read.
struct Version
{
    quint64 inode = 0;
    qint64 size = -1;
    qint64 changedNs = 0;

    bool operator==(const Version &) const = default;
};

} // namespace

class TokenStore::Private
{
public:
    Private(FileSystem &files, const QString &at)
        : fileSystem(files)
        , path(at)
    {
    }

    /// Reads the file again if it changed. With the mutex.
    Result<> refresh();

    /// Lets `edit` change the newest tokens and writes them, alone among all processes.
    Result<> change(const std::function<Result<>(QList<StoredToken> &)> &edit);

    const StoredToken *find(const QString &name) const
    {
        const auto found = std::ranges::find_if(
            tokens, [&](const StoredToken &token) { return token.info.name == name; });
        return found == tokens.end() ? nullptr : &*found;
    }

    QByteArray keyed(const QString &secret) const
    {
        return QMessageAuthenticationCode::hash(secret.toUtf8(), key, QCryptographicHash::Sha256);
    }

    FileSystem &fileSystem;
    const QString path;
    QByteArray key; ///< of this process, for what it remembers
    SecretHash nobody; ///< what secrets of unknown tokens are checked against
    std::mutex mutex; ///< guards everything below
    Version version;
    QList<StoredToken> tokens;
    QSet<QByteArray> known; ///< keyed hashes of secrets that were right
};

Result<> TokenStore::Private::refresh()
{
    LIFEBOAT_ASSIGN(const FileInfo about, fileSystem.info(path));
    const Version now{about.inode, about.size, about.changedNs};
    if (now == version)
        return {};
    LIFEBOAT_ASSIGN(const QByteArray bytes, fileSystem.readAll(path, limits::kSmallFileBytes));
    LIFEBOAT_ASSIGN(tokens, tokensFromJson(bytes, path));
    known.clear();
    version = now;
    return {};
}

Result<> TokenStore::Private::change(const std::function<Result<>(QList<StoredToken> &)> &edit)
{
    const std::scoped_lock guard(mutex);
    LIFEBOAT_ASSIGN(const auto lock,
                    fileSystem.openLocked(path + u".lock"_s, OpenMode::OpenOrCreate));
    version = {};
    LIFEBOAT_TRY(refresh());
    QList<StoredToken> edited = tokens;
    LIFEBOAT_TRY(edit(edited));
    LIFEBOAT_TRY(fileSystem.writeAtomically(path, toJson(edited)));
    version = {};
    return refresh();
}

TokenStore::TokenStore() = default;
TokenStore::~TokenStore() = default;

Result<std::unique_ptr<TokenStore>> TokenStore::open(FileSystem &fileSystem, const QString &path)
{
    const auto made = fileSystem.open(path, OpenMode::CreateNew);
    if (made) {
        // Replacing a file keeps its access, so it stays 0600 from here on.
        const auto written = (*made)->writeAt(0, toJson(QList<StoredToken>()));
        if (!written || !(*made)->sync()) {
            (void)fileSystem.remove(path);
            return failure(written ? Error{ErrorCode::WriteFailed, path, {}} : written.error());
        }
        LIFEBOAT_TRY(fileSystem.syncDirectory(directoryOf(path)));
    } else if (made.error().code != ErrorCode::AlreadyExists) {
        return failure(made.error());
    }
    std::unique_ptr<TokenStore> store(new TokenStore);
    store->d = std::make_unique<Private>(fileSystem, path);
    LIFEBOAT_ASSIGN(store->d->key, randomBytes(kSecretBytes));
    store->d->nobody.salt = QByteArray(16, 'n');
    store->d->nobody.hash = QByteArray(32, 'n');
    const std::scoped_lock guard(store->d->mutex);
    LIFEBOAT_TRY(store->d->refresh());
    return store;
}

Result<QString> TokenStore::add(const QString &name, Role role, const QDateTime &now,
                                std::optional<QDateTime> expiresAt)
{
    if (!isTokenName(name))
        return failure(ErrorCode::InvalidArgument, name.left(64), u"not a token's name"_s);
    LIFEBOAT_ASSIGN(const QByteArray random, randomBytes(kSecretBytes));
    const QString secret = kPrefix + name + u'.' + QString::fromLatin1(random.toBase64(kBase64));
    StoredToken token{{name, role, now.toUTC(), expiresAt, false}, {}};
    LIFEBOAT_ASSIGN(token.hash, hashSecret(secret.toUtf8()));
    LIFEBOAT_TRY(d->change([&](QList<StoredToken> &tokens) -> Result<> {
        if (d->find(name))
            return failure(ErrorCode::AlreadyExists, name);
        tokens.append(token);
        return {};
    }));
    return secret;
}

Result<> TokenStore::revoke(const QString &name)
{
    return d->change([&name](QList<StoredToken> &tokens) -> Result<> {
        for (StoredToken &token : tokens) {
            if (token.info.name == name) {
                token.info.revoked = true;
                return {};
            }
        }
        return failure(ErrorCode::NotFound, name);
    });
}

Result<> TokenStore::remove(const QString &name)
{
    return d->change([&name](QList<StoredToken> &tokens) -> Result<> {
        if (tokens.removeIf([&name](const StoredToken &token) { return token.info.name == name; }) == 0)
            return failure(ErrorCode::NotFound, name);
        return {};
    });
}

Result<QList<TokenInfo>> TokenStore::list() const
{
    const std::scoped_lock guard(d->mutex);
    LIFEBOAT_TRY(d->refresh());
    QList<TokenInfo> all;
    for (const StoredToken &token : std::as_const(d->tokens))
        all.append(token.info);
    return all;
}

Result<> TokenStore::stillGood(const QString &name, const QDateTime &now)
{
    const std::scoped_lock guard(d->mutex);
    LIFEBOAT_TRY(d->refresh());
    const StoredToken *const token = d->find(name);
    if (!token || token->info.revoked || (token->info.expiresAt && now >= *token->info.expiresAt))
        return failure(ErrorCode::AuthenticationFailed);
    return {};
}

Result<TokenInfo> TokenStore::check(const QString &secret, const QDateTime &now)
{
    const QString name = nameIn(secret);
    std::optional<StoredToken> token;
    bool right = false;
    {
        const std::scoped_lock guard(d->mutex);
        LIFEBOAT_TRY(d->refresh());
        if (const StoredToken *found = d->find(name))
            token = *found;
        right = token && d->known.contains(d->keyed(secret));
    }
    if (!right) {
        LIFEBOAT_ASSIGN(
            const bool matches,
            matchesSecret(token ? token->hash : d->nobody, secret.left(kMaxSecretLength).toUtf8()));
        right = token && matches;
        const std::scoped_lock guard(d->mutex);
        const StoredToken *still = right ? d->find(name) : nullptr;
        if (still && still->hash == token->hash)
            d->known.insert(d->keyed(secret));
    }
    if (!right || token->info.revoked || (token->info.expiresAt && now >= *token->info.expiresAt))
        return failure(ErrorCode::AuthenticationFailed);
    return token->info;
}

} // namespace lifeboat::net
