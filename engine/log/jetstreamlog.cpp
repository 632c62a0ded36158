// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/log/jetstreamlog.h"

#include <QRandomGenerator>
#include <QUuid>
#include <condition_variable>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lifeboat {

namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr milliseconds kPause(20); ///< before a leader is asked for again
constexpr milliseconds kRecheck(1'000); ///< how long a lost notice may go unnoticed
constexpr milliseconds kLongestTurn(50);
constexpr int kTurnsKept = 100; ///< by one who does not append
constexpr auto kIdHeader = "Lifeboat-Id";
constexpr auto kPartHeader = "Lifeboat-Part";

Result<> checkHistory(const Lineage &lineage, Index after)
{
    if (lineage.isEmpty() || after > ReplicatedLog::kLargestIndex)
        return failure(ErrorCode::InvalidArgument, lineage.value, QString::number(after));
    return {};
}

QByteArray makeId()
{
    return QUuid::createUuid().toByteArray(QUuid::Id128);
}

} // namespace

bool isPassing(ErrorCode code)
{
    return code == ErrorCode::Unreachable || code == ErrorCode::TimedOut || code == ErrorCode::Disconnected;
}

JetStreamLog::JetStreamLog(std::shared_ptr<NatsConnection> connection, LogStream names, milliseconds patience)
    : m_names(std::move(names))
    , m_stream(std::move(connection))
    , m_patience(patience)
    , m_id(makeId())
{
}

JetStreamLog::~JetStreamLog() = default;

Result<std::unique_ptr<JetStreamLog>> JetStreamLog::open(std::shared_ptr<NatsConnection> connection, const LogStreamSettings &settings, const Lineage &lineage, Index after,
                                                         milliseconds patience)
{
    LIFEBOAT_TRY(checkHistory(lineage, after));
    LIFEBOAT_ASSIGN(LogStream names, LogStream::of(settings));
    std::unique_ptr<JetStreamLog> log(new JetStreamLog(std::move(connection), std::move(names), patience));
    LIFEBOAT_TRY(log->make(settings, lineage, after));
    LIFEBOAT_TRY(log->look());
    return log;
}

Result<> JetStreamLog::make(const LogStreamSettings &settings, const Lineage &lineage, Index after)
{
    Result<QJsonObject> info = m_stream.streamInfo(m_names.name);
    if (!info && info.error().code == ErrorCode::NotFound) {
        if (!settings.mayBegin)
            return failure(ErrorCode::LogMissing, QString::fromUtf8(m_names.name));
        const Result<> made = m_stream.createStream(configOf(m_names, settings));
        if (!made && made.error().code != ErrorCode::AlreadyExists) // another node was faster: what it made is looked at
            return made;
        info = m_stream.streamInfo(m_names.name);
    }
    if (!info)
        return failure(info.error());
    LIFEBOAT_TRY(checkConfig((*info)[u"config"_s].toObject(), m_names, settings));
    if ((*info)[u"state"_s][u"last_seq"_s].toInteger() > 0)
        return {};
    if (!settings.mayBegin)
        return failure(ErrorCode::LogMissing, QString::fromUtf8(m_names.name), u"the stream is empty"_s);
    const QByteArray first = toJson({.current = {0, lineage, after}, .kept = {}});
    const auto stored = m_stream.store({m_names.about, {{kExpectedLastSequence, "0"}}, first}, m_names.name);
    if (!stored && stored.error().code != ErrorCode::RevisionDiffers)
        return failure(stored.error());
    return {};
}

/// Waits for what may pass, or returns the error: it does not, or not in time.
Result<> JetStreamLog::await(const Error &error, Deadline deadline) const
{
    if (!isPassing(error.code) || Steady::now() >= deadline)
        return failure(error);
    if (error.code == ErrorCode::Unreachable && m_stream.connection().state().isConnected) {
        // No leader now, or no stream any more.
        const auto info = m_stream.streamInfo(m_names.name);
        if (!info && !isPassing(info.error().code))
            return failure(info.error());
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable().wait_for(lock, kPause);
    }
    return m_stream.connection().awaitConnected(std::chrono::ceil<milliseconds>(deadline - Steady::now()));
}

/// Stores a message right after sequence `expected`, exactly once. RevisionDiffers if that place is another's.
Result<quint64> JetStreamLog::store(const NatsOutgoing &message, quint64 expected, QByteArrayView idHeader, Deadline deadline) const
{
    bool mayBeStored = false;
    while (true) {
        auto stored = m_stream.store(message, m_names.name);
        if (stored)
            return stored;
        Error error = stored.error();
        if (error.code == ErrorCode::RevisionDiffers) {
            if (!mayBeStored)
                return stored;
            // Whose message stands there?
            const auto there = m_stream.messageAt(m_names.name, expected + 1);
            const auto isSame = [&](QByteArrayView header) { return headerOf(there->headers, header) == headerOf(message.headers, header); };
            if (there)
                return isSame(idHeader) && isSame(kPartHeader) ? Result<quint64>(expected + 1) : stored;
            if (there.error().code == ErrorCode::NotFound)
                return failure(ErrorCode::TimedOut, QString::fromUtf8(m_names.name), u"it may have been stored and removed"_s);
            error = there.error();
        }
        mayBeStored = mayBeStored || error.code != ErrorCode::Unreachable;
        LIFEBOAT_TRY(await(error, deadline));
    }
}

