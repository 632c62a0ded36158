// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/latestpointer.h"

#include "engine/base/jsonreading.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// Only holders of the lease write, so that a second try is rare and a third an accident.
constexpr int kTries = 10;

QByteArray valueOf(const Latest &latest)
{
    return QJsonDocument(LatestPointer::toObject(latest)).toJson(QJsonDocument::Compact);
}

/// Nothing if it is not what we write.
std::optional<PublishedSnapshot> publishedOf(const QJsonObject &object)
{
    const JsonReading reading(object);
    const PublishedSnapshot snapshot{{reading.text("snapshot"_L1)},
                                     reading.text("object"_L1),
                                     qint64(reading.decimal("size"_L1, std::numeric_limits<qint64>::max())),
                                     QByteArray::fromHex(reading.text("sha256"_L1).toLatin1()),
                                     {{reading.text("lineage"_L1)}, reading.decimal("appliedIndex"_L1)},
                                     reading.moment("createdAt"_L1)};
    if (!reading.error().isEmpty() || !isSnapshotId(snapshot.id.value) || snapshot.sha256.size() != 32
        || snapshot.object.isEmpty())
        return {};
    return snapshot;
}

Result<Latest> latestOf(const KeyValueRecord &record)
{
    const JsonReading reading(QJsonDocument::fromJson(record.value).object());
    Latest latest{reading.decimal("token"_L1), reading.text("publisher"_L1), {}, {}};
    if (reading.has("since"_L1))
        latest.since = {reading.text("since"_L1)};
    const QJsonArray told = reading.value("snapshots"_L1).toArray();
    for (const QJsonValue each : told) {
        if (const auto snapshot = publishedOf(each.toObject()))
            latest.snapshots.append(*snapshot);
    }
    if (reading.value("lifeboat"_L1) != u"latest"_s || !reading.error().isEmpty() || latest.snapshots.size() != told.size())
        return failure(ErrorCode::PointerInvalid, record.key, reading.error());
    return latest;
}

} // namespace

QJsonObject LatestPointer::toObject(const Latest &latest)
{
    QJsonObject object{{u"lifeboat"_s, u"latest"_s},
                       {u"token"_s, QString::number(latest.token)},
                       {u"publisher"_s, latest.publisher}};
    QJsonArray snapshots;
    for (const PublishedSnapshot &snapshot : latest.snapshots) {
        snapshots.append(QJsonObject{{u"snapshot"_s, snapshot.id.value},
                                     {u"object"_s, snapshot.object},
                                     {u"size"_s, QString::number(snapshot.size)},
                                     {u"sha256"_s, QString::fromLatin1(snapshot.sha256.toHex())},
                                     {u"lineage"_s, snapshot.position.lineage.value},
                                     {u"appliedIndex"_s, QString::number(snapshot.position.appliedIndex)},
                                     {u"createdAt"_s, snapshot.createdAt.toUTC().toString(Qt::ISODateWithMs)}});
    }
    object[u"snapshots"_s] = snapshots;
    if (!latest.since.isEmpty())
        object[u"since"_s] = latest.since.value;
    return object;
}

QString LatestPointer::key(const QString &state)
{
    return "latest."_L1 + state;
}

LatestPointer::LatestPointer(LeaseStore &store, const QString &state)
    : m_store(store)
    , m_state(state)
{
}

Result<LatestPointer::Seen> LatestPointer::look()
{
    LIFEBOAT_ASSIGN(const auto record, m_store.bucket().get(key(m_state)));
    if (!record)
        return Seen{};
    LIFEBOAT_ASSIGN(const Latest latest, latestOf(*record));
    return Seen{record->revision, latest};
}

Result<Latest> LatestPointer::read()
{
    return look().transform([](const Seen &seen) { return seen.latest; });
}

Error LatestPointer::refused(const Lease &held, quint64 newest, Refusal refusal)
{
    if (refusal == Refusal::Noted)
        (void)m_store.noteRefused(held.name, {held.holder, held.token, newest, {}});
    return {ErrorCode::LeaseLost, held.name, u"token %1 came after %2"_s.arg(held.token).arg(newest)};
}

