// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/notefile.h"
#include "engine/base/secretfault.h"
#include "engine/cluster/secretstore.h"

#include <QThreadPool>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr quint32 kMode = 0600;

class FileSecrets final : public SecretStore
{
public:
    FileSecrets(FileSystem &fileSystem, const QString &path)
        : m_fileSystem(fileSystem)
        , m_file(fileSystem, path, kMode)
    {
        m_pool.setMaxThreadCount(1); // one after the other, in the order they were asked for
    }

    QFuture<Result<QString>> read(const QString &key) override
    {
        return QtConcurrent::run(&m_pool, [this, key] { return find(key); });
    }

    QFuture<Result<>> write(const QString &key, const QString &secret) override
    {
        return QtConcurrent::run(&m_pool, [this, key, secret] {
            return change([key, secret](QJsonObject &secrets) -> Result<> {
                secrets[key] = secret;
                return {};
            });
        });
    }

    QFuture<Result<>> remove(const QString &key) override
    {
        return QtConcurrent::run(&m_pool, [this, key]() -> Result<> {
            if (const auto found = find(key); !found) // nothing is locked or made for what is not there
                return found.error().code == ErrorCode::NotFound ? Result<>() : failure(found.error());
            return change([key](QJsonObject &secrets) -> Result<> {
                secrets.remove(key);
                return {};
            });
        });
    }

private:
    /// What others may read is no secret any more; whoever sees the error can make a new one.
    Result<> checkAccess() const
    {
        const auto file = m_fileSystem.info(m_file.path());
        if (file && (file->access.mode & 0077) != 0)
            return secretUnavailable(SecretFault::OthersMayRead, m_file.path(),
                                     u"mode %1"_s.arg(QString::number(file->access.mode & 0777, 8)));
        return {};
    }

    Result<QJsonObject> secretsIn(const QJsonObject &object) const
    {
        const QJsonValue secrets = object["secrets"_L1];
        if (!secrets.isUndefined() && !secrets.isObject())
            return failure(ErrorCode::NoteInvalid, m_file.path(), u"\"secrets\" is not an object"_s);
        return secrets.toObject();
    }

    Result<QString> find(const QString &key) const
    {
        LIFEBOAT_TRY(checkAccess());
        LIFEBOAT_ASSIGN(const QJsonObject object, m_file.read());
        LIFEBOAT_ASSIGN(const QJsonObject secrets, secretsIn(object));
        const QJsonValue secret = secrets[key];
        if (!secret.isString())
            return failure(ErrorCode::NotFound, key);
        return secret.toString();
    }

    Result<> change(const std::function<Result<>(QJsonObject &)> &change)
    {
        LIFEBOAT_TRY(checkAccess());
        return m_file.change([&](QJsonObject &object) -> Result<> {
            LIFEBOAT_ASSIGN(QJsonObject secrets, secretsIn(object));
            LIFEBOAT_TRY(change(secrets));
            object["secrets"_L1] = secrets;
            return {};
        });
    }

    FileSystem &m_fileSystem;
    NoteFile m_file;
    QThreadPool m_pool; ///< last: what it does is over before anything else is gone
};

} // namespace

std::unique_ptr<SecretStore> makeFileSecrets(FileSystem &fileSystem, const QString &path)
{
    return std::make_unique<FileSecrets>(fileSystem, path);
}

} // namespace lifeboat
