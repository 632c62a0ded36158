// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/againline.h"

#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// No node is restored over what an earlier command did there unless somebody says so: were it, an undo could not bring back any more what was
/// there before.
class tst_CtlRestoreEarlier final : public AgainLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { AgainLine::initTestCase(); }
    void init() { AgainLine::init(); }
    void cleanup() { AgainLine::cleanup(); }
    void aLostNodeIsAskedFirst_data();
    void aLostNodeIsAskedFirst();

private:
    QString listed() const { return ctl(u"operations list"_s).out; }
};

void tst_CtlRestoreEarlier::aLostNodeIsAskedFirst_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("done");
    QTest::newRow("restore") << u"restore.run"_s << u"restored: n1"_s;
    QTest::newRow("undo") << u"restore.undo"_s << u"taken back: n1"_s;
}

/// It came to its end by itself, after the command had.
void tst_CtlRestoreEarlier::aLostNodeIsAskedFirst()
{
    QFETCH(const QString, method);
    QFETCH(const QString, done);
    const QString line = method == u"restore.undo"_s ? u"restore undo --cluster orders --parallel 1 --confirm orders"_s : m_run;
    m_one->hold(method);
    m_one->cannotNote(Error{ErrorCode::DiskFull, u"/srv/n1/operations.db"_s, {}});
    const Outcome lost = ctl(line + u" --wait 1"_s);
    QVERIFY2(lost.status == 3 && lost.err.contains(u"What became of it on n1 is not known: the same command asks there first."_s),
             qPrintable(lost.err));
    QVERIFY2(listed().contains(u"the same command"_s), qPrintable(listed()));
    m_one->cannotNote({});
    m_one->endHeld();
    const Outcome again = ctl(line);
    QVERIFY2(again.status == 0 && again.err.contains(done), qPrintable(again.err));
    QCOMPARE(m_one->called().count(method), 1);
    QCOMPARE(m_two->called().count(method), 1);
    QVERIFY2(!listed().contains(u"the same command"_s), qPrintable(listed()));
}

QTEST_GUILESS_MAIN(tst_CtlRestoreEarlier)
#include "tst_ctlrestoreearlier.moc"
