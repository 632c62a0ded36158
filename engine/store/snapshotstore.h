// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"
#include "engine/jobs/jobcontrol.h"

#include <QDateTime>
#include <QList>

namespace lifeboat {

/// An object as a store tells of it.
struct StoreObject
{
    QString name;
    qint64 bytes = 0;
    QByteArray digest; ///< SHA-256, 64 lower-case hex digits; empty if the store knows none
    QDateTime stored; ///< UTC

    bool operator==(const StoreObject &) const = default;
};

/// Where archives live: immutable objects under names that are used once. Twins: NatsObjectStore,
/// DirectoryStore, MemoryStore. Any thread. Stores that are reached over a network fail with
/// Unreachable, TimedOut or Disconnected while they are not: what was transferred by then is kept
/// for the next try.
class SnapshotStore
{
public:
    virtual ~SnapshotStore() = default;

    /// Stores the file's bytes under the name. There is no object of that name before this returns
    /// without an error, and then it is whole. Over a network a put of the same bytes that was
    /// interrupted goes on where it stood. AlreadyExists; Busy while the same name is being put;
    /// InvalidArgument for a name the store does not take (see isObjectName()); DiskFull; Canceled.
    virtual Result<StoreObject> put(JobControl &control, const QString &name, const File &source) = 0;

    /// Writes the object to `target`, over a network from where an interrupted get of it into the same file left off:
    /// what stands there is taken for its beginning. The digest is verified over all of it: DigestMismatch, and then
    /// the file is empty. NotFound; MemberMissing if the
    /// store lacks parts of it; Canceled.
    virtual Result<StoreObject> get(JobControl &control, const QString &name, File &target) = 0;

    /// All objects by name.
    virtual Result<QList<StoreObject>> list() = 0;

    /// NotFound.
    virtual Result<> remove(const QString &name) = 0;

    /// Removes what puts left that were interrupted longer than `age` ago and not taken up again;
    /// returns how many.
    virtual Result<int> removeAbandoned(std::chrono::seconds age) = 0;
};

/// 1 to 255 bytes of A-Z, a-z, 0-9, ".", "_" and "-", not beginning with ".".
bool isObjectName(const QString &name);

/// Gets the object as the file `path`, which must not exist: it appears when it is whole and synced. What is left of an
/// interrupted fetch into the same place is gone on with. `check` may refuse what came, which is removed then. AlreadyExists;
/// Locked while another fetches into the same place; errors of get().
Result<StoreObject> fetchObject(JobControl &control, SnapshotStore &store, const QString &name, FileSystem &fileSystem,
                                const QString &path,
                                const std::function<Result<>(const StoreObject &)> &check = {});

/// Reads the file piece by piece: `take` gets its bytes in order from `from` on, at most `size` at once, and ends it with an
/// error. Canceled.
Result<> readPieces(JobControl &control, const File &source, qint64 from, qint64 size, const std::function<Result<>(QByteArrayView)> &take);

} // namespace lifeboat