/// The entries of `body` after those of `view`; what the log is then.
Result<JetStreamLog::View> JetStreamLog::publish(const View &view, QByteArrayView body, quint64 count, Deadline deadline) const
{
    const qint64 room = m_stream.connection().maxPayload() - logHeaderBytes(view.about.current.lineage);
    if (room <= 0)
        return failure(ErrorCode::LimitExceeded, QString::fromUtf8(m_names.name), u"the server takes no message of that size"_s);
    LogMessage message{.lineage = view.about.current.lineage, .first = view.tail.last + 1, .count = count, .part = 1, .parts = int((body.size() + room - 1) / room), .id = makeId(), .body = {}};
    View after = view;
    for (; message.part <= message.parts; ++message.part) {
        message.body = body.sliced((message.part - 1) * room, std::min(room, body.size() - (message.part - 1) * room)).toByteArray();
        NatsHeaders headers = headersOf(message);
        headers.append({kExpectedLastSequence, QByteArray::number(after.sequence)});
        LIFEBOAT_ASSIGN(after.sequence, store({m_names.entries(view.about.current.number), headers, message.body}, after.sequence, kIdHeader, deadline));
        ++after.messages;
    }
    after.tail = {after.sequence, view.tail.last + count};
    return after;
}

Result<Index> JetStreamLog::append(std::span<const Change> changes, const QString &actor, const QDateTime &time, const AppendIf &condition)
{
    LIFEBOAT_TRY(checkChanges(changes));
    LIFEBOAT_ASSIGN(const QByteArray body, packChanges(changes, actor, time));
    const auto deadline = Steady::now() + m_patience;
    const std::scoped_lock alone(m_appending);
    std::optional<View> view = changes.empty() ? std::nullopt : known();
    bool isFresh = false;
    bool isGuess = false;
    giveTurn();
    while (true) {
        if (!view) {
            const auto now = look();
            if (!now) {
                LIFEBOAT_TRY(await(now.error(), deadline));
                continue;
            }
            view = *now;
            isFresh = true;
        }
        const LogBounds bounds = view->bounds();
        const bool isOf = condition.lineage.value_or(bounds.lineage) == bounds.lineage;
        if (!isOf || condition.last.value_or(bounds.last) != bounds.last) {
            if (isFresh)
                return failure(ErrorCode::EntryDuplicate, isOf ? QString::number(bounds.last) : bounds.lineage.value);
            view.reset();
            continue;
        }
        if (changes.empty())
            return bounds.last;
        if (changes.size() > kLargestIndex - bounds.last)
            return failure(ErrorCode::LimitExceeded, QString::number(bounds.last));
        const auto began = Steady::now();
        const auto after = publish(*view, body, changes.size(), deadline);
        m_lastTook = std::min<std::chrono::nanoseconds>(Steady::now() - began, kLongestTurn);
        if (after) {
            remember(*after);
            return after->tail.last;
        }
        remember(std::nullopt);
        if (after.error().code != ErrorCode::RevisionDiffers)
            return failure(after.error());
        askForTurn();
        // Mostly it is one more append of the same history: that is seen with one request.
        const auto tail = isGuess ? Result<Tail>() : tailOf(view->about.current);
        isGuess = tail && tail->sequence > view->sequence;
        isFresh = false;
        if (isGuess) {
            view->isExact = false;
            view->sequence = tail->sequence;
            view->tail = *tail;
        } else {
            view.reset();
        }
    }
}

/// Tells the others that somebody waits for a place: one who appends without a break would take them all.
void JetStreamLog::askForTurn()
{
    (void)m_stream.connection().publish({m_names.turn, {}, m_id});
}

/// Pauses so that those who asked for it come in.
void JetStreamLog::giveTurn()
{
    if (!m_turns)
        m_turns = m_stream.connection().subscribe(m_names.turn, kTurnsKept);
    bool isAsked = false;
    while (m_turns) {
        const auto asked = m_turns->next(milliseconds(0));
        if (!asked)
            m_turns = failure(asked.error());
        else if (!*asked)
            break;
        else
            isAsked = isAsked || (*asked)->data() != m_id;
    }
    if (isAsked) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable().wait_for(lock, m_lastTook * (1 + QRandomGenerator::global()->generateDouble()));
    }
}

Result<LogBounds> JetStreamLog::bounds()
{
    LIFEBOAT_ASSIGN(const View view, look());
    return view.bounds();
}

