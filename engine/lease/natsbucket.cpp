// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/natsbucket.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace lifeboat {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace {

constexpr auto kOperation = "KV-Operation";
constexpr qsizetype kToldAtOnce = 1000;

/// After which the server's time is asked for again; clocks drift by far less than a millisecond meanwhile.
constexpr nanoseconds kMeasuredFor = std::chrono::seconds(5);

/// How long it may go unnoticed that the whole bucket is gone.
constexpr milliseconds kLook(2000);

bool isBucketName(const QString &text)
{
    static const QRegularExpression form(u"\\A[-_a-zA-Z0-9]{1,200}\\z"_s);
    return form.match(text).hasMatch();
}

/// How much of what others saw this process may have missed, in revisions.
constexpr quint64 kLeap = 1'000'000;

quint64 number(const QJsonObject &info, const QString &part, const QString &name)
{
    return quint64(info[part][name].toInteger());
}

/// What tells a stream from others of its name. One of ours begins above all that were before it; when the servers of a cluster start
/// anew, the time at which it was made may be told otherwise than before.
QString identityOf(const QJsonObject &info)
{
    const quint64 first = number(info, u"config"_s, u"first_seq"_s);
    return first > 1 ? QString::number(first) : info[u"created"_s].toString();
}

/// As the key-value stores of other NATS clients are made.
QJsonObject configOf(const NatsBucket::Settings &settings)
{
    return {{u"name"_s, u"KV_"_s + settings.bucket},
            {u"subjects"_s, QJsonArray{u"$KV.%1.>"_s.arg(settings.bucket)}},
            {u"retention"_s, u"limits"_s},
            {u"storage"_s, u"file"_s},
            {u"discard"_s, u"new"_s},
            {u"max_consumers"_s, -1},
            {u"max_msgs"_s, -1},
            {u"max_bytes"_s, -1},
            {u"max_age"_s, 0},
            {u"max_msg_size"_s, -1},
            {u"max_msgs_per_subject"_s, KeyValueBucket::kHistory},
            {u"num_replicas"_s, settings.replicas},
            {u"allow_rollup_hdrs"_s, true},
            {u"deny_delete"_s, true},
            {u"allow_direct"_s, true}};
}

/// Where the revisions of a bucket begin that is made by who saw them up to `seen`, or saw none: above those of one that stood
/// there before and took less than a thousand writes a second, whoever makes it.
quint64 firstRevision(std::optional<quint64> seen, const Clock &clock)
{
    const auto now = quint64(std::max<qint64>(clock.utcNow().toMSecsSinceEpoch(), 1));
    return seen ? std::max(now, *seen + kLeap) : now;
}

/// RFC 3339 with nanoseconds, which QDateTime takes up to milliseconds.
QDateTime serverTime(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
}

} // namespace

/// Wakes up when something is published on the bucket's subjects, and then reads what the stream has: so nothing is missed
/// however often the connection is lost.
class NatsWatch final : public KeyValueWatch
{
public:
    NatsWatch(NatsBucket &bucket, NatsSubscription subscription, const QString &prefix, quint64 after)
        : m_bucket(bucket)
        , m_wake(std::move(subscription))
        , m_prefix(prefix)
        , m_after(after)
        , m_identity(bucket.known().identity)
    {
    }

