// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// JetStreamLog: finding out what is in the stream, and reading it.
#include "engine/log/jetstreamlog.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr size_t kReadings = 4; ///< kept for the next read

/// How old a look may be for a read of entries it has seen: they stay what they are.
constexpr std::chrono::milliseconds kReadable(100);

Result<std::optional<LogMessage>> logMessageOf(const StoredMessage &stored)
{
    return readLogMessage([&](const char *name) { return headerOf(stored.headers, name); }, stored.data);
}

} // namespace

std::optional<JetStreamLog::View> JetStreamLog::known() const
{
    const std::scoped_lock lock(m_mutex);
    return m_view;
}

void JetStreamLog::remember(const std::optional<View> &view)
{
    const std::scoped_lock lock(m_mutex);
    if (!view || !m_view || m_view->sequence <= view->sequence || m_view->created != view->created)
        m_view = view;
}

Result<StoredMessage> JetStreamLog::description(const JetStream &stream) const
{
    auto found = stream.lastOn(m_names.name, m_names.about);
    if (!found && found.error().code == ErrorCode::NotFound)
        return failure(ErrorCode::NotFound, QString::fromUtf8(m_names.name), u"the log's description: "_s + found.error().detail);
    return found;
}

/// What the log is now.
Result<JetStreamLog::View> JetStreamLog::look(const JetStream &stream)
{
    auto view = ask(stream);
    if (!view && !isPassing(view.error().code) && view.error().code != ErrorCode::Canceled)
        remember(std::nullopt); // nothing is as it was
    return view;
}

/// Where it has not changed since the last look that is one short request.
Result<JetStreamLog::View> JetStreamLog::ask(const JetStream &stream)
{
    LIFEBOAT_ASSIGN(const QJsonObject info, stream.streamInfo(m_names.name));
    const QJsonValue state = info[u"state"_s];
    View view;
    view.seen = std::chrono::steady_clock::now();
    view.created = info[u"created"_s].toString();
    view.messages = state[u"messages"_s].toInteger();
    view.sequence = quint64(state[u"last_seq"_s].toInteger());
    if (const auto last = known(); last && last->isExact && last->created == view.created && last->messages == view.messages && last->sequence == view.sequence) {
        view = *last;
        view.seen = std::chrono::steady_clock::now();
        remember(view);
        return view;
    }
    LIFEBOAT_ASSIGN(StoredMessage about, description(stream));
    while (true) {
        view.aboutSequence = about.sequence;
        LIFEBOAT_ASSIGN(view.about, descriptionFrom(about.data, m_names));
        LIFEBOAT_ASSIGN(view.tail, tailOf(stream, view.about.current));
        const bool isNewer = std::max(about.sequence, view.tail.sequence) > view.sequence;
        if (!isNewer)
            break;
        // More was stored while we looked. It belongs together if the description is still the same.
        view.messages = -1;
        view.sequence = std::max({view.sequence, about.sequence, view.tail.sequence});
        LIFEBOAT_ASSIGN(about, description(stream));
        if (about.sequence == view.aboutSequence)
            break;
    }
    remember(view);
    return view;
}

Result<JetStreamLog::Tail> JetStreamLog::tailOf(const JetStream &stream, const LogHistory &history) const
{
    const QByteArray subject = m_names.entries(history.number);
    auto last = stream.lastOn(m_names.name, subject);
    if (!last && last.error().code == ErrorCode::NotFound)
        return Tail{0, history.trimmed, {}};
    if (!last)
        return failure(last.error());
    std::optional<StoredMessage> stored = std::move(*last);
    while (stored) {
        LIFEBOAT_ASSIGN(const auto message, logMessageOf(*stored));
        if (message)
            return Tail{stored->sequence, std::max(history.trimmed, message->end()), message->lineage};
        LIFEBOAT_ASSIGN(stored, before(stream, subject, stored->sequence));
    }
    return Tail{0, history.trimmed, {}};
}

/// The message on the subject before the one at `sequence`, found in steps that double.
Result<std::optional<StoredMessage>> JetStreamLog::before(const JetStream &stream, const QByteArray &subject, quint64 sequence) const
{
    for (quint64 step = 1;; step *= 2) {
        const quint64 from = sequence > step ? sequence - step : 1;
        LIFEBOAT_ASSIGN(StoredMessage found, stream.firstOnFrom(m_names.name, subject, from));
        if (found.sequence < sequence) {
            while (true) {
                LIFEBOAT_ASSIGN(StoredMessage next, stream.firstOnFrom(m_names.name, subject, found.sequence + 1));
                if (next.sequence >= sequence)
                    return found;
                found = std::move(next);
            }
        }
        if (from == 1)
            return std::nullopt;
    }
}

/// Where to begin reading for the entry `index`: the first message of the last batch that begins at or before it.
Result<quint64> JetStreamLog::find(const JetStream &stream, const View &view, Index index) const
{
    const QByteArray subject = m_names.entries(view.about.current.number);
    quint64 best = 1;
    quint64 low = 1;
    quint64 high = view.tail.sequence; // nothing that is wanted lies behind it
    while (low <= high) {
        const quint64 middle = low + (high - low) / 2;
        std::optional<LogMessage> message;
        quint64 sequence = middle - 1;
        while (!message && sequence < high) {
            const auto stored = stream.firstOnFrom(m_names.name, subject, sequence + 1);
            if (!stored && stored.error().code != ErrorCode::NotFound)
                return failure(stored.error());
            sequence = stored ? stored->sequence : high + 1;
            if (stored && sequence <= high) {
                LIFEBOAT_ASSIGN(message, logMessageOf(*stored));
            }
        }
        if (message && message->first <= index) {
            best = sequence - quint64(message->part - 1);
            low = sequence + 1;
        } else {
            high = middle - 1;
        }
    }
    return best;
}

