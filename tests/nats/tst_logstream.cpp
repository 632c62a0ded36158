// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "streambench.h"
#include "tests/support/entries.h"

#include <QJsonArray>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// In which streams a log lives, and in which it does not.
class tst_LogStream final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_bench->next(); }
    void cleanupTestCase() { m_bench.reset(); }
    void badNames_data();
    void badNames();
    void severalOpenIt();
    void otherSettings_data();
    void otherSettings();
    void otherSubjects();
    void settingsAnOperatorMayChange();
    void strangeDescription_data();
    void strangeDescription();
    void streamIsGone();

private:
    std::unique_ptr<StreamBench> m_bench;
};

void tst_LogStream::initTestCase()
{
    NEED_NATS_SERVER();
    m_bench = std::make_unique<StreamBench>();
}

void tst_LogStream::badNames_data()
{
    QTest::addColumn<QString>("cluster");
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("replicas");
    QTest::newRow("empty") << QString() << u"a"_s << 1;
    QTest::newRow("wildcard") << u"a"_s << u"*"_s << 1;
    QTest::newRow("blank") << u"a b"_s << u"a"_s << 1;
    QTest::newRow("long") << u"a"_s.repeated(65) << u"a"_s << 1;
    QTest::newRow("slash") << u"a"_s << u"a/b"_s << 1;
    QTest::newRow("no replica") << u"a"_s << u"a"_s << 0;
    QTest::newRow("six replicas") << u"a"_s << u"a"_s << 6;
}

void tst_LogStream::badNames()
{
    QFETCH(const QString, cluster);
    QFETCH(const QString, state);
    QFETCH(const int, replicas);
    EXPECT_ERROR(LogStream::of({.cluster = cluster, .state = state, .replicas = replicas}), ErrorCode::InvalidArgument);
}

void tst_LogStream::severalOpenIt()
{
    std::array<std::unique_ptr<JetStreamLog>, 4> logs;
    std::vector<std::jthread> openers;
    for (size_t i = 0; i < logs.size(); ++i)
        openers.emplace_back([&, i] { logs[i] = m_bench->open({u"lineage-%1"_s.arg(i)}); });
    openers.clear();
    const Lineage winner = ok(logs[0]->bounds()).lineage;
    for (const auto &log : logs)
        QCOMPARE(ok(log->bounds()), (LogBounds{winner, 1, 0}));
    QCOMPARE(ok(m_bench->open({u"late"_s}, 7)->bounds()), (LogBounds{winner, 1, 0}));
    EXPECT_ERROR(m_bench->tryOpen({}), ErrorCode::InvalidArgument);
}

void tst_LogStream::otherSettings_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("storage") << u"storage"_s << QJsonValue(u"memory"_s);
    QTest::newRow("retention") << u"retention"_s << QJsonValue(u"workqueue"_s);
    QTest::newRow("discard") << u"discard"_s << QJsonValue(u"old"_s);
    QTest::newRow("max_msgs") << u"max_msgs"_s << QJsonValue(1000);
    QTest::newRow("max_msgs_per_subject") << u"max_msgs_per_subject"_s << QJsonValue(1);
    QTest::newRow("max_age") << u"max_age"_s << QJsonValue(qint64(3'600'000'000'000));
    QTest::newRow("allow_rollup_hdrs") << u"allow_rollup_hdrs"_s << QJsonValue(false);
    QTest::newRow("deny_purge") << u"deny_purge"_s << QJsonValue(true);
    QTest::newRow("republish") << u"republish"_s << QJsonValue();
    QTest::newRow("subjects") << u"subjects"_s << QJsonValue(QJsonArray{u"elsewhere.>"_s});
}

void tst_LogStream::otherSettings()
{
    QFETCH(const QString, name);
    QFETCH(const QJsonValue, value);
    QJsonObject config = configOf(m_bench->names, m_bench->settings);
    config[name] = value;
    if (name == "deny_purge"_L1)
        config[u"allow_rollup_hdrs"_s] = false;
    ok(m_bench->stream().createStream(config));
    const auto opened = m_bench->tryOpen();
    EXPECT_ERROR(opened, ErrorCode::SettingsDiffer);
    QCOMPARE(opened.error().subject, QString::fromUtf8(m_bench->names.name));
    QVERIFY2(opened.error().detail.contains(name), qPrintable(opened.error().detail));
    QCOMPARE(m_bench->state()[u"messages"_s].toInt(), 0);
    m_bench->remove();
}