    Result<QList<KeyValueRecord>> next(milliseconds timeout, std::stop_token stop) override
    {
        const auto until = std::chrono::steady_clock::now() + timeout;
        for (;;) {
            LIFEBOAT_ASSIGN(auto records, read(until, stop));
            if (!records.isEmpty() || stop.stop_requested())
                return records;
            const auto left = std::chrono::ceil<milliseconds>(until - std::chrono::steady_clock::now());
            LIFEBOAT_ASSIGN(const auto woken, m_wake.next(std::clamp(left, milliseconds(0), kLook), stop));
            if (!woken && (left <= kLook || stop.stop_requested())) {
                LIFEBOAT_TRY(lookNowAndThen());
                return read(until, stop);
            }
            LIFEBOAT_TRY(lookNowAndThen());
        }
    }

private:
    /// At least one where there is one; no more once it is `until`: each is a request of its own.
    Result<QList<KeyValueRecord>> read(std::chrono::steady_clock::time_point until, std::stop_token stop)
    {
        QList<KeyValueRecord> records;
        while (records.size() < kToldAtOnce && !stop.stop_requested()
               && (records.isEmpty() || std::chrono::steady_clock::now() < until)) {
            const auto message = m_bucket.m_stream.firstOnFrom(m_bucket.m_name, m_bucket.m_prefix + '>', m_after + 1);
            if (!message && message.error().code == ErrorCode::NotFound)
                break;
            if (!message)
                return failure(message.error());
            m_after = message->sequence;
            const KeyValueRecord record = m_bucket.recordOf(*message);
            if (record.key.startsWith(m_prefix))
                records.append(record);
        }
        return records;
    }

    Result<> lookNowAndThen()
    {
        if (const auto now = std::chrono::steady_clock::now(); now >= m_nextLook) {
            m_nextLook = now + kLook;
            LIFEBOAT_ASSIGN(const QJsonObject info, m_bucket.look());
            const QString identity = identityOf(info);
            const bool isAnother = identity != m_identity && number(info, u"config"_s, u"first_seq"_s) <= m_after;
            if (isAnother || number(info, u"state"_s, u"last_seq"_s) < m_after)
                return failure(ErrorCode::NotFound, m_bucket.m_bucket, u"it was made anew"_s);
            m_identity = identity;
        }
        return {};
    }

    NatsBucket &m_bucket;
    NatsSubscription m_wake;
    const QString m_prefix;
    quint64 m_after;
    QString m_identity; ///< the stream that was seen last
    std::chrono::steady_clock::time_point m_nextLook;
};

NatsBucket::NatsBucket(std::shared_ptr<NatsConnection> connection, const QString &bucket, std::optional<Settings> made, const Clock &clock)
    : m_stream(std::move(connection))
    , m_bucket(bucket)
    , m_name("KV_" + bucket.toUtf8())
    , m_prefix("$KV." + bucket.toUtf8() + '.')
    , m_made(std::move(made))
    , m_clock(clock)
{
}

Result<std::unique_ptr<NatsBucket>> NatsBucket::open(std::shared_ptr<NatsConnection> connection, const Settings &settings,
                                                     const Clock &clock)
{
    if (!isBucketName(settings.bucket))
        return failure(ErrorCode::InvalidArgument, settings.bucket.left(200), u"a bucket's name"_s);
    std::unique_ptr<NatsBucket> bucket(new NatsBucket(std::move(connection), settings.bucket, settings, clock));
    LIFEBOAT_ASSIGN(const QJsonObject info, bucket->look());
    const QJsonObject config = info[u"config"_s].toObject();
    if (config[u"subjects"_s].toArray() != configOf(settings)[u"subjects"_s].toArray())
        return failure(ErrorCode::SettingsDiffer, settings.bucket, u"other subjects"_s);
    if (config[u"max_age"_s].toInteger() != 0)
        return failure(ErrorCode::SettingsDiffer, settings.bucket, u"its records vanish with time"_s);
    if (config[u"discard"_s].toString() != u"new"_s)
        return failure(ErrorCode::SettingsDiffer, settings.bucket, u"it forgets old keys when it is full"_s);
    return bucket;
}

Result<std::unique_ptr<NatsBucket>> NatsBucket::openForeign(std::shared_ptr<NatsConnection> connection,
                                                            const QString &name, const Clock &clock)
{
    if (!isBucketName(name))
        return failure(ErrorCode::InvalidArgument, name.left(200), u"a bucket's name"_s);
    std::unique_ptr<NatsBucket> bucket(new NatsBucket(std::move(connection), name, std::nullopt, clock));
    LIFEBOAT_TRY(bucket->look());
    return bucket;
}

