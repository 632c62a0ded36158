// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drillbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// A drill that is an operation: begun again after a kill, held once.
class tst_DrillAgain final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatWasHeldIsNotHeldAgain();
    void whatAKillLeftIsRemoved();
    void aReportOfAnotherIsNone();

private:
    Result<DrillReport> run();
    QString kept(const QString &name = {}) const
    {
        return u"history/20261121T020322123Z-9f3a01c4"_s + name;
    }

    std::unique_ptr<DrillBench> m_bench;
    DrillRequest m_request;
};

void tst_DrillAgain::init()
{
    m_bench = std::make_unique<DrillBench>();
    m_request = m_bench->request(m_bench->plan(m_bench->take().path));
    m_request.id = {u"20261121T020322123Z-9f3a01c4"_s};
}

Result<DrillReport> tst_DrillAgain::run()
{
    return runDrill(m_bench->control, m_request, m_bench->fileSystem, m_bench->clock);
}

void tst_DrillAgain::whatWasHeldIsNotHeldAgain()
{
    const DrillReport first = ok(run());
    QCOMPARE(first.id.value, m_request.id.value);
    m_bench->clock.advance(std::chrono::seconds(5));
    ok(m_bench->fileSystem.remove(first.archivePath)); // nothing to hold it with
    QCOMPARE(fieldsOf(ok(run())), fieldsOf(first));
    QCOMPARE(m_bench->history().size(), 1);
}

void tst_DrillAgain::whatAKillLeftIsRemoved()
{
    m_bench->space.makeDirectory(kept());
    m_bench->space.write(kept(u"/report.html"_s), "half");
    m_bench->space.write(kept(u"/.report.xml.part"_s), "half");
    m_bench->space.makeDirectory(u"node"_s);
    m_bench->space.write(u"node/.state.db.restoring"_s, "half");
    QVERIFY(m_bench->history().isEmpty());
    QVERIFY(ok(run()).verdict == Verdict::Passed);
    QCOMPARE(m_bench->space.names(kept()),
             QStringList({u"report.html"_s, u"report.json"_s, u"report.xml"_s}));
    QVERIFY(!m_bench->space.exists(u"node/.state.db.restoring"_s));
}

void tst_DrillAgain::aReportOfAnotherIsNone()
{
    const DrillReport first = ok(run());
    m_request.id = {u"20261121T020322123Z-00000000"_s};
    const QString other = u"history/"_s + m_request.id.value;
    m_bench->space.makeDirectory(other);
    m_bench->space.write(other + u"/report.json"_s, m_bench->space.read(kept(u"/report.json"_s)));
    EXPECT_ERROR(readDrill(m_bench->fileSystem, m_bench->space.path(u"history"_s), m_request.id),
                 ErrorCode::NoteInvalid);
    QCOMPARE(ok(run()).id.value, m_request.id.value);
    QCOMPARE(m_bench->history().size(), 2);
}

QTEST_GUILESS_MAIN(tst_DrillAgain)
#include "tst_drillagain.moc"
