// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// NatsObjectStore: putting an object.
#include "engine/store/natsobjectstore.h"

#include "engine/nats/streamreader.h"
#include "engine/nats/streamwriter.h"

#include <QSysInfo>
#include <future>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr int kWindow = 64; // chunks on their way at once
constexpr auto kChunkHeader = "Lifeboat-Chunk";
constexpr auto kHashHeader = "Lifeboat-Hash";
constexpr qsizetype kNuidLength = 22;

/// The same for the next try with the same file: so an interrupted put is found again. Another for every other file, of this machine and of
/// others, and after a removal: what somebody puts or removes under that name at the same time has other chunks.
QByteArray nuidOf(const QString &owner, const QString &name, const FileInfo &file, quint64 replaced)
{
    QByteArrayList parts{owner.toUtf8(), name.toUtf8(), QSysInfo::machineUniqueId()};
    for (const quint64 each : {file.device, file.inode, quint64(file.modifiedNs), quint64(file.size), replaced})
        parts.append(QByteArray::number(each));
    return Sha256::of(parts.join('\n')).first(kNuidLength);
}

} // namespace

Result<StoreObject> NatsObjectStore::put(JobControl &control, const QString &name, const File &source)
{
    if (!isObjectName(name))
        return failure(ErrorCode::InvalidArgument, name.left(255));
    LIFEBOAT_TRY(make()); // it may have been deleted
    LIFEBOAT_ASSIGN(const std::optional<Meta> before, find(name));
    if (before && !before->isDeleted)
        return failure(ErrorCode::AlreadyExists, name);
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_putting.insert(name).second)
            return failure(ErrorCode::Busy, name);
    }
    auto stored = putAlone(control, name, source, before ? before->sequence : 0);
    const std::scoped_lock lock(m_mutex);
    m_putting.erase(name);
    return stored;
}

Result<StoreObject> NatsObjectStore::putAlone(JobControl &control, const QString &name, const File &source, quint64 replaced) const
{
    LIFEBOAT_ASSIGN(const FileInfo info, source.info());
    Meta meta{.object = {name, info.size, {}, QDateTime::currentDateTimeUtc()},
              .nuid = nuidOf(m_owner, name, info, replaced),
              .chunks = (info.size + kChunk - 1) / kChunk};
    Sha256 hash;
    LIFEBOAT_ASSIGN(const Good there, keepGood(control, meta, source, [&](QByteArrayView chunk) {
        hash.update(chunk);
        control.progress().advance(chunk.size());
    }));
    const auto sent = sendChunks(control, meta.nuid, source, there, hash);
    if (!sent)
        return failure(sent.error().code == ErrorCode::RevisionDiffers ? Error{ErrorCode::Busy, name, {}} : sent.error());
    // A file that changed meanwhile must not become an object.
    LIFEBOAT_ASSIGN(qint64 arrived, countChunks(meta.nuid));
    if (there.chunks + *sent == meta.chunks && arrived > meta.chunks) {
        // Put twice at once, all the same: both keep the first of each chunk.
        LIFEBOAT_ASSIGN(const Good kept, keepGood(control, meta, source, [](QByteArrayView) {}));
        arrived = kept.chunks;
    }
    if (there.chunks + *sent != meta.chunks || arrived != meta.chunks)
        return failure(ErrorCode::WriteFailed, name, u"%1 of %2 chunks arrived"_s.arg(arrived).arg(meta.chunks));
    meta.object.digest = hash.finish();
    const Result<> stored = store(meta, replaced);
    if (!stored && stored.error().code == ErrorCode::RevisionDiffers)
        return failure(ErrorCode::AlreadyExists, name);
    LIFEBOAT_TRY(stored);
    return meta.object;
}

