// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/manifest.h"
#include "engine/base/limits.h"
#include "tests/support/archivesurgery.h"
#include "tests/support/expect.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

Manifest sample()
{
    Manifest manifest;
    manifest.id = {u"20261121T020322123Z-9f3a01c4"_s};
    manifest.name = u"orders ÄÖ \"quoted\".db"_s;
    manifest.node = {u"node-1"_s};
    manifest.nodeMap = {{u"node-1"_s, QJsonObject{{u"address"_s, u"10.0.0.1:9000"_s}}}};
    manifest.createdAt = QDateTime(QDate(2026, 11, 21), QTime(2, 3, 22, 123), QTimeZone::UTC);
    manifest.position = Position{{u"lineage"_s}, std::numeric_limits<quint64>::max()};
    manifest.schemaVersion = -7;
    manifest.tables = {{u"accounts"_s, 100}, {u"übung"_s, std::numeric_limits<quint64>::max()}};
    manifest.elementCount = 9'007'199'254'740'993; // not a double
    manifest.pageSize = 4096;
    manifest.pageCount = 2050;
    manifest.segmentBytes = limits::kSegmentBytes;
    manifest.storedBytes = 1'234'567;
    manifest.contentDigest = QByteArray(64, 'a');
    manifest.level = 3;
    manifest.capture = CaptureMethod::Backup;
    manifest.toolVersion = u"0.1.0"_s;
    return manifest;
}

} // namespace

class tst_Manifest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void segments_data();
    void segments();
    void paddingKeepsTheMeaning();
    void reservedSizeFitsTheWidest();
    void unknownFieldsAreIgnored();
    void bothNamesOfTheIndex();
    void invalid_data();
    void invalid();
    void notJson_data();
    void notJson();
    void tooLarge();
};

void tst_Manifest::roundTrip_data()
{
    QTest::addColumn<int>("variant");
    QTest::newRow("managed") << 0;
    QTest::newRow("foreign") << 1;
    QTest::newRow("no tables, no nodes") << 2;
    QTest::newRow("smallest") << 3;
    QTest::newRow("largest") << 4;
}

void tst_Manifest::roundTrip()
{
    QFETCH(const int, variant);
    Manifest manifest = sample();
    if (variant == 1)
        manifest.position.reset();
    if (variant == 2) {
        manifest.tables.clear();
        manifest.nodeMap = {};
    }
    if (variant == 3) {
        manifest.pageSize = limits::kMinPageSize;
        manifest.pageCount = 1;
        manifest.segmentBytes = limits::kMinPageSize;
    }
    if (variant == 4) {
        manifest.pageSize = limits::kMaxPageSize;
        manifest.pageCount = limits::kSegments * 64;
    }
    const Manifest back = ok(manifestFromJson(toJson(manifest)));
    QVERIFY(back == manifest);
    QCOMPARE(toJson(back), toJson(manifest));
}

void tst_Manifest::segments_data()
{
    QTest::addColumn<qint64>("pages");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<qint64>("last");
    const qint64 perSegment = limits::kSegmentBytes / 4096;
    QTest::newRow("one page") << qint64(1) << qint64(1) << qint64(4096);
    QTest::newRow("one short of full") << perSegment - 1 << qint64(1) << limits::kSegmentBytes - 4096;
    QTest::newRow("full") << perSegment << qint64(1) << limits::kSegmentBytes;
    QTest::newRow("one over") << perSegment + 1 << qint64(2) << qint64(4096);
}

void tst_Manifest::segments()
{
    QFETCH(const qint64, pages);
    Manifest manifest = sample();
    manifest.pageCount = pages;
    QTEST(manifest.segmentCount(), "count");
    QTEST(manifest.segmentSize(manifest.segmentCount() - 1), "last");
}

void tst_Manifest::paddingKeepsTheMeaning()
{
    const QByteArray plain = toJson(sample());
    for (const qint64 more : {0, 1, 2, 511}) {
        const QByteArray padded = toJson(sample(), plain.size() + more);
        QCOMPARE(padded.size(), plain.size() + more);
        QVERIFY(padded.endsWith('\n'));
        QVERIFY(ok(manifestFromJson(padded)) == sample());
    }
    QCOMPARE(toJson(sample(), 10).size(), plain.size());
}

