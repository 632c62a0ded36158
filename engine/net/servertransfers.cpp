// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/servertransfers.h"

#include "engine/base/ids.h"
#include "engine/net/jsonrpc.h"
#include "engine/net/whendone.h"

#include <QRegularExpression>
#include <QTimer>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

constexpr int kMaxTransfers = 4;

/// Bytes on their way, where the peer does not say.
constexpr qint64 kWindow = 8 << 20;

qint64 positive(const QJsonObject &parameters, QLatin1StringView key)
{
    const auto number = parseDecimal(parameters[key].toString());
    return number ? qint64(std::min<quint64>(*number, std::numeric_limits<qint64>::max() / 2)) : 0;
}

bool isHash128(const QString &text)
{
    static const QRegularExpression pattern(u"\\A[0-9a-f]{32}\\z"_s);
    return pattern.match(text).hasMatch();
}

} // namespace

ServerTransfers::ServerTransfers(ServerParts &parts, Caller caller, ArchiveSender::Outlet outlet,
                                 std::function<void(const QString &, const QJsonObject &)> notify,
                                 QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_caller(std::move(caller))
    , m_outlet(std::move(outlet))
    , m_notify(std::move(notify))
{
}

bool ServerTransfers::isFull() const
{
    return m_outgoing.size() + m_incoming.size() >= kMaxTransfers;
}

/// Forgets the transfer. What its disk job has posted already reaches nobody any more.
void ServerTransfers::drop(quint32 transfer)
{
    ArchiveReceiver *const receiver = m_incoming.take(transfer).receiver;
    if (receiver)
        m_strays += receiver->due();
    for (QObject *const over :
         {static_cast<QObject *>(m_outgoing.take(transfer)), static_cast<QObject *>(receiver)}) {
        if (!over)
            continue;
        over->disconnect(this);
        over->deleteLater();
    }
}

/// Answers the call that began the transfer, unless that was answered.
void ServerTransfers::reply(quint32 transfer, const Result<QJsonValue> &outcome)
{
    if (const Answer answer = m_unanswered.take(transfer))
        answer(outcome);
}

void ServerTransfers::fetch(const QJsonObject &parameters, const Answer &answer)
{
    if (isFull())
        return answer(failure(ErrorCode::Busy, u"snapshot.fetch"_s));
    const auto archive = m_parts.handler.offer(parameters["snapshot"_L1].toString());
    if (!archive)
        return answer(failure(archive.error()));
    const quint32 transfer = ++m_last;
    auto *const sender =
        new ArchiveSender(m_parts.disk, m_parts.fileSystem, archive->path, m_outlet, this);
    m_outgoing.insert(transfer, sender);
    m_unanswered.insert(transfer, answer);
    connect(sender, &ArchiveSender::opened, this, [=, this, archive = *archive](qint64 size) {
        begin(transfer, sender, archive, size, parameters);
    });
    connect(sender, &ArchiveSender::failed, this, [=, this](const Error &error) {
        if (!m_unanswered.contains(transfer))
            return failed(transfer, error);
        drop(transfer);
        reply(transfer, failure(error));
    });
    connect(sender, &ArchiveSender::finished, this, [this, transfer](const QByteArray &xxh3) {
        drop(transfer);
        m_notify(u"transfer.end"_s,
                 {{u"transfer"_s, qint64(transfer)}, {u"xxh3"_s, QString::fromLatin1(xxh3)}});
    });
    sender->open();
}

void ServerTransfers::begin(quint32 transfer, ArchiveSender *sender, const OfferedArchive &archive,
                            qint64 size, const QJsonObject &parameters)
{
    const qint64 offset = positive(parameters, "offset"_L1);
    if (size != archive.size || offset > size) {
        drop(transfer);
        return reply(transfer,
                     size != archive.size
                         ? failure(ErrorCode::SizeContradiction, archive.path)
                         : failure(ErrorCode::InvalidArgument, u"offset"_s,
                                   u"the archive has %1 bytes"_s.arg(size)));
    }
    reply(transfer,
          QJsonObject{{u"transfer"_s, qint64(transfer)},
                      {u"size"_s, QString::number(size)},
                      {u"offset"_s, QString::number(offset)}});
    const qint64 window = parameters["window"_L1].toInteger(kWindow);
    sender->start(transfer, offset, window);
}

void ServerTransfers::send(const QJsonObject &parameters, const Answer &answer)
{
    if (isFull())
        return answer(failure(ErrorCode::Busy, u"snapshot.send"_s));
    const QString snapshot = parameters["snapshot"_L1].toString();
    const qint64 size = positive(parameters, "size"_L1);
    const auto path = m_parts.handler.admit(m_caller, parameters["state"_L1].toString(), snapshot, size);
    if (!path)
        return answer(failure(path.error()));
    // Once whole it has a name that no other transfer goes on with.
    const QString whole = *path + u'.' + QUuid::createUuid().toString(QUuid::Id128);
    const quint32 transfer = ++m_last;
    auto *const receiver = new ArchiveReceiver(m_parts.disk, m_parts.fileSystem, *path, this);
    m_incoming.insert(transfer, {receiver, snapshot, 0});
    m_unanswered.insert(transfer, answer);
    connect(receiver, &ArchiveReceiver::opened, this,
            [=, this](qint64 offset) { begin(transfer, receiver, size, offset, whole); });
    connect(receiver, &ArchiveReceiver::failed, this, [=, this](const Error &error) {
        if (!m_unanswered.contains(transfer))
            return done(transfer, snapshot, failure(error));
        drop(transfer);
        // What another transfer still writes to is free again once that has ended.
        const bool held = error.code == ErrorCode::Locked;
        reply(transfer, held ? failure(ErrorCode::Busy, snapshot) : failure(error));
    });
    connect(receiver, &ArchiveReceiver::written, this,
            [this, transfer](qint64 bytes) { grant(transfer, bytes); });
    connect(receiver, &ArchiveReceiver::finished, this,
            [this, transfer, whole] { received(transfer, whole); });
    receiver->open(size);
}

void ServerTransfers::begin(quint32 transfer, ArchiveReceiver *receiver, qint64 size, qint64 offset,
                            const QString &whole)
{
    reply(transfer,
          QJsonObject{{u"transfer"_s, qint64(transfer)},
                      {u"offset"_s, QString::number(offset)},
                      {u"window"_s, kWindow}});
    receiver->start(size, kWindow, whole);
}

/// Bytes beyond what the peer may send in a second are granted later: that slows it down.
void ServerTransfers::grant(quint32 transfer, qint64 bytes)
{
    const auto incoming = m_incoming.find(transfer);
    if (incoming == m_incoming.end())
        return;
    incoming->owed += bytes;
    const double owed = double(incoming->owed);
    if (owed == 0)
        return;
    const QByteArray peer = m_caller.token.toUtf8();
    const auto now = m_parts.clock.steadyNow();
    Buckets &pieces = m_parts.peers.pieces;
    if (!pieces.take(peer, owed, now)) {
        QTimer::singleShot(pieces.wait(peer, owed, now), this, [this, transfer] { grant(transfer, 0); });
        return;
    }
    const qint64 granted = std::exchange(incoming->owed, 0);
    incoming->receiver->grant(granted);
    m_notify(u"transfer.credit"_s, {{u"transfer"_s, qint64(transfer)}, {u"bytes"_s, granted}});
}

void ServerTransfers::received(quint32 transfer, const QString &path)
{
    const QString snapshot = m_incoming.value(transfer).snapshot;
    whenDone(this, m_parts.handler.received(m_caller, snapshot, path),
             [this, transfer, snapshot](const Result<QJsonValue> &outcome) {
                 done(transfer, snapshot, outcome);
             });
}

void ServerTransfers::done(quint32 transfer, const QString &snapshot,
                           const Result<QJsonValue> &outcome)
{
    drop(transfer);
    m_parts.audit.record(m_caller, u"transfer.done"_s, snapshot,
                         outcome ? u"ok"_s : codeName(outcome.error().code));
    if (!outcome)
        return failed(transfer, outcome.error());
    m_notify(u"transfer.done"_s, {{u"transfer"_s, qint64(transfer)}, {u"result"_s, *outcome}});
}

void ServerTransfers::failed(quint32 transfer, const Error &error)
{
    drop(transfer);
    m_notify(u"transfer.failed"_s,
             {{u"transfer"_s, qint64(transfer)}, {u"error"_s, rpc::errorToJson(error)}});
}

Result<QJsonValue> ServerTransfers::credit(const QJsonObject &parameters)
{
    const qint64 transfer = parameters["transfer"_L1].toInteger();
    if (ArchiveSender *sender = m_outgoing.value(quint32(transfer)))
        sender->grant(parameters["bytes"_L1].toInteger());
    return QJsonObject{};
}

Result<QJsonValue> ServerTransfers::end(const QJsonObject &parameters)
{
    const auto incoming = m_incoming.find(quint32(parameters["transfer"_L1].toInteger()));
    if (incoming == m_incoming.end())
        return QJsonObject{};
    const QString xxh3 = parameters["xxh3"_L1].toString();
    const Result<> ended = isHash128(xxh3)
        ? incoming->receiver->end(xxh3.toLatin1())
        : failure(ErrorCode::ProtocolViolation, u"xxh3"_s, u"not an XXH3-128"_s);
    if (!ended)
        incoming->receiver->abandon(ended.error());
    return QJsonObject{};
}

Result<QJsonValue> ServerTransfers::cancel(const QJsonObject &parameters)
{
    const auto transfer = quint32(parameters["transfer"_L1].toInteger());
    drop(transfer);
    reply(transfer, failure(ErrorCode::Canceled));
    return QJsonObject{};
}

Result<bool> ServerTransfers::take(const Frame &frame)
{
    if (frame.transfer == 0 || frame.transfer > m_last)
        return failure(ErrorCode::ProtocolViolation, {}, u"a frame of no transfer"_s);
    const auto incoming = m_incoming.find(frame.transfer);
    if (incoming != m_incoming.end())
        return incoming->receiver->take(frame);
    if (frame.payload().size() > m_strays)
        return failure(ErrorCode::ProtocolViolation, {}, u"more than was granted"_s);
    m_strays -= frame.payload().size();
    return false;
}

void ServerTransfers::goOn()
{
    for (ArchiveSender *sender : std::as_const(m_outgoing))
        sender->goOn();
}

} // namespace lifeboat::net
