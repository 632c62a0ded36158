// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/net/auditlog.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/workspace.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;

namespace {

FileSystem &disk()
{
    return PosixFileSystem::instance();
}

AuditRecord record(int number)
{
    return {QDateTime::fromMSecsSinceEpoch(1'767'323'045'678 + number, QTimeZone::UTC),
            u"admin"_s,
            u"192.0.2.7:51234"_s,
            u"snapshot.take"_s,
            u"main \"%1\"\n\u00fc"_s.arg(number),
            u"ok"_s};
}

void fill(const QString &path, int records)
{
    const auto log = ok(AuditLog::open(disk(), path));
    for (int i = 1; i <= records; ++i)
        ok(log->append(record(i)));
}

} // namespace

class tst_AuditLog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsWhatWasAppended();
    void everyChangedByteIsFound();
    void movedLinesAreFound_data();
    void movedLinesAreFound();
    void cutEndsShowAgainstAnAnchor();
    void rewrittenLogsShowAgainstAnAnchor();
    void tornTail();
    void brokenEnd();
    void oneWriter();
    void noticesWhatIsDoneToTheFile_data();
    void noticesWhatIsDoneToTheFile();
    void diskFails();
    void longFields();
};

void tst_AuditLog::holdsWhatWasAppended()
{
    const Workspace space;
    const QString path = space.path(u"audit.log"_s);
    fill(path, 2);
    fill(path, 1);
    QCOMPARE(ok(disk().info(path)).access.mode, 0600u);
    const QByteArrayList lines = readFile(path).trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith(
        R"({"actor":"admin","address":"192.0.2.7:51234","call":"snapshot.take")"));
    const AuditVerdict verdict = ok(verifyAuditLog(disk(), path));
    QCOMPARE(verdict.records, 3);
    QCOMPARE(verdict.first, record(1).time);
    QCOMPARE(verdict.last, record(1).time);
    QVERIFY(lines[2].contains(verdict.hash));
    QCOMPARE(ok(verifyAuditLog(disk(), path, {3, verdict.hash})).records, 3);
    space.write(u"empty.log"_s, {});
    EXPECT_ERROR(verifyAuditLog(disk(), space.path(u"empty.log"_s)), ErrorCode::NotFound);
    EXPECT_ERROR(verifyAuditLog(disk(), space.path(u"empty.log"_s), {3, {}}), ErrorCode::AuditBroken);
    EXPECT_ERROR(verifyAuditLog(disk(), space.path(u"none.log"_s)), ErrorCode::NotFound);
}

void tst_AuditLog::everyChangedByteIsFound()
{
    const Workspace space;
    const QString path = space.path(u"audit.log"_s);
    fill(path, 3);
    const QByteArray good = readFile(path);
    for (qsizetype at = 0; at < good.size(); ++at) {
        for (const char change : {char(good[at] ^ 1), char(good[at] ^ 0x20)}) {
            QByteArray changed = good;
            changed[at] = change;
            writeFile(path, changed);
            const auto verdict = verifyAuditLog(disk(), path);
            QVERIFY2(!verdict && verdict.error().code == ErrorCode::AuditBroken,
                     qPrintable(QString::number(at)));
        }
    }
}

void tst_AuditLog::movedLinesAreFound_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("where");
    QTest::newRow("first removed") << u"remove 0"_s << u"line 1"_s;
    QTest::newRow("one removed") << u"remove 2"_s << u"line 3"_s;
    QTest::newRow("two swapped") << u"swap 1"_s << u"line 2"_s;
    QTest::newRow("one twice") << u"repeat 2"_s << u"line 4"_s;
    QTest::newRow("one of another log") << u"foreign 1"_s << u"line 2"_s;
    QTest::newRow("an empty line") << u"blank 3"_s << u"line 4"_s;
}

void tst_AuditLog::movedLinesAreFound()
{
    QFETCH(const QString, what);
    QFETCH(const QString, where);
    const Workspace space;
    const QString path = space.path(u"audit.log"_s);
    const QString other = space.path(u"other.log"_s);
    fill(path, 5);
    {
        const auto log = ok(AuditLog::open(disk(), other));
        for (int i = 10; i < 15; ++i)
            ok(log->append(record(i)));
    }
    QByteArrayList lines = readFile(path).trimmed().split('\n');
    const int at = what.last(1).toInt();
    if (what.startsWith("remove"_L1))
        lines.removeAt(at);
    else if (what.startsWith("swap"_L1))
        lines.swapItemsAt(at, at + 1);
    else if (what.startsWith("repeat"_L1))
        lines.insert(at, lines[at]);
    else if (what.startsWith("foreign"_L1))
        lines[at] = readFile(other).split('\n')[at];
    else
        lines.insert(at, "");
    writeFile(path, lines.join('\n') + '\n');
    const Error error = errorOf(verifyAuditLog(disk(), path));
    QCOMPARE(codeOf(error.code), u"AuditBroken"_s);
    QVERIFY2(error.detail.startsWith(where), qPrintable(error.detail));
}

void tst_AuditLog::cutEndsShowAgainstAnAnchor()
{
    const Workspace space;
    const QString path = space.path(u"audit.log"_s);
    fill(path, 5);
    const AuditVerdict noted = ok(verifyAuditLog(disk(), path));
    const QByteArray good = readFile(path);
    writeFile(path, good.first(good.lastIndexOf('\n', -2) + 1));
    QCOMPARE(ok(verifyAuditLog(disk(), path)).records, 4);
    EXPECT_ERROR(verifyAuditLog(disk(), path, {noted.records, {}}), ErrorCode::AuditBroken);
    EXPECT_ERROR(verifyAuditLog(disk(), path, {0, noted.hash}), ErrorCode::AuditBroken);
    writeFile(path, good.chopped(1));
    EXPECT_ERROR(verifyAuditLog(disk(), path), ErrorCode::AuditBroken);
}