QByteArray NatsBucket::subjectOf(const QString &key) const
{
    return m_prefix + key.toUtf8();
}

KeyValueRecord NatsBucket::recordOf(const StoredMessage &message) const
{
    return {QString::fromUtf8(message.subject.sliced(m_prefix.size())), message.data, message.sequence, message.time,
            !headerOf(message.headers, kOperation).isEmpty()};
}

NatsBucket::Known NatsBucket::known() const
{
    const std::scoped_lock lock(m_knowing);
    return m_known;
}

/// The stream as it is now; made where it is not there, if that is ours to do.
Result<QJsonObject> NatsBucket::look()
{
    const Known before = known();
    const auto ask = [this] { return m_stream.call("STREAM.INFO." + m_name, m_bucket); };
    auto info = ask();
    if (!info && info.error().code == ErrorCode::NotFound && m_made) {
        LIFEBOAT_TRY(make(firstRevision(before.identity.isEmpty() ? std::nullopt : std::optional(before.newest), m_clock)));
        info = ask();
    }
    if (!info)
        return info;
    LIFEBOAT_TRY(settle(*info));
    LIFEBOAT_TRY(recognize(*info, before));
    return info;
}

/// Another process may be quicker: what it made is looked at then.
Result<> NatsBucket::make(quint64 first) const
{
    QJsonObject config = configOf(*m_made);
    config.insert(u"first_seq"_s, qint64(first));
    const auto made = m_stream.createStream(config);
    if (!made && made.error().code != ErrorCode::AlreadyExists)
        return failure(made.error());
    return {};
}

/// A nats-server (2.10) forgets at its next start what it wrote first into a stream made with a first_seq, unless that was purged before.
/// Purging an empty one, as often as it may be, leaves out the first sequence and nothing else.
Result<> NatsBucket::settle(const QJsonObject &info) const
{
    const quint64 first = number(info, u"config"_s, u"first_seq"_s);
    if (m_made && first > 1 && number(info, u"state"_s, u"last_seq"_s) < first)
        LIFEBOAT_TRY(m_stream.purge(m_name, ">", first + 1));
    return {};
}

/// Whether a stream goes on from what was known `before` it was asked for.
Result<> NatsBucket::recognize(const QJsonObject &info, const Known &before)
{
    const QString identity = identityOf(info);
    const quint64 last = number(info, u"state"_s, u"last_seq"_s);
    const quint64 first = number(info, u"config"_s, u"first_seq"_s);
    const bool isNew = identity != before.identity;
    if (m_made && !before.identity.isEmpty() && isNew && first <= before.newest)
        return failure(ErrorCode::SettingsDiffer, m_bucket, u"it was made anew with first_seq %1, not above revision %2"_s.arg(first).arg(before.newest));
    if (m_made && !isNew && last < before.newest)
        return failure(ErrorCode::SettingsDiffer, m_bucket, u"it lost its newest records: last_seq is %1, and revision %2 was seen"_s.arg(last).arg(before.newest));
    const std::scoped_lock lock(m_knowing);
    if (m_known.identity != before.identity) // another thread has seen the next one: this answer may be of the last
        return {};
    m_known = {identity, std::max(m_known.newest, last)};
    return {};
}

Result<std::optional<KeyValueRecord>> NatsBucket::newest(const QString &key)
{
    if (!isKey(key))
        return failure(ErrorCode::InvalidArgument, key.left(kLongestKey));
    const auto message = m_stream.lastOn(m_name, subjectOf(key));
    if (message)
        return recordOf(*message);
    if (message.error().code != ErrorCode::NotFound)
        return failure(message.error());
    LIFEBOAT_TRY(look());
    return std::nullopt;
}

Result<std::optional<KeyValueRecord>> NatsBucket::get(const QString &key)
{
    LIFEBOAT_ASSIGN(auto record, newest(key));
    if (record && record->isRemoved)
        return std::nullopt;
    return record;
}