void tst_Manifest::reservedSizeFitsTheWidest()
{
    Manifest manifest = sample();
    manifest.contentDigest.clear();
    manifest.storedBytes = 0;
    manifest.elementCount = 0;
    for (TableRows &table : manifest.tables)
        table.rows = 0;
    const qint64 reserved = reservedManifestSize(manifest);
    QCOMPARE(reserved % 512, 0);
    manifest.contentDigest = QByteArray(64, 'f');
    manifest.storedBytes = std::numeric_limits<qint64>::max();
    manifest.elementCount = std::numeric_limits<quint64>::max();
    for (TableRows &table : manifest.tables)
        table.rows = std::numeric_limits<quint64>::max();
    QCOMPARE(toJson(manifest, reserved).size(), reserved);
}

void tst_Manifest::unknownFieldsAreIgnored()
{
    QJsonObject object = toJsonObject(sample());
    object[u"later"_s] = QJsonObject{{u"x"_s, 1}};
    QVERIFY(ok(manifestFromJson(QJsonDocument(object).toJson())) == sample());
}

void tst_Manifest::bothNamesOfTheIndex()
{
    const QJsonObject object = toJsonObject(sample());
    QCOMPARE(object[u"appliedIndex"_s].toString(), u"18446744073709551615"_s);
    QCOMPARE(object[u"raftIndex"_s], object[u"appliedIndex"_s]);
    QVERIFY(!toJsonObject([] { Manifest m = sample(); m.position.reset(); return m; }()).contains(u"appliedIndex"_s));
}

