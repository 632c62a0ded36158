// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/natsobjectstore.h"

#include "engine/base/missing.h"
#include "engine/nats/streamreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <future>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr auto kDigestName = "SHA-256="_L1;
constexpr qsizetype kShownDigest = 100;

/// "SHA-256=" and base64url; empty where there is none.
QString digestText(const QByteArray &hex)
{
    return hex.isEmpty() ? QString() : kDigestName + QString::fromLatin1(QByteArray::fromHex(hex).toBase64(QByteArray::Base64UrlEncoding));
}

/// Empty for what is no SHA-256.
QByteArray digestFrom(const QString &text)
{
    if (!text.startsWith(kDigestName))
        return {};
    const QByteArray digest = QByteArray::fromBase64(text.sliced(kDigestName.size()).toLatin1(), QByteArray::Base64UrlEncoding);
    return digest.size() == 32 ? digest.toHex() : QByteArray();
}

/// What an object that is a link stands for: another object, or a whole bucket.
QString linkFrom(const QJsonObject &meta)
{
    const QJsonObject link = meta[u"options"_s][u"link"_s].toObject();
    if (link.isEmpty())
        return {};
    return u"a link to %1 of %2"_s.arg(link[u"name"_s].toString(u"all"_s), link[u"bucket"_s].toString());
}

} // namespace

NatsObjectStore::NatsObjectStore(std::shared_ptr<NatsConnection> connection, const NatsBucketSettings &settings)
    : m_settings(settings)
    , m_bucket(settings.bucket)
    , m_owner(settings.owner)
    , m_stream("OBJ_" + settings.bucket.toUtf8())
    , m_jetStream(std::move(connection))
{
}

NatsObjectStore::~NatsObjectStore() = default;

Result<std::unique_ptr<NatsObjectStore>> NatsObjectStore::open(std::shared_ptr<NatsConnection> connection, const NatsBucketSettings &settings)
{
    if (!isBucketName(settings.bucket))
        return failure(ErrorCode::InvalidArgument, u"bucket"_s, settings.bucket);
    std::unique_ptr<NatsObjectStore> store(new NatsObjectStore(std::move(connection), settings));
    LIFEBOAT_TRY(store->make());
    return store;
}

Result<> NatsObjectStore::make() const
{
    auto info = m_jetStream.streamInfo(m_stream);
    if (!info && info.error().code == ErrorCode::NotFound && m_settings.isMade) {
        const Result<> made = m_jetStream.createStream(bucketConfig(m_stream, m_settings));
        if (!made && made.error().code != ErrorCode::AlreadyExists)
            return made;
        info = m_jetStream.streamInfo(m_stream);
    }
    if (!info && info.error().code == ErrorCode::NotFound)
        return missing(Missing::StoreBucket, m_bucket);
    if (!info)
        return failure(info.error());
    return checkBucket((*info)[u"config"_s].toObject(), m_bucket);
}

QByteArray NatsObjectStore::metaSubject(const QString &name) const
{
    return "$O." + m_bucket.toUtf8() + ".M." + name.toUtf8().toBase64(QByteArray::Base64UrlEncoding);
}

QByteArray NatsObjectStore::chunkSubject(const QByteArray &nuid) const
{
    return "$O." + m_bucket.toUtf8() + ".C." + nuid;
}

Result<NatsObjectStore::Meta> NatsObjectStore::metaFrom(QByteArrayView json, quint64 sequence, const QDateTime &time) const
{
    const QJsonObject object = QJsonDocument::fromJson(json.toByteArray()).object();
    Meta meta{.object = {.name = object[u"name"_s].toString(), .bytes = object[u"size"_s].toInteger(-1), .digest = digestFrom(object[u"digest"_s].toString()), .stored = time},
              .nuid = object[u"nuid"_s].toString().toUtf8(),
              .chunks = object[u"chunks"_s].toInteger(),
              .isDeleted = object[u"deleted"_s].toBool(),
              .link = linkFrom(object),
              .sequence = sequence};
    if (const QString digest = object[u"digest"_s].toString(); !digest.isEmpty() && meta.object.digest.isEmpty())
        meta.otherDigest = digest.left(kShownDigest);
    static const QRegularExpression token(u"\\A[A-Za-z0-9_-]+\\z"_s);
    const bool hasContent = meta.object.bytes >= 0 && meta.chunks >= 0;
    const bool isGood = !meta.object.name.isEmpty() && (hasContent || !meta.link.isEmpty()) && token.match(QString::fromUtf8(meta.nuid)).hasMatch();
    if (!isGood && !meta.isDeleted)
        return failure(ErrorCode::ProtocolViolation, m_bucket, u"message %1 describes no object"_s.arg(sequence));
    return meta;
}

