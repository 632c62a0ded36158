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

constexpr milliseconds kRecheck(1'000); ///< how long a lost notice may go unnoticed
constexpr milliseconds kLongestTurn(50);
constexpr auto kPartHeader = "Lifeboat-Part";
constexpr int kTurnsKept = 100; ///< by one who does not append

Result<> checkHistory(const Lineage &lineage, Index after)
{
    if (lineage.isEmpty() || after > ReplicatedLog::kLargestIndex)
        return failure(ErrorCode::InvalidArgument, lineage.value, QString::number(after));
    return {};
}

/// Not for a part that others follow.
bool mayEndBatch(const NatsMessage &notice)
{
    const QByteArray part = notice.header(kPartHeader);
    const qsizetype slash = part.indexOf('/');
    return slash < 0 || part.first(slash) == part.sliced(slash + 1);
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
    LIFEBOAT_TRY(log->look(log->m_stream));
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
            const auto now = look(m_stream);
            if (!now) {
                LIFEBOAT_TRY(await(now.error(), deadline));
                continue;
            }
            view = *now;
            isFresh = true;
        }
        const LogBounds bounds = view->bounds();
        if (const Result<> holds = checkCondition(condition, bounds); !holds) {
            if (isFresh)
                return failure(holds.error());
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
        const auto tail = isGuess ? Result<Tail>() : tailOf(m_stream, view->about.current);
        isGuess = tail && tail->sequence > view->sequence && tail->lineage == view->about.current.lineage;
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

Result<LogBounds> JetStreamLog::bounds(std::stop_token stop)
{
    LIFEBOAT_ASSIGN(const View view, look(m_stream.with(std::move(stop))));
    return view.bounds();
}

Result<Index> JetStreamLog::waitFor(Index index, milliseconds timeout, std::stop_token stop)
{
    const auto deadline = Steady::now() + timeout;
    const JetStream stream = m_stream.with(stop);
    LIFEBOAT_ASSIGN(NatsSubscription news, m_stream.connection().subscribe(m_names.news));
    while (true) {
        LIFEBOAT_ASSIGN(const View view, look(stream));
        const auto left = std::chrono::ceil<milliseconds>(deadline - Steady::now());
        if (view.tail.last >= index || stop.stop_requested() || left <= 0ms)
            return view.tail.last;
        const auto recheck = Steady::now() + std::min(left, kRecheck);
        LIFEBOAT_ASSIGN(std::optional<NatsMessage> notice, news.next(std::min(left, kRecheck), stop));
        while (notice && !mayEndBatch(*notice)) {
            LIFEBOAT_ASSIGN(notice, news.next(std::chrono::ceil<milliseconds>(recheck - Steady::now()), stop));
        }
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
        const auto view = look(m_stream);
        if (!view) {
            LIFEBOAT_TRY(await(view.error(), deadline));
            continue;
        }
        LogDescription about = view->about;
        const Index until = std::clamp(upTo, about.current.trimmed, view->tail.last);
        const auto purge = [&] {
            const auto below = until == view->tail.last ? Result<quint64>(view->tail.sequence + 1) : find(m_stream, *view, until + 1);
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

Result<LoggedHistories> JetStreamLog::historiesOf(const View &view) const
{
    LoggedHistories found{{view.bounds(), view.about.current.origin}};
    if (const auto &kept = view.about.kept) {
        LIFEBOAT_ASSIGN(const Tail tail, tailOf(m_stream, *kept));
        found.kept = LoggedHistory{{kept->lineage, kept->trimmed + 1, tail.last}, kept->origin};
    }
    return found;
}

Result<LoggedHistories> JetStreamLog::histories()
{
    LIFEBOAT_ASSIGN(const View view, look(m_stream));
    return historiesOf(view);
}

/// Makes the kept history the current one, or `next`, whose number is not known yet, as `choose` says.
Result<> JetStreamLog::turn(const std::function<Result<Turn>(const LoggedHistories &)> &choose, const LogHistory &next)
{
    const auto deadline = Steady::now() + m_patience;
    while (true) {
        const auto view = look(m_stream);
        const auto histories = view ? historiesOf(*view) : Result<LoggedHistories>(failure(view.error()));
        if (!histories) {
            LIFEBOAT_TRY(await(histories.error(), deadline));
            continue;
        }
        LIFEBOAT_ASSIGN(const Turn turn, choose(*histories));
        if (turn == Turn::Stay)
            return {};
        const LogDescription &now = view->about;
        LogDescription about{.current = turn == Turn::Back ? *now.kept : next, .kept = now.current};
        if (turn == Turn::Anew)
            about.current.number = view->sequence + 1;
        const Result<> described = describe(*view, about, true, deadline);
        if (described)
            sweep(about);
        if (described || described.error().code != ErrorCode::RevisionDiffers)
            return described;
        askForTurn();
    }
}

Result<> JetStreamLog::begin(const Lineage &lineage, const Position &from)
{
    LIFEBOAT_TRY(checkHistory(lineage, from.appliedIndex));
    return turn([&](const LoggedHistories &now) { return turnTo(now, lineage, from); },
                {.number = 0, .lineage = lineage, .trimmed = from.appliedIndex, .origin = from});
}

Result<> JetStreamLog::resume(const Position &at)
{
    return turn([&](const LoggedHistories &now) { return turnBack(now, at); }, {});
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