/// Another stream takes our messages.
void tst_LogStream::otherSubjects()
{
    ok(m_bench->stream().createStream({{u"name"_s, u"OTHER"_s}, {u"subjects"_s, QJsonArray{QString::fromUtf8(m_bench->names.subjects)}}}));
    EXPECT_ERROR(m_bench->tryOpen(), ErrorCode::SettingsDiffer);
}

void tst_LogStream::settingsAnOperatorMayChange()
{
    QJsonObject config = configOf(m_bench->names, m_bench->settings);
    config[u"max_bytes"_s] = 1 << 20;
    config[u"description"_s] = u"mine"_s;
    config[u"max_msg_size"_s] = 1 << 19;
    ok(m_bench->stream().createStream(config));
    QVERIFY(ok(m_bench->open()->bounds()).isEmpty());
    m_bench->settings.maxBytes = 2 << 20;
    EXPECT_ERROR(m_bench->tryOpen(), ErrorCode::SettingsDiffer);
    m_bench->settings.maxBytes = 0;
    m_bench->settings.replicas = 3;
    EXPECT_ERROR(m_bench->tryOpen(), ErrorCode::SettingsDiffer);
}

void tst_LogStream::strangeDescription_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("none") << QByteArray() << ErrorCode::NotFound;
    QTest::newRow("garbage") << QByteArray("\xa2\x66NodeID") << ErrorCode::ProtocolViolation;
    QTest::newRow("no lineage") << QByteArray(R"({"version":1,"current":{"number":"0","trimmed":"0"}})") << ErrorCode::ProtocolViolation;
    QTest::newRow("number") << QByteArray(R"({"version":1,"current":{"number":0,"lineage":"a","trimmed":"0"}})") << ErrorCode::ProtocolViolation;
    QTest::newRow("bad kept") << QByteArray(R"({"version":1,"current":{"number":"0","lineage":"a","trimmed":"0"},"kept":1})") << ErrorCode::ProtocolViolation;
    QTest::newRow("newer") << QByteArray(R"({"version":2})") << ErrorCode::ProtocolVersion;
}

void tst_LogStream::strangeDescription()
{
    QFETCH(const QByteArray, text);
    QFETCH(const ErrorCode, code);
    const auto log = m_bench->open();
    ok(log->append(puts(u"games"_s, u"a"_s, 3), u"test"_s, timeOf(1)));
    if (text.isEmpty())
        ok(m_bench->stream().purge(m_bench->names.name, m_bench->names.about));
    else
        ok(m_bench->stream().store({m_bench->names.about, {}, text}, m_bench->names.name));
    EXPECT_ERROR(log->bounds(), code);
    EXPECT_ERROR(log->read(1, 10), code);
    EXPECT_ERROR(log->waitFor(1, 1s), code);
    EXPECT_ERROR(log->trim(1), code);
    EXPECT_ERROR(log->begin({u"lineage-b"_s}, {{u"a"_s}, 2}), code);
    EXPECT_ERROR(m_bench->tryOpen(), code);
    if (!text.isEmpty()) // else nothing has come in between: the place is known
        EXPECT_ERROR(log->append(puts(u"games"_s, u"b"_s, 3), u"test"_s, timeOf(1)), code);
}

void tst_LogStream::streamIsGone()
{
    const auto log = m_bench->open();
    ok(log->append(puts(u"games"_s, u"a"_s, 3), u"test"_s, timeOf(1)));
    m_bench->remove();
    const auto appended = log->append(puts(u"games"_s, u"a"_s, 3), u"test"_s, timeOf(1));
    EXPECT_ERROR(appended, ErrorCode::NotFound);
    QCOMPARE(appended.error().subject, QString::fromUtf8(m_bench->names.name));
    EXPECT_ERROR(log->read(1, 10), ErrorCode::NotFound);
    EXPECT_ERROR(log->bounds(), ErrorCode::NotFound);
    EXPECT_ERROR(log->waitFor(9, 1h), ErrorCode::NotFound);
    EXPECT_ERROR(log->trim(1), ErrorCode::NotFound);
    EXPECT_ERROR(log->begin({u"b"_s}, {{u"a"_s}, 1}), ErrorCode::NotFound);
    // Made anew, it is another history, and whoever had the old one sees that.
    const auto other = m_bench->open({u"anew"_s});
    ok(other->append(puts(u"games"_s, u"a"_s, 3), u"test"_s, timeOf(1)));
    QCOMPARE(ok(log->bounds()), (LogBounds{{u"anew"_s}, 1, 3}));
}

QTEST_GUILESS_MAIN(tst_LogStream)
#include "tst_logstream.moc"
