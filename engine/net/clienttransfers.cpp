// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/clienttransfers.h"

#include "engine/base/jsonreading.h"
#include "engine/net/jsonrpc.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

/// Bytes that may be on their way to us: a long way at a gigabyte a second, and little memory.
constexpr qint64 kWindow = 16 << 20;

constexpr quint64 kLargest = quint64(std::numeric_limits<qint64>::max());

/// What nobody wants any more must not keep one of the node's places.
void giveUp(const ClientLink &link, qint64 transfer)
{
    link.notify(u"transfer.cancel"_s, {{u"transfer"_s, transfer}});
}

Error notUnderstood(const QString &what)
{
    return {ErrorCode::ProtocolViolation, {}, what};
}

} // namespace

ClientTransfer::ClientTransfer(const ClientLink &link, TransferControl control, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_control(std::move(control))
{
    m_promise.start();
    m_onStop.emplace(m_control.stop, [this] {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_number)
                    giveUp(m_link, m_number);
                abort({ErrorCode::Canceled, {}, {}});
            },
            Qt::QueuedConnection);
    });
}

ClientTransfer::~ClientTransfer()
{
    m_onStop.reset();
    if (m_over)
        return;
    m_promise.addResult(failure(ErrorCode::Disconnected));
    m_promise.finish();
}

bool ClientTransfer::attach(quint32 number)
{
    if (m_aborted || m_over) {
        giveUp(m_link, number);
        return false;
    }
    m_number = number;
    m_link.attach(number, this);
    return true;
}

void ClientTransfer::abort(const Error &why)
{
    m_aborted = true;
    onAbort(why);
}

void ClientTransfer::begin(qint64 totalBytes, qint64 doneBytes)
{
    if (!m_control.progress)
        return;
    m_control.progress->begin(Stage::Copying, totalBytes, 1000);
    m_control.progress->advance(doneBytes);
}

void ClientTransfer::advance(qint64 bytes)
{
    if (m_control.progress)
        m_control.progress->advance(bytes);
}

void ClientTransfer::end(const Result<QJsonValue> &outcome)
{
    if (std::exchange(m_over, true))
        return;
    m_promise.addResult(outcome);
    m_promise.finish();
    deleteLater();
}

ClientFetch::ClientFetch(const ClientLink &link, TransferControl control, FileSystem &fileSystem,
                         const QString &snapshot, const QString &path, QObject *parent)
    : ClientTransfer(link, std::move(control), parent)
    , m_snapshot(snapshot)
    , m_path(path)
    , m_receiver(link.runner, fileSystem, u"%1.%2.part"_s.arg(path, snapshot), nullptr)
{
    connect(&m_receiver, &ArchiveReceiver::opened, this, &ClientFetch::ask);
    connect(&m_receiver, &ArchiveReceiver::failed, this,
            [this](const Error &error) { end(failure(error)); });
    connect(&m_receiver, &ArchiveReceiver::finished, this, [this] { end(QJsonValue(m_result)); });
    connect(&m_receiver, &ArchiveReceiver::written, this, [this](qint64 bytes) {
        advance(bytes);
        m_receiver.grant(bytes);
        m_link.notify(u"transfer.credit"_s,
                      {{u"transfer"_s, qint64(number())}, {u"bytes"_s, bytes}});
    });
    m_receiver.open(std::numeric_limits<qint64>::max());
}

void ClientFetch::ask(qint64 offset)
{
    m_link.call(u"snapshot.fetch"_s,
                {{u"snapshot"_s, m_snapshot},
                 {u"offset"_s, QString::number(offset)},
                 {u"window"_s, kWindow}},
                [self = QPointer(this), &link = m_link, offset](const Result<QJsonValue> &answer) {
                    if (!self && answer)
                        giveUp(link, (*answer)["transfer"_L1].toInteger());
                    if (!self)
                        return;
                    if (answer)
                        return self->start(answer->toObject(), offset);
                    const Error &error = answer.error();
                    // More than the archive has: the part file is of something else.
                    if (error.code == ErrorCode::InvalidArgument && error.subject == "offset"_L1)
                        return self->m_receiver.start(0, 0, {});
                    self->abort(error);
                });
}

