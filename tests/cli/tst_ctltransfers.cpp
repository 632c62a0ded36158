// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "tests/cli/clusterline.h"
#include "tests/support/expect.h"
#include "tests/support/samplearchive.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// Transfers of lifeboatctl: killed in the middle and asked for the same again, and of what is damaged.
class tst_CtlTransfers final : public ClusterLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ClusterLine::initTestCase(); }
    void init() { ClusterLine::init(); }
    void cleanup() { ClusterLine::cleanup(); }
    void aFetchGoesOnWhereItStood();
    void aFetchKilledAfterItsEndIsDone();
    void aDamagedFetchIsNoGoodOne();
    void aSendIsDoneOnce();
    void aPutAndAGetEndOnce();

private:
    /// An archive that takes a while.
    QString largeArchive();
    /// Runs it until it is begun, and kills it; anew, after `prepare`, if it was over by then: that proves nothing.
    void killInTheMiddle(const QString &line, const std::function<void()> &prepare, const std::function<bool()> &isBegun,
                         const std::function<bool()> &isOver) const;
    /// The only operation of that kind.
    QJsonObject operation(const QString &kind) const;
};

QString tst_CtlTransfers::largeArchive()
{
    const Manifest manifest = makeManifest(4096, 16'384, 1 << 20);
    m_snapshot = manifest.id.value;
    const QString path = m_line->path(m_snapshot + u".snap.tar"_s);
    ok(writeArchive(PosixFileSystem::instance(), path, makePages(4096, 16'384), manifest));
    return path;
}

void tst_CtlTransfers::killInTheMiddle(const QString &line, const std::function<void()> &prepare,
                                       const std::function<bool()> &isBegun, const std::function<bool()> &isOver) const
{
    do {
        QDir(m_line->path(u"data/lifeboat/operations"_s)).removeRecursively();
        prepare();
        const auto process = m_line->start(line.split(u' '));
        if (!QTest::qWaitFor([&] { return isOver() || isBegun() || process->state() == QProcess::NotRunning; }, 60'000))
            fail(u"it was not begun"_s, std::source_location::current());
        process->kill();
        CommandLine::finish(*process);
    } while (isOver());
    if (!isBegun())
        fail(u"it was not begun"_s, std::source_location::current());
}

QJsonObject tst_CtlTransfers::operation(const QString &kind) const
{
    const QJsonArray all = ctl(u"operations list --json"_s).json()["operations"_L1].toArray();
    if (all.size() != 1 || all[0]["kind"_L1].toString() != kind)
        fail(u"%1 operations"_s.arg(all.size()), std::source_location::current());
    return all[0].toObject();
}

void tst_CtlTransfers::aFetchGoesOnWhereItStood()
{
    const QString archive = largeArchive();
    m_one->keep(archive);
    add(*m_one);
    const QString here = m_line->space().makeDirectory(u"here"_s);
    const QString fetched = here + u'/' + fileNameOf(archive);
    const auto part = [&] { return QFileInfo(fetched + u'.' + m_snapshot + u".part"_s).size(); };
    const QString line = u"snapshot fetch %1 --cluster orders --to here --json"_s.arg(m_snapshot);
    killInTheMiddle(
        line, [&] { (void)QFile::remove(fetched); }, [&] { return part() > 0; }, [&] { return QFile::exists(fetched); });
    const qint64 kept = part();
    QCOMPARE(operation(u"fetch"_s)["status"_L1].toString(), u"pending"_s);
    // From another directory, say.
    const Outcome again = ctl(u"snapshot fetch %1 --cluster orders --to here/../here/ --json"_s.arg(m_snapshot));
    QCOMPARE(again.status, 0);
    QCOMPARE(again.json()["result"_L1]["resumedBytes"_L1].toString().toLongLong(), kept);
    QVERIFY(readFile(fetched) == readFile(archive));
    QCOMPARE(operation(u"fetch"_s)["status"_L1].toString(), u"completed"_s);
    QCOMPARE(operation(u"fetch"_s)["attempts"_L1].toInt(), 2);
}

void tst_CtlTransfers::aFetchKilledAfterItsEndIsDone()
{
    const QString archive = largeArchive();
    m_one->keep(archive);
    add(*m_one);
    const QString here = m_line->space().makeDirectory(u"here"_s);
    const QString fetched = here + u'/' + fileNameOf(archive);
    const QString line = u"snapshot fetch %1 --cluster orders --to here --json"_s.arg(m_snapshot);
    killInTheMiddle(
        line, [&] { (void)QFile::remove(fetched); }, [&] { return !namesIn(here).isEmpty(); }, [&] { return QFile::exists(fetched); });
    QVERIFY(QFile::copy(archive, fetched)); // as if it had come to its end
    const Outcome again = ctl(line);
    QCOMPARE(again.status, 0);
    QVERIFY(again.json()["alreadyHere"_L1].toBool());
    QCOMPARE(operation(u"fetch"_s)["status"_L1].toString(), u"completed"_s);
}

/// It came as the node has it, and is damaged there: it lies aside, and another node may have it whole.
void tst_CtlTransfers::aDamagedFetchIsNoGoodOne()
{
    const QByteArray whole = readFile(archive());
    const QString there = m_line->space().makeDirectory(u"there"_s) + u'/' + fileNameOf(archive());
    QByteArray flipped = whole;
    flipped[flipped.size() / 2] = char(flipped[flipped.size() / 2] ^ 1);
    writeFile(there, flipped);
    m_one->keep(there);
    add(*m_one);
    const QString here = m_line->space().makeDirectory(u"here"_s);
    const QString fetched = here + u'/' + fileNameOf(there);
    const QString line = u"snapshot fetch %1 --cluster orders --to here"_s.arg(m_snapshot);
    const Outcome text = ctl(line);
    QCOMPARE(text.status, 1);
    QVERIFY2(text.err.contains("node n1"_L1) && text.err.contains("damaged on that node"_L1), qPrintable(text.err));
    QCOMPARE(text.out, QString());
    QCOMPARE(namesIn(here), QStringList{fileNameOf(fetched) + u".damaged"_s});
    const Outcome told = ctl(line + u" --json"_s);
    QCOMPARE(told.status, 1);
    QVERIFY(told.json()["damaged"_L1].toString().endsWith(".damaged"_L1));
    QVERIFY(told.json()["error"_L1].isObject() && !told.json().contains("archive"_L1));
    QVERIFY(readFile(fetched + u".damaged"_s) == flipped);
    m_two->keep(archive());
    add(*m_two);
    const Outcome again = ctl(line);
    QVERIFY2(again.status == 0, qPrintable(again.err));
    QVERIFY(readFile(fetched) == whole);
}

/// Killed while the node takes it, and after it had taken it.
void tst_CtlTransfers::aSendIsDoneOnce()
{
    const QString archive = largeArchive();
    add(*m_one);
    const QString line = u"snapshot send %1 --cluster orders --json"_s.arg(archive);
    killInTheMiddle(
        line, [] { }, [this] { return !m_one->admittedFor().isNull(); }, [] { return false; });
    QCOMPARE(operation(u"send"_s)["status"_L1].toString(), u"pending"_s);
    m_one->keep(archive);
    QCOMPARE(ctl(line).status, 0);
    QCOMPARE(operation(u"send"_s)["status"_L1].toString(), u"completed"_s);
    QCOMPARE(operation(u"send"_s)["attempts"_L1].toInt(), 2);
    QVERIFY(ctl(line).status != 0); // another one: it is there already
}

void tst_CtlTransfers::aPutAndAGetEndOnce()
{
    QFile large(m_line->path(u"large"_s));
    QVERIFY(large.open(QIODevice::WriteOnly));
    QVERIFY(large.resize(512 * 1024 * 1024)); // holes
    large.close();
    const QString there = m_line->space().makeDirectory(u"there"_s);
    QCOMPARE(ctl(u"store add disk --directory there"_s).status, 0);
    const auto exists = [&](const QString &name) { return QFile::exists(m_line->path(name)); };
    const auto clear = [&] {
        for (const QString &name : namesIn(there))
            (void)QFile::remove(there + u'/' + name);
    };
    killInTheMiddle(
        u"store put disk large"_s, clear, [&] { return exists(u"there/large.part"_s); }, [&] { return exists(u"there/large"_s); });
    QCOMPARE(ctl(u"store put disk large"_s).status, 0);
    QCOMPARE(operation(u"put"_s)["status"_L1].toString(), u"completed"_s);
    QCOMPARE(operation(u"put"_s)["attempts"_L1].toInt(), 2);
    QCOMPARE(namesIn(there), (QStringList{u"large"_s, u"large.sha256"_s}));

    killInTheMiddle(
        u"store get disk large back"_s, [&] { (void)QFile::remove(m_line->path(u"back"_s)); },
        [&] { return exists(u"back.part"_s); }, [&] { return exists(u"back"_s); });
    QCOMPARE(ctl(u"store get disk large back"_s).status, 0);
    QCOMPARE(operation(u"get"_s)["status"_L1].toString(), u"completed"_s);
    QCOMPARE(operation(u"get"_s)["attempts"_L1].toInt(), 2);
    QCOMPARE(QFileInfo(m_line->path(u"back"_s)).size(), large.size());
    QVERIFY(!exists(u"back.part"_s));
}

QTEST_GUILESS_MAIN(tst_CtlTransfers)
#include "tst_ctltransfers.moc"
