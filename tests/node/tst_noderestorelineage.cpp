// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodebench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// Which history a node's restore begins, joins or refuses, and what it says of it.
class tst_NodeRestoreLineage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void forgetsItsTroubleWithIt();
    void tellsItsLog();
    void lineageThatIsNone_data();
    void lineageThatIsNone();
    void lineageOfAnotherHistory();
    void retriedItTakesNoNameOfAnotherHistory();

private:
    Operation restore(const QString &snapshot, bool force, const QJsonObject &more = {});

    std::unique_ptr<NodeBench> m_bench;
};

void tst_NodeRestoreLineage::init()
{
    m_bench = std::make_unique<NodeBench>();
    m_bench->open();
}

void tst_NodeRestoreLineage::cleanup()
{
    m_bench.reset();
}

Operation tst_NodeRestoreLineage::restore(const QString &snapshot, bool force, const QJsonObject &more)
{
    QJsonObject parameters{
        {u"snapshot"_s, snapshot}, {u"confirm"_s, u"state.db"_s}, {u"force"_s, force}};
    for (auto each = more.begin(); each != more.end(); ++each)
        parameters.insert(each.key(), *each);
    return m_bench->run(u"restore.run"_s, parameters);
}

/// Under one name the same index would hold something else.
/// Nobody reads what was wrong before, once it is said that a node is restored.
void tst_NodeRestoreLineage::forgetsItsTroubleWithIt()
{
    NodeBench sharing;
    sharing.config.log = m_bench->config.log;
    sharing.config.store = m_bench->config.store;
    sharing.open();
    m_bench->put(1, 5);
    const QString snapshot = m_bench->take();
    const auto state = [&] { return sharing.node->status().states.first(); };
    for (int i = 0; i < 3; ++i) {
        m_bench->put(6, 9);
        QVERIFY(QTest::qWaitFor([&] { return m_bench->lineage() == sharing.lineage() && m_bench->index() == sharing.index(); }, 60'000));
        const QJsonObject together{{u"lineage"_s, u"agreed-%1"_s.arg(i)}, {u"begin"_s, true}};
        QVERIFY(restore(snapshot, true, together).status == OperationStatus::Completed);
        QVERIFY(QTest::qWaitFor([&] { return state().trouble.has_value(); }, 60'000));
        QJsonObject asked = together;
        asked[u"snapshot"_s] = snapshot;
        asked[u"confirm"_s] = u"state.db"_s;
        asked[u"force"_s] = true;
        const Operation joined = sharing.run(u"restore.run"_s, asked);
        const auto trouble = state().trouble;
        QVERIFY2(!trouble, qPrintable(trouble ? toString(*trouble) : QString()));
        QVERIFY(joined.status == OperationStatus::Completed && !joined.result.contains("trouble"_L1));
    }
}

/// Who shares a log is told by it.
void tst_NodeRestoreLineage::tellsItsLog()
{
    const auto logOf = [](NodeBench &bench, const QString &snapshot) {
        const QString planned = ok(bench.call(u"restore.plan"_s, {{u"snapshot"_s, snapshot}}))["log"_L1].toString();
        const Operation done = bench.run(u"restore.run"_s, {{u"snapshot"_s, snapshot}, {u"confirm"_s, u"state.db"_s}, {u"force"_s, true}});
        const Operation undone = bench.run(u"restore.undo"_s, {{u"confirm"_s, u"state.db"_s}});
        return QStringList{planned, done.result["log"_L1].toString(), undone.result["log"_L1].toString()};
    };
    m_bench->put(1, 5);
    const QString snapshot = m_bench->take();
    NodeBench sharing;
    sharing.config.log = m_bench->config.log;
    sharing.config.store = m_bench->config.store;
    sharing.open();
    NodeBench apart;
    apart.config.store = m_bench->config.store;
    apart.open();
    const QStringList told = logOf(*m_bench, snapshot);
    QVERIFY(!told.first().isEmpty());
    QCOMPARE(told, QStringList(3, told.first()));
    QCOMPARE(logOf(sharing, snapshot), told);
    QVERIFY(!logOf(apart, snapshot).contains(told.first()));
}

void tst_NodeRestoreLineage::lineageThatIsNone_data()
{
    QTest::addColumn<QString>("lineage");
    QTest::newRow("a blank") << u" "_s;
    QTest::newRow("a second header") << u"a\r\nLifeboat-First: 99"_s;
    QTest::newRow("a line's end") << u"agreed\n"_s;
    QTest::newRow("a zero") << u"a"_s + QChar(u'\0') + u'b';
    QTest::newRow("a path") << u"../../a"_s;
    QTest::newRow("no letters of ours") << u"\u00e4"_s;
    QTest::newRow("too long") << QString(65, u'x');
}

void tst_NodeRestoreLineage::lineageThatIsNone()
{
    QFETCH(const QString, lineage);
    m_bench->put(1, 1);
    const QString snapshot = m_bench->take();
    const auto refused = m_bench->call(
        u"restore.run"_s, {{u"snapshot"_s, snapshot}, {u"confirm"_s, u"state.db"_s}, {u"force"_s, true}, {u"lineage"_s, lineage}});
    EXPECT_ERROR(refused, ErrorCode::InvalidArgument);
    QCOMPARE(refused.error().subject, u"lineage"_s);
}

void tst_NodeRestoreLineage::lineageOfAnotherHistory()
{
    m_bench->put(1, 5);
    const QString first = m_bench->take();
    m_bench->put(6, 9);
    const QString second = m_bench->take();
    const QString before = m_bench->lineage();
    const auto refuses = [this](const QString &snapshot, const QString &lineage) {
        const auto stood = m_bench->node->status().states.first().position;
        const Operation refused = restore(snapshot, true, {{u"lineage"_s, lineage}, {u"begin"_s, true}});
        QVERIFY(refused.status == OperationStatus::Dead);
        QCOMPARE(codeOf(refused.lastError->code), u"InvalidArgument"_s);
        QCOMPARE(refused.lastError->subject, u"lineage"_s);
        QCOMPARE(m_bench->node->status().states.first().position, stood);
    };
    refuses(first, before); // the snapshot's and the log's own
    QVERIFY(restore(first, true, {{u"lineage"_s, u"agreed"_s}}).status == OperationStatus::Completed);
    m_bench->put(10, 11);
    refuses(second, u"agreed"_s); // the log's, which began at the first
    QVERIFY(restore(second, true, {{u"lineage"_s, u"later"_s}}).status == OperationStatus::Completed);
    refuses(second, u"agreed"_s); // the one it keeps
    m_bench->put(12, 12);
    // Another node has begun the same one already: it is no other.
    QVERIFY(restore(second, true, {{u"lineage"_s, u"later"_s}}).status == OperationStatus::Completed);
    QCOMPARE(m_bench->index(), 10u);
}

/// An operation keeps its parameters for as long as it lies there dead; the log forgets.
void tst_NodeRestoreLineage::retriedItTakesNoNameOfAnotherHistory()
{
    m_bench->put(1, 5);
    const QString snapshot = m_bench->take();
    const QString path = ok(m_bench->node->offer(snapshot)).path;
    const QByteArray whole = readFile(path);
    QByteArray damaged = whole;
    damaged[damaged.size() / 2] = char(~damaged[damaged.size() / 2]);
    m_bench->put(6, 9);
    const auto restoreAs = [&](const QString &lineage) {
        return restore(snapshot, true, {{u"lineage"_s, lineage}, {u"begin"_s, true}});
    };
    writeFile(path, damaged);
    const Operation dead = restoreAs(u"first"_s);
    QVERIFY(dead.status == OperationStatus::Dead);
    writeFile(path, whole);
    for (const QString &lineage : {u"first"_s, u"second"_s, u"third"_s}) {
        QVERIFY(restoreAs(lineage).status == OperationStatus::Completed);
        QCOMPARE(m_bench->lineage(), lineage);
        m_bench->put(10, 11);
    }
    ok(m_bench->call(u"operations.retry"_s, {{u"operation"_s, dead.id.value}}));
    QVERIFY(m_bench->ended(dead.id.value).status == OperationStatus::Completed);
    QVERIFY2(!(QStringList{u"first"_s, u"second"_s}).contains(m_bench->lineage()), qPrintable(m_bench->lineage()));
    m_bench->put(12, 12);
}

QTEST_GUILESS_MAIN(tst_NodeRestoreLineage)
#include "tst_noderestorelineage.moc"