Result<std::optional<NatsObjectStore::Meta>> NatsObjectStore::find(const QString &name) const
{
    const auto stored = m_jetStream.lastOn(m_stream, metaSubject(name));
    if (!stored && stored.error().code == ErrorCode::NotFound)
        return std::nullopt;
    if (!stored)
        return failure(stored.error());
    LIFEBOAT_ASSIGN(const Meta meta, metaFrom(stored->data, stored->sequence, stored->time));
    return meta;
}

/// Replaces the object's meta message if it is still the one at sequence `expected`.
Result<> NatsObjectStore::store(const Meta &meta, quint64 expected) const
{
    QJsonObject object{{u"name"_s, meta.object.name},
                       {u"bucket"_s, m_bucket},
                       {u"nuid"_s, QString::fromUtf8(meta.nuid)},
                       {u"size"_s, meta.object.bytes},
                       {u"mtime"_s, meta.object.stored.toString(Qt::ISODateWithMs)},
                       {u"chunks"_s, meta.chunks},
                       {u"digest"_s, digestText(meta.object.digest)},
                       {u"options"_s, QJsonObject{{u"max_chunk_size"_s, kChunk}}}};
    if (meta.isDeleted)
        object.insert(u"deleted"_s, true);
    const QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact);
    LIFEBOAT_TRY(m_jetStream.store({metaSubject(meta.object.name), {{kRollup, "sub"}, {kExpectedLastSubjectSequence, QByteArray::number(expected)}}, json}, m_stream));
    return {};
}

/// The sequence from which on the bytes after the first `bytes` stand; 0 if no chunk ends there.
Result<quint64> NatsObjectStore::sequenceAt(const QByteArray &nuid, qint64 bytes) const
{
    LIFEBOAT_ASSIGN(const auto reader, StreamReader::open(m_jetStream, {.stream = m_stream, .subject = chunkSubject(nuid), .headersOnly = true}));
    for (quint64 after = 0; reader->pending() > 0 && bytes >= 0;) {
        if (bytes == 0)
            return after;
        LIFEBOAT_ASSIGN(const auto received, reader->next());
        if (!received)
            return failure(ErrorCode::TimedOut, m_bucket);
        bytes -= received->message.header("Nats-Msg-Size").toLongLong();
        after = received->sequence + 1;
    }
    return 0;
}

/// The next chunks, up to about kPiece and no more than `wanted` bytes take; how many bytes they are, 0 where there are none any more.
Result<qint64> NatsObjectStore::receivePiece(JobControl &control, StreamReader &reader, qint64 wanted, std::vector<NatsMessage> &piece)
{
    piece.clear();
    qint64 bytes = 0;
    while (bytes < std::min(wanted, kPiece) && reader.pending() > 0) {
        LIFEBOAT_TRY(control.checkpoint());
        LIFEBOAT_ASSIGN(auto received, reader.next(control.stopToken()));
        LIFEBOAT_TRY(control.checkpoint());
        if (!received)
            break;
        bytes += received->message.data().size();
        piece.push_back(std::move(received->message));
    }
    return bytes;
}