Result<Index> JetStreamLog::waitFor(Index index, milliseconds timeout, std::stop_token stop)
{
    const auto deadline = Steady::now() + timeout;
    LIFEBOAT_ASSIGN(NatsSubscription news, m_stream.connection().subscribe(m_names.news));
    while (true) {
        LIFEBOAT_ASSIGN(const View view, look());
        const auto left = std::chrono::ceil<milliseconds>(deadline - Steady::now());
        if (view.tail.last >= index || stop.stop_requested() || left <= 0ms)
            return view.tail.last;
        LIFEBOAT_ASSIGN(std::optional<NatsMessage> notice, news.next(std::min(left, kRecheck), stop));
        while (notice) {
            LIFEBOAT_ASSIGN(notice, news.next(0ms));
        }
    }
}

/// Replaces the description. RevisionDiffers if it is not `view`'s any more or, where `ordered`, anything was appended.
Result<> JetStreamLog::describe(const View &view, const LogDescription &about, bool ordered, Deadline deadline)
{
    const auto expected = ordered ? std::pair<QByteArray, QByteArray>(kExpectedLastSequence, QByteArray::number(view.sequence))
                                  : std::pair<QByteArray, QByteArray>(kExpectedLastSubjectSequence, QByteArray::number(view.aboutSequence));
    const NatsOutgoing message{m_names.about, {expected, {kRollup, "sub"}}, {}};
    const QByteArray json = toJson(about);
    const auto stored = m_stream.store({message.subject, message.headers, json}, m_names.name);
    remember(std::nullopt);
    if (stored)
        return {};
    LIFEBOAT_TRY(await(stored.error(), deadline));
    // Whatever came of it: whoever called looks again.
    return failure(ErrorCode::RevisionDiffers, QString::fromUtf8(m_names.name));
}

Result<> JetStreamLog::trim(Index upTo)
{
    const auto deadline = Steady::now() + m_patience;
    while (true) {
        const auto view = look();
        if (!view) {
            LIFEBOAT_TRY(await(view.error(), deadline));
            continue;
        }
        LogDescription about = view->about;
        const Index until = std::clamp(upTo, about.current.trimmed, view->tail.last);
        const auto purge = [&] {
            const auto below = until == view->tail.last ? Result<quint64>(view->tail.sequence + 1) : find(*view, until + 1);
            return below ? m_stream.purge(m_names.name, m_names.entries(about.current.number), *below) : failure(below.error());
        };
        if (until > about.current.trimmed) {
            about.current.trimmed = until;
            Result<> described = describe(*view, about, false, deadline);
            if (!described && described.error().code == ErrorCode::DiskFull) {
                LIFEBOAT_TRY(purge()); // there is no room even to say so
                described = describe(*view, about, false, deadline);
            }
            if (!described && described.error().code == ErrorCode::RevisionDiffers)
                continue;
            LIFEBOAT_TRY(described);
        }
        // The rest only gives room back: what fails is done the next time.
        (void)purge();
        sweep(about);
        return {};
    }
}

Result<> JetStreamLog::restart(const Lineage &lineage, Index after)
{
    LIFEBOAT_TRY(checkHistory(lineage, after));
    const auto deadline = Steady::now() + m_patience;
    while (true) {
        const auto view = look();
        if (!view) {
            LIFEBOAT_TRY(await(view.error(), deadline));
            continue;
        }
        const LogDescription &now = view->about;
        if (now.current.lineage == lineage)
            return {};
        LogDescription next{.current = {view->sequence + 1, lineage, after}, .kept = now.current};
        if (now.kept && now.kept->lineage == lineage && after >= now.kept->trimmed) {
            const auto tail = tailOf(*now.kept);
            if (!tail) {
                LIFEBOAT_TRY(await(tail.error(), deadline));
                continue;
            }
            if (after <= tail->last)
                next.current = *now.kept;
        }
        const Result<> described = describe(*view, next, true, deadline);
        if (described)
            sweep(next);
        if (described || described.error().code != ErrorCode::RevisionDiffers)
            return described;
        askForTurn();
    }
}

/// Removes what is left of histories that nobody can go back to.
void JetStreamLog::sweep(const LogDescription &about) const
{
    const QByteArray all = m_names.subjects.chopped(1) + "entries.*";
    const auto info = m_stream.call("STREAM.INFO." + m_names.name, {}, {{u"subjects_filter"_s, QString::fromUtf8(all)}});
    const QStringList subjects = info ? (*info)[u"state"_s][u"subjects"_s].toObject().keys() : QStringList();
    for (const QString &subject : subjects) {
        const auto is = [&](const LogHistory &history) { return m_names.entries(history.number) == subject.toUtf8(); };
        const quint64 number = subject.section(u'.', -1).toULongLong();
        // One with a larger number began after we looked.
        if (!is(about.current) && !(about.kept && is(*about.kept)) && number < about.current.number)
            (void)m_stream.purge(m_names.name, subject.toUtf8());
    }
}

} // namespace lifeboat
