// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "durableimage.h"

#include <functional>
#include <map>
#include <mutex>

namespace lifeboat::test {

/// What goes wrong, and at which mutating call (the first is 1; 0: never).
struct Fault {
    enum class Kind {
        Once, ///< that call fails and does nothing; later ones work
        Onwards, ///< that call and all later ones fail
        Tear, ///< that call, if a write, writes half of its bytes, then it and all later ones fail
        PowerLoss, ///< as Onwards; `FaultyFileSystem::losePower` then forgets what was not synced
    };
    qint64 at = 0;
    Kind kind = Kind::Once;
    ErrorCode code = ErrorCode::WriteFailed;
};

/// The real file system, counting every mutating call (creating, writing, sizing, syncing, naming, removing) so that a
/// table can go through all of them, and failing where told. Reads always work; their extent is recorded.
class FaultyFileSystem final : public FileSystem
{
public:
    explicit FaultyFileSystem(Fault fault = {}, const QString &watched = {});
    ~FaultyFileSystem() override;

    Result<std::unique_ptr<File>> open(const QString &path, OpenMode mode) override;
    Result<FileInfo> info(const QString &path) override;
    Result<QList<FileInfo>> list(const QString &directory) override;
    Result<> rename(const QString &from, const QString &to) override;
    Result<> link(const QString &from, const QString &to) override;
    Result<> exchange(const QString &a, const QString &b) override;
    Result<> remove(const QString &path) override;
    Result<> makeDirectory(const QString &path) override;
    Result<> syncDirectory(const QString &path) override;
    Result<qint64> freeBytes(const QString &path) override;

    /// What goes wrong from now on; `at` counts from the next call.
    void setFault(Fault fault);

    /// Mutating calls so far.
    qint64 calls() const;

    /// True once the fault happened.
    bool struck() const;

    /// Bytes read through files of this path so far.
    qint64 bytesRead(const QString &path) const;

    /// Forgets what was not synced in the watched directory. Nothing may be open.
    void losePower();

    /// What freeBytes answers from now on.
    void setFreeBytes(qint64 bytes) { m_freeBytes = bytes; }

    /// No file system has everything: links and exchanges can be made to fail as they do on some.
    void setHasLinks(bool has) { m_hasLinks = has; }

    /// Runs before every mutating call and every lock, with what it is ("rename", "lock"…) and its path.
    void setHook(std::function<void(QByteArrayView call, const QString &path)> hook) { m_hook = std::move(hook); }

private:
    class FaultyFile;
    enum class Verdict { Go, Fail, TearThenFail };

    Verdict strike(QByteArrayView call, const QString &path);
    Result<> guarded(QByteArrayView call, const QString &path, const std::function<Result<>()> &work);
    std::unexpected<Error> faultOn(const QString &path) const;

    FileSystem &m_real;
    mutable std::mutex m_mutex; ///< guards everything below
    Fault m_fault;
    DurableImage m_image;
    qint64 m_calls = 0;
    bool m_struck = false;
    std::map<QString, qint64> m_bytesRead;
    std::optional<qint64> m_freeBytes;
    bool m_hasLinks = true;
    std::function<void(QByteArrayView, const QString &)> m_hook;
};

} // namespace lifeboat::test