Result<StoreObject> NatsObjectStore::get(JobControl &control, const QString &name, File &target)
{
    LIFEBOAT_ASSIGN(const std::optional<Meta> meta, find(name));
    if (!meta || meta->isDeleted)
        return failure(ErrorCode::NotFound, name.left(255));
    if (!meta->link.isEmpty())
        return failure(ErrorCode::NotAFile, name.left(255), meta->link);
    if (!meta->otherDigest.isEmpty())
        return failure(ErrorCode::DigestMismatch, name.left(255), u"%1 is no SHA-256: nobody could tell whether it is whole"_s.arg(meta->otherDigest));
    LIFEBOAT_ASSIGN(const FileInfo info, target.info());
    qint64 at = info.size < meta->object.bytes ? info.size / kChunk * kChunk : 0;
    quint64 from = 1;
    if (at > 0) {
        LIFEBOAT_ASSIGN(from, sequenceAt(meta->nuid, at));
        at = from > 0 ? at : 0;
    }
    LIFEBOAT_TRY(target.truncate(at));
    Sha256 hash;
    LIFEBOAT_TRY(readPieces(control, target, 0, kPiece, [&](QByteArrayView piece) -> Result<> {
        hash.update(piece);
        return {};
    }));
    control.progress().advance(at);
    LIFEBOAT_ASSIGN(const auto reader, StreamReader::open(m_jetStream, {.stream = m_stream, .subject = chunkSubject(meta->nuid), .from = from}));
    std::vector<NatsMessage> piece;
    while (at < meta->object.bytes) {
        LIFEBOAT_ASSIGN(const qint64 bytes, receivePiece(control, *reader, meta->object.bytes - at, piece));
        if (bytes == 0)
            return failure(ErrorCode::MemberMissing, name, u"%1 of %2 bytes are there"_s.arg(at).arg(meta->object.bytes));
        // Beside the writing: it takes about as long.
        const std::future<void> hashing = std::async([&] { std::ranges::for_each(piece, [&](const NatsMessage &chunk) { hash.update(chunk.data()); }); });
        for (const NatsMessage &chunk : piece) {
            LIFEBOAT_TRY(target.writeAt(at, chunk.data()));
            at += chunk.data().size();
        }
        control.progress().advance(bytes);
        hashing.wait();
    }
    const QByteArray digest = hash.finish();
    if (at == meta->object.bytes && (digest == meta->object.digest || meta->object.digest.isEmpty()))
        return meta->object;
    LIFEBOAT_TRY(target.truncate(0));
    return failure(ErrorCode::DigestMismatch, name);
}

Result<QList<StoreObject>> NatsObjectStore::list()
{
    LIFEBOAT_ASSIGN(const auto reader, StreamReader::open(m_jetStream, {.stream = m_stream, .subject = metaSubject({}) + '>', .lastPerSubject = true}));
    QList<StoreObject> objects;
    while (reader->pending() > 0) {
        LIFEBOAT_ASSIGN(const auto received, reader->next());
        if (!received)
            return failure(ErrorCode::TimedOut, m_bucket);
        const auto meta = metaFrom(received->message.data(), received->sequence, received->time);
        if (meta && !meta->isDeleted && meta->link.isEmpty()) // what is no object is not one of ours
            objects.append(meta->object);
    }
    std::ranges::sort(objects, {}, &StoreObject::name);
    return objects;
}

Result<> NatsObjectStore::remove(const QString &name)
{
    LIFEBOAT_ASSIGN(const std::optional<Meta> meta, find(name));
    if (!meta || meta->isDeleted)
        return failure(ErrorCode::NotFound, name.left(255));
    Meta gone{.object = {name, 0, {}, QDateTime::currentDateTimeUtc()}, .nuid = meta->nuid, .chunks = 0, .isDeleted = true};
    LIFEBOAT_TRY(store(gone, meta->sequence));
    LIFEBOAT_TRY(m_jetStream.purge(m_stream, chunkSubject(meta->nuid)));
    return {};
}

Result<int> NatsObjectStore::removeAbandoned(std::chrono::seconds age)
{
    const QByteArray all = chunkSubject("*");
    LIFEBOAT_ASSIGN(const QJsonObject info, m_jetStream.call("STREAM.INFO." + m_stream, m_bucket, {{u"subjects_filter"_s, QString::fromUtf8(all)}}));
    const QStringList subjects = info[u"state"_s][u"subjects"_s].toObject().keys();
    LIFEBOAT_ASSIGN(const auto reader, StreamReader::open(m_jetStream, {.stream = m_stream, .subject = metaSubject({}) + '>', .lastPerSubject = true}));
    std::set<QString> used;
    while (reader->pending() > 0) {
        LIFEBOAT_ASSIGN(const auto received, reader->next());
        if (!received)
            return failure(ErrorCode::TimedOut, m_bucket);
        LIFEBOAT_ASSIGN(const Meta meta, metaFrom(received->message.data(), received->sequence, {})); // else nobody knows whose chunks they are
        if (!meta.isDeleted)
            used.insert(QString::fromUtf8(chunkSubject(meta.nuid)));
    }
    int removed = 0;
    for (const QString &subject : subjects) {
        if (used.contains(subject))
            continue;
        const auto last = m_jetStream.lastOn(m_stream, subject.toUtf8());
        if (!last || last->time.secsTo(QDateTime::currentDateTimeUtc()) < age.count())
            continue;
        LIFEBOAT_TRY(m_jetStream.purge(m_stream, subject.toUtf8()));
        ++removed;
    }
    return removed;
}

} // namespace lifeboat
