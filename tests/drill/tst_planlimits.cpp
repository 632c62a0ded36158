// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/drill/drillplan.h"
#include "tests/support/expect.h"

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// Plans that nobody means to write.
class tst_PlanLimits final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
};

void tst_PlanLimits::refuses_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("detail"); // a part of it
    const auto row = [](const char *name, const QByteArray &toml, const QString &detail) {
        QTest::newRow(name) << toml << detail;
    };
    // Each of them would send the parser, or its tree's destructor, through the stack's end.
    const auto repeated = [](const QByteArray &what, qsizetype bytes) { return what.repeated(bytes / what.size()); };
    constexpr qsizetype kMuch = 256 * 1024 - 64;
    row("dotted key", repeated("a.", kMuch) + "a = 1", u"line 1: too many dots"_s);
    row("quoted dotted key", "\n" + repeated("'#'.", kMuch) + "a = 1", u"line 2: too many dots"_s);
    row("dotted table", "x = \"\"\"\n'\n\"\"\"\n[" + repeated("a.", kMuch) + "a]", u"line 4: too many dots"_s);
    row("dotted inline table", "a = {" + repeated("a.", kMuch) + "a = 1}", u"line 1: too many dots"_s);
    row("inline tables", repeated("a={", kMuch), u"line 1"_s);
    row("inline tables of many dots", repeated("a={" + repeated("a.", 100), kMuch), u"line 1: too many dots"_s);
    row("arrays of tables of dots", "a=" + repeated("[{" + repeated("a.", 126) + "a=\n", kMuch), u"line "_s);
    row("dots in texts", "x = '" + QByteArray(1000, '.') + "' # " + QByteArray(1000, '.'), u"unknown key x"_s);
}

void tst_PlanLimits::refuses()
{
    QFETCH(const QByteArray, toml);
    QFETCH(const QString, detail);
    const auto plan = planFromToml(toml, u"/"_s);
    EXPECT_ERROR(plan, ErrorCode::PlanInvalid);
    QVERIFY2(plan.error().detail.contains(detail), qPrintable(plan.error().detail));
}

QTEST_GUILESS_MAIN(tst_PlanLimits)
#include "tst_planlimits.moc"
