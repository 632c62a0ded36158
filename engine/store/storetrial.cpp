// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/storetrial.h"

#include "engine/base/clock.h"
#include "engine/base/digest.h"

#include <QRandomGenerator>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr qsizetype kBytes = 256 * 1024; // more than one chunk of an object store
constexpr qint64 kMostRead = 64 * 1024 * 1024; // of somebody else's object

constexpr std::array kSteps{StoreStep::Reach, StoreStep::List, StoreStep::Write, StoreStep::Read, StoreStep::Remove};

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator::system()->generate(bytes.begin(), bytes.end());
    return bytes;
}

/// A file that goes with this object.
class Scratch
{
public:
    Scratch(FileSystem &fileSystem, QString path)
        : m_fileSystem(fileSystem)
        , m_path(std::move(path))
    {
    }
    ~Scratch()
    {
        m_file.reset();
        (void)m_fileSystem.removeIfPresent(m_path);
    }
    Q_DISABLE_COPY_MOVE(Scratch)

    Result<File *> make()
    {
        LIFEBOAT_ASSIGN(m_file, m_fileSystem.open(m_path, OpenMode::CreateNew));
        return m_file.get();
    }

private:
    FileSystem &m_fileSystem;
    const QString m_path;
    std::unique_ptr<File> m_file;
};

class Trial
{
public:
    Trial(JobControl &control, FileSystem &fileSystem, const QString &directory)
        : m_control(control)
        , m_fileSystem(fileSystem)
        , m_name(u"lifeboat-trial-"_s + QString::fromLatin1(randomBytes(8).toHex()))
        , m_scratch(directory + u'/' + m_name)
        , m_bytes(randomBytes(kBytes))
        , m_trials(kSteps.size())
    {
        for (size_t i = 0; i < kSteps.size(); ++i)
            m_trials[qsizetype(i)].step = kSteps[i];
    }

    QList<StoreTrial> run(const OpenStore &open, const ReachLeases &leases)
    {
        if (attempt(StoreStep::Reach, [&] { return reach(open); })) {
            attempt(StoreStep::List, [this] { return list(); });
            m_isWritten = attempt(StoreStep::Write, [this] { return write(); });
        }
        const bool canRead = m_isWritten || !m_smallest.isEmpty();
        if (canRead)
            attempt(StoreStep::Read, [this] { return read(); });
        if (m_isWritten || mayBeWritten())
            attempt(StoreStep::Remove, [this] { return remove(); });
        StoreTrial &removal = m_trials[qsizetype(StoreStep::Remove)];
        if (!m_isWritten && removal.trouble && removal.trouble->code == ErrorCode::NotFound)
            removal = {.step = StoreStep::Remove, .isTried = false, .trouble = {}, .time = {}};
        if (leases) {
            m_trials.append({.step = StoreStep::Leases, .isTried = false, .trouble = {}, .time = {}});
            attempt(StoreStep::Leases, leases);
        }
        return m_trials;
    }

private:
    /// Only the answer may have been lost.
    bool mayBeWritten() const
    {
        const auto &trouble = m_trials[qsizetype(StoreStep::Write)].trouble;
        return trouble && (trouble->code == ErrorCode::TimedOut || trouble->code == ErrorCode::Disconnected || trouble->code == ErrorCode::Unreachable);
    }

    bool attempt(StoreStep step, const std::function<Result<>()> &work)
    {
        const Clock &clock = SystemClock::instance();
        const auto begin = clock.steadyNow();
        // What was written is taken away again, whatever was asked for meanwhile.
        Result<> done = step == StoreStep::Remove ? Result<>() : m_control.checkpoint();
        if (done)
            done = work();
        StoreTrial &trial = m_trials[qsizetype(step)];
        trial.isTried = true;
        trial.time = std::chrono::duration_cast<std::chrono::microseconds>(clock.steadyNow() - begin);
        if (!done)
            trial.trouble = done.error();
        return done.has_value();
    }

    Result<> reach(const OpenStore &open)
    {
        LIFEBOAT_ASSIGN(m_store, open());
        return {};
    }

    Result<> list()
    {
        LIFEBOAT_ASSIGN(const QList<StoreObject> objects, m_store->list());
        const auto smallest = std::ranges::min_element(objects, {}, &StoreObject::bytes);
        if (smallest != objects.end() && smallest->bytes <= kMostRead)
            m_smallest = smallest->name;
        return {};
    }

    Result<> write()
    {
        Scratch scratch(m_fileSystem, m_scratch);
        LIFEBOAT_ASSIGN(File *const file, scratch.make());
        LIFEBOAT_TRY(file->writeAt(0, m_bytes));
        LIFEBOAT_TRY(m_store->put(m_control, m_name, *file));
        return {};
    }

    Result<> read()
    {
        const QString name = m_isWritten ? m_name : m_smallest;
        Scratch scratch(m_fileSystem, m_scratch);
        LIFEBOAT_ASSIGN(File *const file, scratch.make());
        LIFEBOAT_ASSIGN(const StoreObject got, m_store->get(m_control, name, *file));
        if (!m_isWritten)
            return {};
        QByteArray bytes(kBytes + 1, Qt::Uninitialized);
        LIFEBOAT_ASSIGN(const qint64 size, file->readAt(0, bytes));
        if (bytes.first(size) != m_bytes || got.bytes != kBytes)
            return failure(ErrorCode::DigestMismatch, name, u"other bytes came back"_s);
        return {};
    }

    Result<> remove()
    {
        const Result<> removed = m_store->remove(m_name);
        if (!removed)
            return failure(removed.error().code, m_name, removed.error().detail);
        LIFEBOAT_ASSIGN(const QList<StoreObject> objects, m_store->list());
        if (std::ranges::contains(objects, m_name, &StoreObject::name))
            return failure(ErrorCode::Unexpected, m_name, u"it is still there"_s);
        return {};
    }

    JobControl &m_control;
    FileSystem &m_fileSystem;
    const QString m_name; ///< of the object
    const QString m_scratch; ///< path
    const QByteArray m_bytes;
    std::unique_ptr<SnapshotStore> m_store;
    bool m_isWritten = false;
    QString m_smallest; ///< name; empty: there is none that small
    QList<StoreTrial> m_trials;
};

} // namespace

QList<StoreTrial> tryStore(JobControl &control, const OpenStore &open, FileSystem &fileSystem, const QString &directory,
                           const ReachLeases &leases)
{
    return Trial(control, fileSystem, directory).run(open, leases);
}

QString stepName(StoreStep step)
{
    switch (step) {
    case StoreStep::Reach:
        return u"reach"_s;
    case StoreStep::List:
        return u"list"_s;
    case StoreStep::Write:
        return u"write"_s;
    case StoreStep::Read:
        return u"read"_s;
    case StoreStep::Remove:
        return u"remove"_s;
    case StoreStep::Leases:
        return u"leases"_s;
    }
    return {};
}

} // namespace lifeboat