void tst_Manifest::invalid_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *path, const QJsonValue &value, ErrorCode code) {
        QTest::addRow("%s = %s", path, value.isUndefined() ? "(missing)" : QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).left(60).constData())
            << QString::fromLatin1(path) << value << code;
    };
    const QJsonValue missing(QJsonValue::Undefined);
    for (const char *path : {"format", "formatVersion", "id", "kind", "name", "node", "nodeMap", "createdAt", "stateKind", "schemaVersion",
                             "tables", "elementCount", "pageSize", "pageCount", "sizes", "sizes.raw", "sizes.segment", "sizes.segments",
                             "sizes.stored", "contentDigest", "codec", "codec.name", "codec.level", "capture", "toolVersion"}) {
        row(path, missing, ErrorCode::ManifestInvalid);
        row(path, QJsonValue::Null, ErrorCode::ManifestInvalid);
        row(path, QJsonArray{1}, ErrorCode::ManifestInvalid);
    }
    row("lineage", missing, ErrorCode::ManifestInvalid);
    row("lineage", QString(), ErrorCode::ManifestInvalid);
    row("appliedIndex", missing, ErrorCode::ManifestInvalid);
    row("raftIndex", missing, ErrorCode::ManifestInvalid);
    row("raftIndex", u"7"_s, ErrorCode::ManifestInvalid);
    row("appliedIndex", 7, ErrorCode::ManifestInvalid);
    row("format", u"other"_s, ErrorCode::ManifestInvalid);
    row("formatVersion", 0, ErrorCode::ManifestInvalid);
    row("formatVersion", -1, ErrorCode::ManifestInvalid);
    row("formatVersion", 1.5, ErrorCode::ManifestInvalid);
    row("formatVersion", 2, ErrorCode::ManifestVersionUnknown);
    row("formatVersion", qint64(9'000'000'000), ErrorCode::ManifestVersionUnknown);
    row("id", u"../../etc/passwd"_s, ErrorCode::ManifestInvalid);
    row("kind", u"delta"_s, ErrorCode::KindUnsupported);
    row("kind", u"other"_s, ErrorCode::ManifestInvalid);
    row("stateKind", u"documents"_s, ErrorCode::KindUnsupported);
    row("codec.name", u"gzip"_s, ErrorCode::KindUnsupported);
    row("sealing", QJsonObject{{u"cipher"_s, u"aes-256-gcm"_s}}, ErrorCode::KindUnsupported);
    row("capture", u"guess"_s, ErrorCode::ManifestInvalid);
    row("createdAt", u"2026-11-21T02:03:22.123"_s, ErrorCode::ManifestInvalid);
    row("schemaVersion", qint64(4'294'967'296), ErrorCode::ManifestInvalid);
    row("codec.level", qint64(4'294'967'299), ErrorCode::ManifestInvalid);
    row("contentDigest", QString(64, u'A'), ErrorCode::ManifestInvalid);
    row("contentDigest", QString(63, u'a'), ErrorCode::ManifestInvalid);
    row("contentDigest", QString(64, u'é'), ErrorCode::ManifestInvalid);
    for (const double size : {0.0, -4096.0, 256.0, 1000.0, 131072.0, 4096.5, 1e18})
        row("pageSize", size, ErrorCode::ManifestInvalid);
    row("pageCount", u"0"_s, ErrorCode::ManifestInvalid);
    row("pageCount", u"-1"_s, ErrorCode::ManifestInvalid);
    row("pageCount", u"4294967295"_s, ErrorCode::ManifestInvalid);
    row("pageCount", u"2049"_s, ErrorCode::SizeContradiction);
    row("pageCount", u"4294967294"_s, ErrorCode::LimitExceeded);
    row("sizes.raw", u"8396799"_s, ErrorCode::SizeContradiction);
    row("sizes.segments", u"4"_s, ErrorCode::SizeContradiction);
    row("sizes.segment", u"0"_s, ErrorCode::ManifestInvalid);
    row("sizes.segment", u"4095"_s, ErrorCode::ManifestInvalid);
    row("sizes.segment", u"4097"_s, ErrorCode::ManifestInvalid);
    row("sizes.segment", u"1099511627776"_s, ErrorCode::ManifestInvalid);
    row("sizes.segment", u"8192"_s, ErrorCode::SizeContradiction);
    row("sizes.stored", u"18446744073709551615"_s, ErrorCode::ManifestInvalid);
    row("tables", QJsonArray{QJsonObject{{u"name"_s, u"a"_s}}}, ErrorCode::ManifestInvalid);
    row("tables", QJsonArray{QJsonObject{{u"name"_s, 1}, {u"rows"_s, u"1"_s}}}, ErrorCode::ManifestInvalid);
    row("tables", QJsonObject(), ErrorCode::ManifestInvalid);
}

void tst_Manifest::invalid()
{
    QFETCH(const QString, path);
    QFETCH(const QJsonValue, value);
    QFETCH(const ErrorCode, code);
    QJsonObject object = toJsonObject(sample());
    setPath(object, path, value);
    EXPECT_ERROR(manifestFromJson(QJsonDocument(object).toJson()), code);
}

void tst_Manifest::notJson_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("blanks") << QByteArray(512, ' ');
    QTest::newRow("NULs") << QByteArray(512, '\0');
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("list") << QByteArray("[]");
    QTest::newRow("cut") << toJson(sample()).chopped(20);
    QTest::newRow("garbage behind") << toJson(sample()) + "x";
    QTest::newRow("invalid UTF-8") << QByteArray("{\"format\":\"\xff\xfe\"}");
    QTest::newRow("deep nesting") << QByteArray(100'000, '[') + QByteArray(100'000, ']');
}

void tst_Manifest::notJson()
{
    QFETCH(const QByteArray, bytes);
    EXPECT_ERROR(manifestFromJson(bytes), ErrorCode::ManifestInvalid);
}

void tst_Manifest::tooLarge()
{
    const QByteArray largest = toJson(sample(), limits::kManifestBytes);
    ok(manifestFromJson(largest));
    EXPECT_ERROR(manifestFromJson(largest + ' '), ErrorCode::ManifestTooLarge);
    Manifest many = sample();
    many.tables.resize(limits::kTables, {u"t"_s, 0});
    ok(manifestFromJson(toJson(many)));
    many.tables.append({u"t"_s, 0});
    EXPECT_ERROR(manifestFromJson(toJson(many)), ErrorCode::LimitExceeded);
}

QTEST_GUILESS_MAIN(tst_Manifest)
#include "tst_manifest.moc"
