// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "objectbench.h"

#include <barrier>
#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

namespace {

QString told(const Result<StoreObject> &put)
{
    return put ? u"stored"_s : toString(put.error());
}

} // namespace

/// What comes in the way of who puts an object into a bucket.
class tst_NatsObjectPuts final : public ObjectBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEED_NATS_SERVER(); }
    void init() { begin(); }
    void cleanup() { end(); }
    void anotherFileAtOnce();
    void removedMeanwhile();
    void sourceChangesMeanwhile_data();
    void sourceChangesMeanwhile();
    void twoAtOnce_data();
    void twoAtOnce();
    void bothSendAllTheSame();
};

/// Somebody of the same owner's name puts other bytes of the same size: what was first stays as it is.
void tst_NatsObjectPuts::anotherFileAtOnce()
{
    const QByteArray bytes = bytesOf(50);
    const WatchedFile source(file(u"late"_s, QByteArray(bytes.size(), '!')), kAsked,
                             [&] { ok(open()->put(m_control, u"a"_s, *file(u"first"_s, bytes))); });
    EXPECT_ERROR(open()->put(m_control, u"a"_s, source), ErrorCode::AlreadyExists);
    ok(open()->get(m_control, u"a"_s, *file(u"b"_s, {})));
    QVERIFY(m_space.read(u"b"_s) == bytes);
}

/// Who removes may still be about it when the same file is put anew.
void tst_NatsObjectPuts::removedMeanwhile()
{
    const auto source = file(u"a"_s, bytesOf(3));
    ok(open()->put(m_control, u"a"_s, *source));
    const QByteArray removed = ok(m_stream->messageAt("OBJ_snaps", 1)).subject; // of its chunks
    ok(open()->remove(u"a"_s));
    ok(open()->put(m_control, u"a"_s, *source));
    ok(m_stream->purge("OBJ_snaps", removed));
    ok(open()->get(m_control, u"a"_s, *file(u"b"_s, {})));
    QVERIFY(m_space.read(u"b"_s) == bytesOf(3));
}

void tst_NatsObjectPuts::sourceChangesMeanwhile_data()
{
    QTest::addColumn<qint64>("chunks");
    QTest::newRow("shrinks") << qint64(50);
    QTest::newRow("grows") << qint64(90);
}

/// Whoever sends while the source grows or shrinks makes no object of it.
void tst_NatsObjectPuts::sourceChangesMeanwhile()
{
    QFETCH(const qint64, chunks);
    const auto changed = file(u"a"_s, bytesOf(70));
    const WatchedFile source(again(u"a"_s), 40 * kChunk, [&] { ok(changed->truncate(chunks * kChunk)); });
    EXPECT_ERROR(open()->put(m_control, u"a"_s, source), ErrorCode::WriteFailed);
    QVERIFY(ok(open()->list()).isEmpty());
}

void tst_NatsObjectPuts::twoAtOnce_data()
{
    QTest::addColumn<QString>("otherOwner");
    QTest::addColumn<QString>("otherFile");
    QTest::newRow("the same") << u"node-a"_s << u"a"_s;
    QTest::newRow("another owner") << u"node-b"_s << u"a"_s;
    QTest::newRow("another file") << u"node-a"_s << u"b"_s;
}

/// Two put under one name: one of them does, what it put is whole, and the other one is told why it does not.
void tst_NatsObjectPuts::twoAtOnce()
{
    QFETCH(const QString, otherOwner);
    QFETCH(const QString, otherFile);
    constexpr qint64 kChunks = 21; // and a bit
    const QByteArray bytes = bytesOf(kChunks);
    m_space.write(u"a"_s, bytes);
    m_space.write(u"b"_s, QByteArray(bytes).replace('a', '!'));
    const std::array<std::unique_ptr<NatsObjectStore>, 2> stores{open(), open(otherOwner)};
    const std::array files{u"a"_s, otherFile};
    for (int round = 0; round < 25; ++round) {
        const QString name = u"object-%1"_s.arg(round);
        std::array<Result<StoreObject>, 2> puts;
        std::barrier start(2);
        std::vector<std::jthread> putters;
        for (size_t i = 0; i < puts.size(); ++i) {
            putters.emplace_back([&, i] {
                UnwatchedControl control;
                const auto source = again(files[i]);
                start.arrive_and_wait();
                puts[i] = stores[i]->put(control, name, *source);
            });
        }
        putters.clear();
        QVERIFY2(puts[0].has_value() != puts[1].has_value(), qPrintable(told(puts[0]) + u' ' + told(puts[1])));
        const size_t winner = puts[0] ? 0 : 1;
        const ErrorCode code = puts[1 - winner].error().code;
        QVERIFY2(code == ErrorCode::AlreadyExists || code == ErrorCode::Busy, qPrintable(toString(puts[1 - winner].error())));
        ok(stores[0]->get(m_control, name, *file(u"got"_s, {})));
        QVERIFY(m_space.read(u"got"_s) == m_space.read(files[winner]));
        ok(stores[0]->removeAbandoned(0s));
        QCOMPARE(messages(), kChunks + 1 + 1);
        ok(stores[0]->remove(name));
        ok(m_stream->purge("OBJ_snaps", "$O.snaps.M.*"));
    }
}

/// The second one comes upon the first just before that goes on: both send everything, and one of them makes the object.
void tst_NatsObjectPuts::bothSendAllTheSame()
{
    const QByteArray bytes = bytesOf(70);
    m_space.write(u"a"_s, bytes);
    std::optional<Result<StoreObject>> second;
    const auto putSecond = [&] {
        if (second) // the first one reads that place again in the end
            return;
        UnwatchedControl control;
        QVERIFY(QTest::qWaitFor([&] { return messages() == 32; }, 60'000)); // the piece that was read before
        second = open()->put(control, u"a"_s, *again(u"a"_s));
    };
    const WatchedFile source(again(u"a"_s), 40 * kChunk, putSecond);
    const auto first = open()->put(m_control, u"a"_s, source);
    ok(second.value());
    EXPECT_ERROR(first, ErrorCode::AlreadyExists);
    QCOMPARE(messages(), 70 + 1 + 1);
    ok(open()->get(m_control, u"a"_s, *file(u"b"_s, {})));
    QVERIFY(m_space.read(u"b"_s) == bytes);
}

QTEST_GUILESS_MAIN(tst_NatsObjectPuts)
#include "tst_natsobjectputs.moc"