/// The chunks of the source that are there already, in order and whole, each told to `take`; removes all others.
Result<NatsObjectStore::Good> NatsObjectStore::keepGood(JobControl &control, const Meta &meta, const File &source,
                                                        const std::function<void(QByteArrayView)> &take) const
{
    LIFEBOAT_ASSIGN(const auto reader, StreamReader::open(m_jetStream, {.stream = m_stream, .subject = chunkSubject(meta.nuid), .headersOnly = true}));
    Good good;
    QByteArray chunk(kChunk, Qt::Uninitialized);
    while (reader->pending() > 0) {
        LIFEBOAT_TRY(control.checkpoint());
        LIFEBOAT_ASSIGN(const auto received, reader->next(control.stopToken()));
        LIFEBOAT_TRY(control.checkpoint());
        if (!received) // removed by another who puts the same
            break;
        LIFEBOAT_ASSIGN(const qint64 size, source.readAt(good.chunks * kChunk, {chunk.data(), size_t(kChunk)}));
        const QByteArrayView bytes(chunk.constData(), size);
        const NatsMessage &message = received->message;
        const bool isNext = size > 0 && message.header("Nats-Msg-Size").toLongLong() == size && message.header(kChunkHeader) == QByteArray::number(good.chunks)
            && message.header(kHashHeader) == hash128(bytes).toHex();
        if (isNext) {
            take(bytes);
            ++good.chunks;
            if (good.sequence)
                good.sequence = received->sequence;
        } else {
            LIFEBOAT_TRY(removeChunk(received->sequence));
            good.sequence.reset();
        }
    }
    return good;
}

/// Whoever puts the same may have been quicker.
Result<> NatsObjectStore::removeChunk(quint64 sequence) const
{
    const Result<> removed = m_jetStream.removeMessage(m_stream, sequence);
    const bool isGone = removed || m_jetStream.messageAt(m_stream, sequence).error_or(Error{}).code == ErrorCode::NotFound;
    return isGone ? Result<>() : removed;
}

Result<qint64> NatsObjectStore::countChunks(const QByteArray &nuid) const
{
    const QString subject = QString::fromUtf8(chunkSubject(nuid));
    LIFEBOAT_ASSIGN(const QJsonObject info, m_jetStream.call("STREAM.INFO." + m_stream, m_bucket, {{u"subjects_filter"_s, subject}}));
    return info[u"state"_s][u"subjects"_s][subject].toInteger();
}

/// Sends the chunks behind those that are good, many at once, and adds them to `hash`; returns how many, once the last one was acknowledged.
/// RevisionDiffers if another was quicker with the first of them: nothing was sent then.
Result<qint64> NatsObjectStore::sendChunks(JobControl &control, const QByteArray &nuid, const File &source, const Good &there, Sha256 &hash) const
{
    LIFEBOAT_ASSIGN(const auto writer, StreamWriter::open(m_jetStream, m_stream, kWindow));
    const QByteArray subject = chunkSubject(nuid);
    qint64 number = there.chunks;
    const auto send = [&](QByteArrayView chunk) -> Result<> {
        NatsHeaders headers{{kChunkHeader, QByteArray::number(number)}, {kHashHeader, hash128(chunk).toHex()}};
        LIFEBOAT_TRY(control.checkpoint());
        if (number++ == there.chunks && there.sequence) {
            headers.append({kExpectedLastSubjectSequence, QByteArray::number(*there.sequence)});
            LIFEBOAT_TRY(m_jetStream.store({subject, headers, chunk}, m_stream));
        } else {
            LIFEBOAT_TRY(writer->send({subject, headers, chunk}));
        }
        control.progress().advance(chunk.size());
        return {};
    };
    const auto sendPiece = [&](QByteArrayView piece) -> Result<> {
        // Beside the sending: it takes about as long.
        const std::future<void> hashing = std::async([&] { hash.update(piece); });
        for (qsizetype at = 0; at < piece.size(); at += kChunk)
            LIFEBOAT_TRY(send(piece.sliced(at, std::min<qsizetype>(kChunk, piece.size() - at))));
        hashing.wait();
        return {};
    };
    LIFEBOAT_TRY(readPieces(control, source, there.chunks * kChunk, kPiece, sendPiece));
    LIFEBOAT_TRY(writer->finish());
    return number - there.chunks;
}

} // namespace lifeboat