void ClientFetch::start(const QJsonObject &answer, qint64 offset)
{
    const JsonReading reading(answer);
    const qint64 transfer = reading.integer("transfer"_L1);
    const auto size = qint64(reading.decimal("size"_L1, kLargest));
    if (!reading.error().isEmpty() || qint64(reading.decimal("offset"_L1, kLargest)) != offset)
        return abort(notUnderstood(u"the answer to snapshot.fetch"_s));
    m_result = {{u"path"_s, m_path},
                {u"size"_s, QString::number(size)},
                {u"resumedBytes"_s, QString::number(offset)}};
    if (!attach(quint32(transfer)))
        return;
    begin(size, offset);
    m_receiver.start(size, kWindow, m_path);
}

void ClientFetch::onFrame(const Frame &frame)
{
    if (const auto taken = m_receiver.take(frame); !taken)
        abort(taken.error());
}

void ClientFetch::onNotification(const QString &method, const QJsonObject &parameters)
{
    if (method == "transfer.failed"_L1)
        return abort(rpc::errorFromJson(parameters["error"_L1]));
    if (method != "transfer.end"_L1)
        return;
    if (const auto ended = m_receiver.end(parameters["xxh3"_L1].toString().toLatin1()); !ended)
        abort(ended.error());
}

void ClientFetch::onAbort(const Error &why)
{
    m_receiver.abandon(why);
}

ClientSend::ClientSend(const ClientLink &link, TransferControl control, FileSystem &fileSystem,
                       const QString &state, const QString &snapshot, const QString &path,
                       QObject *parent)
    : ClientTransfer(link, std::move(control), parent)
    , m_sender(link.runner, fileSystem, path, link.outlet, nullptr)
{
    connect(&m_sender, &ArchiveSender::failed, this, [this](const Error &error) {
        if (number())
            giveUp(m_link, number());
        end(failure(error));
    });
    connect(&m_sender, &ArchiveSender::advanced, this, [this](qint64 bytes) { advance(bytes); });
    connect(&m_sender, &ArchiveSender::finished, this, [this](const QByteArray &xxh3) {
        m_link.notify(
            u"transfer.end"_s,
            {{u"transfer"_s, qint64(number())}, {u"xxh3"_s, QString::fromLatin1(xxh3)}});
    });
    connect(&m_sender, &ArchiveSender::opened, this, [this, state, snapshot](qint64 size) {
        QJsonObject asked{{u"snapshot"_s, snapshot}, {u"size"_s, QString::number(size)}};
        if (!state.isEmpty())
            asked["state"_L1] = state;
        m_link.call(u"snapshot.send"_s, asked,
                    [self = QPointer(this), &link = m_link, size](const Result<QJsonValue> &answer) {
                        if (!self && answer)
                            giveUp(link, (*answer)["transfer"_L1].toInteger());
                        if (!self)
                            return;
                        if (!answer)
                            return self->end(failure(answer.error()));
                        self->start(answer->toObject(), size);
                    });
    });
    m_sender.open();
}

void ClientSend::start(const QJsonObject &answer, qint64 size)
{
    const JsonReading reading(answer);
    const qint64 transfer = reading.integer("transfer"_L1);
    const auto offset = qint64(reading.decimal("offset"_L1, kLargest));
    const qint64 window = reading.integer("window"_L1);
    if (!reading.error().isEmpty() || offset > size || window < 0)
        return abort(notUnderstood(u"the answer to snapshot.send"_s));
    if (!attach(quint32(transfer)))
        return;
    begin(size, offset);
    m_sender.start(quint32(transfer), offset, window);
}

void ClientSend::onFrame(const Frame &)
{
    abort(notUnderstood(u"a frame for what we send"_s));
}

void ClientSend::onNotification(const QString &method, const QJsonObject &parameters)
{
    if (method == "transfer.credit"_L1)
        m_sender.grant(parameters["bytes"_L1].toInteger());
    else if (method == "transfer.done"_L1)
        end(parameters["result"_L1]);
    else if (method == "transfer.failed"_L1)
        end(failure(rpc::errorFromJson(parameters["error"_L1])));
}

void ClientSend::onAbort(const Error &why)
{
    end(failure(why));
}

} // namespace lifeboat::net