Result<JetStreamLog::Reading> JetStreamLog::readingFrom(const JetStream &stream, const View &view, Index index)
{
    const quint64 history = view.about.current.number;
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = std::ranges::find_if(m_readings, [&](const Reading &r) { return r.history == history && r.next == index; });
        if (found != m_readings.end()) {
            Reading reading = std::move(*found);
            m_readings.erase(found);
            return reading;
        }
    }
    LIFEBOAT_ASSIGN(const quint64 sequence, find(stream, view, index));
    Reading reading{.history = history, .next = index, .cursor = {}, .entries = {}, .last = {}, .lastPlace = {}};
    LIFEBOAT_ASSIGN(reading.cursor, LogCursor::open(stream, m_names.name, m_names.entries(history), sequence));
    return reading;
}

/// The entry `index`, where it was read last and its batch is still the one it was: so who goes on there need not read all of it again.
std::optional<Entry> JetStreamLog::readBefore(const JetStream &stream, const View &view, Index index) const
{
    std::optional<Entry> last;
    BatchPlace place;
    {
        const std::scoped_lock lock(m_mutex);
        const auto is = [&](const Reading &r) { return r.history == view.about.current.number && r.last && r.last->index == index; };
        const auto found = std::ranges::find_if(m_readings, is);
        if (found == m_readings.end())
            return std::nullopt;
        last = found->last;
        place = found->lastPlace;
    }
    const auto there = stream.messageAt(m_names.name, place.sequence);
    const auto message = there ? logMessageOf(*there) : Result<std::optional<LogMessage>>();
    const bool isSame = message && *message && (*message)->id == place.id;
    return isSame ? last : std::nullopt;
}

void JetStreamLog::keep(Reading reading)
{
    std::optional<Reading> oldest; // closed outside the lock
    const std::scoped_lock lock(m_mutex);
    if (m_readings.size() == kReadings) {
        oldest = std::move(m_readings.front());
        m_readings.erase(m_readings.begin());
    }
    m_readings.push_back(std::move(reading));
}

Result<LogPart> JetStreamLog::readNow(const JetStream &stream, const View &view, Index from, qint64 limit, qint64 maxBytes, std::stop_token stop)
{
    LogPart part{view.bounds(), {}};
    if (limit == 1) {
        if (auto entry = readBefore(stream, view, from)) {
            part.entries.append(std::move(*entry));
            return part;
        }
    }
    LIFEBOAT_ASSIGN(Reading reading, readingFrom(stream, view, from));
    qint64 bytes = 0;
    while (reading.next <= part.bounds.last && part.entries.size() < limit && bytes < maxBytes) {
        while (!reading.entries.isEmpty() && reading.entries.first().index < reading.next)
            reading.entries.removeFirst();
        if (reading.entries.isEmpty()) {
            auto batch = reading.cursor->next(view.tail.sequence, stop);
            if (!batch && part.entries.isEmpty())
                return failure(batch.error());
            if (!batch)
                return part;
            if (!*batch)
                break;
            reading.entries = std::move(**batch);
            continue;
        }
        if (reading.entries.first().index != reading.next)
            break;
        bytes += reading.entries.first().change.document.size();
        part.entries.append(reading.entries.takeFirst());
        reading.lastPlace = reading.cursor->place();
        ++reading.next;
    }
    if (!part.entries.isEmpty())
        reading.last = part.entries.last();
    keep(std::move(reading));
    if (part.entries.isEmpty() && stop.stop_requested())
        return failure(ErrorCode::Canceled, QString::fromUtf8(m_names.name));
    if (part.entries.isEmpty())
        return failure(ErrorCode::EntryMissing, QString::number(from));
    return part;
}

Result<LogPart> JetStreamLog::read(Index from, qint64 limit, qint64 maxBytes, std::stop_token stop)
{
    const JetStream stream = m_stream.with(stop);
    const std::optional<View> last = known();
    const bool isRecent = last && last->isExact && std::chrono::steady_clock::now() - last->seen < kReadable;
    // Where it has not seen all that is wanted there may be more by now: many entries at once are applied in less time.
    const bool isCovered = last && from <= last->tail.last && limit > 0 && Index(limit) <= last->tail.last - from + 1;
    if (isRecent && isCovered && from >= last->bounds().first) {
        if (auto part = readNow(stream, *last, from, limit, maxBytes, stop))
            return part;
    }
    bool again = true;
    while (true) {
        LIFEBOAT_ASSIGN(const View view, look(stream));
        if (from < view.bounds().first)
            return failure(ErrorCode::LogTrimmed, QString::number(from));
        if (limit <= 0 || from > view.tail.last)
            return LogPart{view.bounds(), {}};
        auto part = readNow(stream, view, from, limit, maxBytes, stop);
        // A consumer that is gone, or entries trimmed meanwhile: the second time it is what it says.
        if (part || !again || part.error().code == ErrorCode::Canceled)
            return part;
        again = false;
        if (part.error().code == ErrorCode::EntryMissing) {
            const std::scoped_lock lock(m_mutex);
            m_readings.clear();
        }
    }
}

} // namespace lifeboat