void tst_AuditLog::rewrittenLogsShowAgainstAnAnchor()
{
    const Workspace space;
    const QString path = space.path(u"audit.log"_s);
    fill(path, 3);
    const AuditVerdict noted = ok(verifyAuditLog(disk(), path));
    fill(path, 2);
    QCOMPARE(ok(verifyAuditLog(disk(), path, {noted.records, noted.hash})).records, 5);
    QFile::remove(path);
    {
        const auto log = ok(AuditLog::open(disk(), path));
        for (int i = 1; i <= 5; ++i)
            ok(log->append(record(i + 1)));
    }
    ok(verifyAuditLog(disk(), path));
    EXPECT_ERROR(verifyAuditLog(disk(), path, {noted.records, noted.hash}), ErrorCode::AuditBroken);
}

void tst_AuditLog::tornTail()
{
    const Workspace space;
    const QString path = space.path(u"audit.log"_s);
    fill(path, 3);
    const QByteArray good = readFile(path);
    const qsizetype last = good.lastIndexOf('\n', -2) + 1;
    for (qsizetype size = last + 1; size < good.size(); size += 37) {
        writeFile(path, good.first(size));
        QFile::remove(path + u".torn"_s);
        ok(ok(AuditLog::open(disk(), path))->append(record(9)));
        QCOMPARE(ok(verifyAuditLog(disk(), path)).records, 4);
        QCOMPARE(readFile(path + u".torn"_s), good.sliced(last, size - last) + '\n');
        QVERIFY(readFile(path).contains(R"("call":"audit.torn")"));
    }
}

void tst_AuditLog::brokenEnd()
{
    const Workspace space;
    const QString path = space.path(u"audit.log"_s);
    fill(path, 3);
    const QByteArray good = readFile(path);
    const QByteArrayList lines = good.trimmed().split('\n');
    for (const QByteArray &bytes :
         {QByteArray(good).replace("\"number\":\"3\"", "\"number\":\"4\""),
          lines[0] + '\n' + lines[2] + '\n', lines[1] + '\n', QByteArray("nonsense\n")}) {
        writeFile(path, bytes);
        EXPECT_ERROR(AuditLog::open(disk(), path), ErrorCode::AuditBroken);
        QCOMPARE(readFile(path), bytes);
    }
}

void tst_AuditLog::oneWriter()
{
    const Workspace space;
    const auto log = ok(AuditLog::open(disk(), space.path(u"audit.log"_s)));
    EXPECT_ERROR(AuditLog::open(disk(), space.path(u"audit.log"_s)), ErrorCode::Locked);
}

void tst_AuditLog::noticesWhatIsDoneToTheFile_data()
{
    QTest::addColumn<QString>("what");
    for (const QString &what : {u"removed"_s, u"replaced"_s, u"cut"_s, u"added to"_s})
        QTest::newRow(qPrintable(what)) << what;
}

void tst_AuditLog::noticesWhatIsDoneToTheFile()
{
    QFETCH(const QString, what);
    const Workspace space;
    const QString path = space.path(u"audit.log"_s);
    const auto log = ok(AuditLog::open(disk(), path));
    ok(log->append(record(1)));
    ok(log->append(record(2)));
    const QByteArray good = readFile(path);
    if (what == "removed"_L1) {
        QVERIFY(QFile::remove(path));
    } else if (what == "replaced"_L1) {
        QVERIFY(QFile::rename(path, space.path(u"elsewhere"_s)));
        writeFile(path, good);
    } else {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(what == "cut"_L1 ? file.resize(good.size() / 2) : file.seek(good.size()) && file.write("x") == 1);
    }
    for (int i = 0; i < 2; ++i)
        EXPECT_ERROR(log->append(record(3)), ErrorCode::AuditBroken);
}

void tst_AuditLog::diskFails()
{
    for (int at = 1; at < 12; ++at) {
        for (const auto kind : {Fault::Kind::Once, Fault::Kind::Tear}) {
            const Workspace space;
            const QString path = space.path(u"audit.log"_s);
            FaultyFileSystem full({.at = at, .kind = kind, .code = ErrorCode::DiskFull});
            int good = 0;
            if (const auto log = AuditLog::open(full, path)) {
                for (int i = 0; i < 4; ++i)
                    good += (*log)->append(record(i)).has_value();
            }
            ok(ok(AuditLog::open(disk(), path))->append(record(9)));
            // What could not be said to be durable may be there, or be noted as torn.
            QVERIFY(ok(verifyAuditLog(disk(), path)).records >= quint64(good) + 1);
        }
    }
}

void tst_AuditLog::longFields()
{
    const Workspace space;
    const QString path = space.path(u"audit.log"_s);
    AuditRecord large = record(1);
    large.target = QString(1'000'000, QChar(1));
    large.call = QString(1'000'000, u'"');
    {
        const auto log = ok(AuditLog::open(disk(), path));
        for (int i = 0; i < 3; ++i)
            ok(log->append(large));
    }
    fill(path, 1);
    QCOMPARE(ok(verifyAuditLog(disk(), path)).records, 4);
}

QTEST_GUILESS_MAIN(tst_AuditLog)
#include "tst_auditlog.moc"