Result<Latest> LatestPointer::fence(const Lease &held)
{
    for (int tries = 0;; ++tries) {
        LIFEBOAT_ASSIGN(Seen seen, look());
        if (seen.latest.token > held.token) {
            LIFEBOAT_TRY(check(seen.latest, held.name));
            return failure(ErrorCode::LeaseLost, held.name, u"token %1 came after %2"_s.arg(held.token).arg(seen.latest.token));
        }
        if (seen.latest.token == held.token)
            return seen.latest;
        seen.latest.token = held.token;
        seen.latest.publisher = held.holder;
        const auto put = m_store.bucket().put(key(m_state), valueOf(seen.latest), seen.revision);
        if (put)
            return seen.latest;
        if (put.error().code != ErrorCode::RevisionDiffers || tries == kTries)
            return failure(put.error());
    }
}

Result<Latest> LatestPointer::move(const PublishedSnapshot &snapshot, const Lease &held, qsizetype keep, Refusal refusal)
{
    for (int tries = 0;; ++tries) {
        LIFEBOAT_ASSIGN(const Seen seen, look());
        if (seen.latest.token > held.token)
            return failure(refused(held, seen.latest.token, refusal));
        LIFEBOAT_ASSIGN(const std::optional<Lease> lease, m_store.read(held.name));
        if (!lease || lease->token != held.token)
            return failure(refused(held, lease ? lease->token : 0, refusal));
        Latest next{held.token, held.holder, seen.latest.snapshots, seen.latest.since};
        if (next.since.isEmpty())
            next.since = snapshot.id;
        if (!next.snapshots.isEmpty()) {
            const Position &before = next.snapshots.first().position;
            if (before.lineage == snapshot.position.lineage && before.appliedIndex > snapshot.position.appliedIndex)
                return failure(ErrorCode::InvalidArgument, snapshot.id.value, u"it stands behind the one that is published"_s);
        }
        next.snapshots.removeIf([&](const PublishedSnapshot &each) { return each.object == snapshot.object; });
        next.snapshots.prepend(snapshot);
        next.snapshots.resize(std::min(next.snapshots.size(), std::clamp<qsizetype>(keep, 1, kMost)));
        const auto put = m_store.bucket().put(key(m_state), valueOf(next), seen.revision);
        if (put)
            return next;
        if (put.error().code != ErrorCode::RevisionDiffers || tries == kTries)
            return failure(put.error());
    }
}

Result<> LatestPointer::check(const Latest &latest, const QString &name)
{
    // Read after the pointer: who writes there was granted the lease before.
    LIFEBOAT_ASSIGN(const std::optional<Lease> lease, m_store.read(name));
    if (latest.token > 0 && lease && latest.token > lease->token)
        return failure(ErrorCode::PointerInvalid, key(m_state),
                       u"its token %1 is above the newest grant's, %2"_s.arg(latest.token).arg(lease->token));
    return {};
}

Result<Latest> LatestPointer::replace(const std::optional<PublishedSnapshot> &snapshot, const Lease &held)
{
    for (int tries = 0;; ++tries) {
        LIFEBOAT_ASSIGN(const auto record, m_store.bucket().get(key(m_state)));
        LIFEBOAT_ASSIGN(const std::optional<Lease> lease, m_store.read(held.name));
        if (!lease || lease->token != held.token)
            return failure(refused(held, lease ? lease->token : 0));
        Latest next{held.token, held.holder, {}, {}};
        if (snapshot) {
            next.snapshots.append(*snapshot);
            next.since = snapshot->id;
        }
        const auto put = m_store.bucket().put(key(m_state), valueOf(next), record ? record->revision : 0);
        if (put)
            return next;
        if (put.error().code != ErrorCode::RevisionDiffers || tries == kTries)
            return failure(put.error());
    }
}

} // namespace lifeboat