Result<KeyValueRecord> NatsBucket::put(const QString &key, const QByteArray &value, quint64 seen)
{
    LIFEBOAT_TRY(checkPut(key, value));
    LIFEBOAT_ASSIGN(const QJsonObject before, look());
    const auto store = [&](quint64 over) {
        return m_stream.store({subjectOf(key), {{kExpectedLastSubjectSequence, QByteArray::number(over)}}, value}, m_name);
    };
    auto revision = store(seen);
    if (!revision && revision.error().code == ErrorCode::RevisionDiffers && seen == 0) {
        LIFEBOAT_ASSIGN(const auto last, newest(key));
        if (last && last->isRemoved)
            revision = store(last->revision);
    }
    if (!revision && revision.error().code == ErrorCode::RevisionDiffers)
        return failure(ErrorCode::RevisionDiffers, key);
    if (!revision)
        return failure(revision.error());
    // A bucket made anew in between has the record or not; that revision is of neither.
    LIFEBOAT_ASSIGN(const QJsonObject after, look());
    if (identityOf(after) != identityOf(before))
        return failure(ErrorCode::Unreachable, m_bucket, u"it was made anew"_s);
    // The time only the stream knows; what it is at most is good enough for whoever counts from before the call.
    LIFEBOAT_ASSIGN(const BucketTime now, time());
    return KeyValueRecord{key, value, *revision, now.now};
}

Result<QList<KeyValueRecord>> NatsBucket::list(const QString &prefix)
{
    const QByteArray filter = m_prefix + '>';
    LIFEBOAT_ASSIGN(const QJsonObject info, m_stream.call("STREAM.INFO." + m_name, m_bucket,
                                                          {{u"subjects_filter"_s, QString::fromUtf8(filter)}}));
    QStringList keys;
    for (const QString &subject : info[u"state"_s][u"subjects"_s].toObject().keys())
        keys.append(subject.sliced(m_prefix.size()));
    keys.sort();
    QList<KeyValueRecord> records;
    for (const QString &key : std::as_const(keys)) {
        if (!key.startsWith(prefix) || !isKey(key))
            continue;
        LIFEBOAT_ASSIGN(const auto record, get(key));
        if (record)
            records.append(*record);
    }
    return records;
}

Result<std::unique_ptr<KeyValueWatch>> NatsBucket::watch(const QString &prefix, quint64 after)
{
    LIFEBOAT_ASSIGN(auto subscription, m_stream.connection().subscribe(m_prefix + '>'));
    LIFEBOAT_TRY(look());
    return std::make_unique<NatsWatch>(*this, std::move(subscription), prefix, after);
}

Result<NatsBucket::Measured> NatsBucket::measure()
{
    std::optional<Measured> best;
    for (int i = 0; i < 3; ++i) {
        const nanoseconds before = m_clock.steadyNow();
        LIFEBOAT_ASSIGN(const QJsonObject info, look());
        const nanoseconds trip = m_clock.steadyNow() - before;
        const QDateTime server = serverTime(info[u"ts"_s].toString());
        if (!server.isValid())
            return failure(ErrorCode::SettingsDiffer, m_bucket, u"the server does not tell its time: it is older than 2.10"_s);
        if (!best || trip / 2 < best->halfTrip)
            best = Measured{server, before + trip / 2, trip / 2};
        if (best->halfTrip < milliseconds(5))
            break;
    }
    return *best;
}

Result<BucketTime> NatsBucket::time()
{
    const std::scoped_lock alone(m_mutex);
    if (!m_measured || m_clock.steadyNow() - m_measured->at > kMeasuredFor) {
        LIFEBOAT_ASSIGN(m_measured, measure());
    }
    return BucketTime{
        m_measured->server.addDuration(std::chrono::duration_cast<milliseconds>(m_clock.steadyNow() - m_measured->at)),
        std::chrono::ceil<milliseconds>(m_measured->halfTrip) + milliseconds(1)};
}

} // namespace lifeboat
