// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultyfilesystem.h"

#include "engine/base/posixfilesystem.h"

using namespace Qt::StringLiterals;

namespace lifeboat::test {

class FaultyFileSystem::FaultyFile final : public File
{
public:
    FaultyFile(FaultyFileSystem &owner, std::unique_ptr<File> real)
        : m_owner(owner)
        , m_real(std::move(real))
    {
    }

    QString path() const override { return m_real->path(); }

    Result<qint64> readAt(qint64 offset, std::span<char> buffer) const override
    {
        auto got = m_real->readAt(offset, buffer);
        const std::scoped_lock lock(m_owner.m_mutex);
        m_owner.m_bytesRead[path()] += got.value_or(0);
        return got;
    }

    Result<> writeAt(qint64 offset, QByteArrayView bytes) override
    {
        const Verdict verdict = change("write");
        if (verdict == Verdict::Go)
            return m_real->writeAt(offset, bytes);
        if (verdict == Verdict::TearThenFail)
            (void)m_real->writeAt(offset, bytes.first(bytes.size() / 2));
        return m_owner.faultOn(path());
    }

    Result<FileInfo> info() const override { return m_real->info(); }

    Result<> allocate(qint64 size) override
    {
        return change("allocate") == Verdict::Go ? m_real->allocate(size) : m_owner.faultOn(path());
    }

    Result<> truncate(qint64 size) override
    {
        return change("truncate") == Verdict::Go ? m_real->truncate(size) : m_owner.faultOn(path());
    }

    void startWriteback(qint64 offset, qint64 size) override { m_real->startWriteback(offset, size); }

    Result<> sync() override
    {
        return m_owner.guarded("sync", path(), [this]() -> Result<> {
            LIFEBOAT_TRY(m_real->sync());
            const std::scoped_lock lock(m_owner.m_mutex);
            m_owner.m_image.synced(path());
            return {};
        });
    }

    Result<> setAccess(const FileAccess &access) override { return m_real->setAccess(access); }

    Result<> lock() override
    {
        if (m_owner.m_hook)
            m_owner.m_hook("lock", path());
        return m_real->lock();
    }

private:
    Verdict change(QByteArrayView call)
    {
        const Verdict verdict = m_owner.strike(call, path());
        if (verdict != Verdict::Fail) {
            const std::scoped_lock lock(m_owner.m_mutex);
            m_owner.m_image.willWrite(path(), false);
        }
        return verdict;
    }

    FaultyFileSystem &m_owner;
    const std::unique_ptr<File> m_real;
};

FaultyFileSystem::FaultyFileSystem(Fault fault, const QString &watched)
    : m_real(PosixFileSystem::instance())
    , m_fault(fault)
    , m_image(m_real)
{
    if (!watched.isEmpty())
        m_image.watch(watched);
}

FaultyFileSystem::~FaultyFileSystem() = default;

FaultyFileSystem::Verdict FaultyFileSystem::strike(QByteArrayView call, const QString &path)
{
    if (m_hook)
        m_hook(call, path);
    const std::scoped_lock lock(m_mutex);
    ++m_calls;
    if (m_fault.at == 0 || m_calls < m_fault.at)
        return Verdict::Go;
    const bool first = m_calls == m_fault.at;
    m_struck = m_struck || first;
    if (m_fault.kind == Fault::Kind::Once)
        return first ? Verdict::Fail : Verdict::Go;
    return first && m_fault.kind == Fault::Kind::Tear ? Verdict::TearThenFail : Verdict::Fail;
}

std::unexpected<Error> FaultyFileSystem::faultOn(const QString &path) const
{
    const std::scoped_lock lock(m_mutex);
    return failure(m_fault.code, path, u"made to fail"_s);
}

Result<> FaultyFileSystem::guarded(QByteArrayView call, const QString &path, const std::function<Result<>()> &work)
{
    return strike(call, path) == Verdict::Go ? work() : faultOn(path);
}

Result<std::unique_ptr<File>> FaultyFileSystem::open(const QString &path, OpenMode mode)
{
    const bool creating = mode == OpenMode::CreateNew || (mode == OpenMode::OpenOrCreate && !m_real.exists(path));
    if (creating && strike("create", path) != Verdict::Go)
        return faultOn(path);
    LIFEBOAT_ASSIGN(auto file, m_real.open(path, mode));
    if (creating) {
        const std::scoped_lock lock(m_mutex);
        m_image.willWrite(path, true);
    }
    return std::make_unique<FaultyFile>(*this, std::move(file));
}

Result<FileInfo> FaultyFileSystem::info(const QString &path)
{
    return m_real.info(path);
}

Result<QList<FileInfo>> FaultyFileSystem::list(const QString &directory)
{
    return m_real.list(directory);
}

Result<> FaultyFileSystem::rename(const QString &from, const QString &to)
{
    return guarded("rename", to, [&] {
        const std::scoped_lock lock(m_mutex);
        return m_real.rename(from, to);
    });
}

Result<> FaultyFileSystem::link(const QString &from, const QString &to)
{
    return guarded("link", to, [&]() -> Result<> {
        if (!m_hasLinks)
            return failure(ErrorCode::WriteFailed, to, u"no links here"_s);
        return m_real.link(from, to);
    });
}

Result<> FaultyFileSystem::exchange(const QString &a, const QString &b)
{
    return guarded("exchange", b, [&] { return m_real.exchange(a, b); });
}

Result<> FaultyFileSystem::remove(const QString &path)
{
    return guarded("remove", path, [&] { return m_real.remove(path); });
}

Result<> FaultyFileSystem::makeDirectory(const QString &path)
{
    return guarded("makeDirectory", path, [&] { return m_real.makeDirectory(path); });
}

Result<> FaultyFileSystem::syncDirectory(const QString &path)
{
    return guarded("syncDirectory", path, [&]() -> Result<> {
        LIFEBOAT_TRY(m_real.syncDirectory(path));
        const std::scoped_lock lock(m_mutex);
        m_image.syncedDirectory(path);
        return {};
    });
}

Result<qint64> FaultyFileSystem::freeBytes(const QString &path)
{
    return m_freeBytes ? Result<qint64>(*m_freeBytes) : m_real.freeBytes(path);
}

void FaultyFileSystem::setFault(Fault fault)
{
    const std::scoped_lock lock(m_mutex);
    m_fault = fault;
    if (fault.at > 0)
        m_fault.at += m_calls;
}

qint64 FaultyFileSystem::calls() const
{
    const std::scoped_lock lock(m_mutex);
    return m_calls;
}

bool FaultyFileSystem::struck() const
{
    const std::scoped_lock lock(m_mutex);
    return m_struck;
}

qint64 FaultyFileSystem::bytesRead(const QString &path) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_bytesRead.find(path);
    return found == m_bytesRead.end() ? 0 : found->second;
}

void FaultyFileSystem::losePower()
{
    const std::scoped_lock lock(m_mutex);
    m_image.lose();
}

} // namespace lifeboat::test
