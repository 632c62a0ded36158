// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/log/logcursor.h"
#include "engine/log/logstream.h"
#include "engine/log/replicatedlog.h"

#include <mutex>
#include <vector>

namespace lifeboat {

/// A log in a stream of NATS JetStream, shared by nodes on many machines; FORMAT.md says how it looks.
/// The stream's sequence, expected by each append, puts them in order.
///
/// Besides what ReplicatedLog says, calls fail with Unreachable, TimedOut or Disconnected (see
/// isPassing()) while the servers cannot be reached. Reading fails at once then; append, trim, begin and resume
/// try again for `patience`. When they give up with TimedOut or Disconnected what was asked may still happen,
/// all of it or nothing. NotFound: the stream or its description is gone. DiskFull: there is no room left.
/// A read of entries that were seen in the last tenth of a second tells the bounds as they were then.
class JetStreamLog final : public ReplicatedLog
{
public:
    /// Opens the log, or makes the stream and an empty log in it: then the first entry gets index `after` + 1
    /// of `lineage`; both are left alone in one that is there. Several nodes may do so at once. SettingsDiffer if
    /// a stream of that name has settings a log cannot live with: nothing is changed. ServiceMissing without
    /// JetStream; ProtocolVersion for a newer version's; InvalidArgument as for begin() and LogStream::of().
    static Result<std::unique_ptr<JetStreamLog>> open(std::shared_ptr<NatsConnection> connection, const LogStreamSettings &settings, const Lineage &lineage, Index after = 0,
                                                      std::chrono::milliseconds patience = std::chrono::seconds(10));
    ~JetStreamLog() override;

    const LogStream &stream() const { return m_names; }

    /// LimitExceeded for changes of more than kBatchBytes.
    Result<Index> append(std::span<const Change> changes, const QString &actor, const QDateTime &time, const AppendIf &condition = {}) override;
    Result<LogPart> read(Index from, qint64 limit, qint64 maxBytes = 16 << 20, std::stop_token stop = {}) override;
    Result<LogBounds> bounds(std::stop_token stop = {}) override;
    Result<Index> waitFor(Index index, std::chrono::milliseconds timeout, std::stop_token stop = {}) override;
    Result<> trim(Index upTo) override;
    Result<LoggedHistories> histories() override;
    Result<> begin(const Lineage &lineage, const Position &from) override;
    Result<> resume(const Position &at) override;

private:
    using Deadline = std::chrono::steady_clock::time_point;

    /// The last whole message of a history.
    struct Tail
    {
        quint64 sequence = 0; ///< 0: there is none
        Index last = 0;
        Lineage lineage = {}; ///< as the message says; empty where there is none
    };

    /// The log as it is at one sequence of the stream.
    struct View
    {
        QString created; ///< the stream
        qint64 messages = 0;
        quint64 sequence = 0; ///< the stream's last
        quint64 aboutSequence = 0;
        LogDescription about;
        Tail tail;
        bool isExact = true; ///< else only what an append needs is known for sure
        Deadline seen = {}; ///< when

        LogBounds bounds() const { return {about.current.lineage, about.current.trimmed + 1, tail.last}; }
    };

    /// Where a read left off, for the next one.
    struct Reading
    {
        quint64 history = 0;
        Index next = 0;
        std::unique_ptr<LogCursor> cursor;
        QList<Entry> entries; ///< received already, from `next` on or before
        std::optional<Entry> last; ///< the one before `next`, if it was read,
        BatchPlace lastPlace; ///< and where its batch ends
    };

    JetStreamLog(std::shared_ptr<NatsConnection> connection, LogStream names, std::chrono::milliseconds patience);
    Result<> make(const LogStreamSettings &settings, const Lineage &lineage, Index after);

    // `stream`: m_stream, as a caller's stop ends its calls.
    Result<View> look(const JetStream &stream);
    Result<View> ask(const JetStream &stream);
    std::optional<View> known() const;
    void remember(const std::optional<View> &view);
    Result<StoredMessage> description(const JetStream &stream) const;
    Result<Tail> tailOf(const JetStream &stream, const LogHistory &history) const;
    Result<std::optional<StoredMessage>> before(const JetStream &stream, const QByteArray &subject, quint64 sequence) const;

    Result<> await(const Error &error, Deadline deadline) const;
    Result<quint64> store(const NatsOutgoing &message, quint64 expected, bool mayBeStored, Deadline deadline) const;
    Result<> storeTogether(quint64 expected, int count, const std::function<NatsOutgoing(int)> &message) const;
    Result<View> publish(View view, QByteArrayView body, quint64 count, Deadline deadline) const;
    Result<> describe(const View &view, const LogDescription &about, bool ordered, Deadline deadline);
    void askForTurn();
    void giveTurn();
    void sweep(const LogDescription &about) const;
    Result<LoggedHistories> historiesOf(const View &view) const;
    Result<> turn(const std::function<Result<Turn>(const LoggedHistories &)> &choose, const LogHistory &next);

    Result<quint64> find(const JetStream &stream, const View &view, Index index) const;
    Result<Reading> readingFrom(const JetStream &stream, const View &view, Index index);
    std::optional<Entry> readBefore(const JetStream &stream, const View &view, Index index) const;
    Result<LogPart> readNow(const JetStream &stream, const View &view, Index from, qint64 limit, qint64 maxBytes, std::stop_token stop);
    void keep(Reading reading);

    const LogStream m_names;
    const JetStream m_stream;
    const std::chrono::milliseconds m_patience;
    const QByteArray m_id;
    std::mutex m_appending; ///< one at a time: others would only take its place; guards the two below
    Result<NatsSubscription> m_turns = failure(ErrorCode::Unreachable); ///< others who wait for a place
    std::chrono::nanoseconds m_lastTook{0};
    mutable std::mutex m_mutex; ///< guards the two below
    std::optional<View> m_view; ///< the newest known
    std::vector<Reading> m_readings; ///< newest last
};

/// Whether the same call may succeed later without anybody doing anything.
bool isPassing(ErrorCode code);

} // namespace lifeboat
