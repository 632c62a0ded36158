// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/wording.h"

#include "ui/text/errortext.h"
#include "ui/text/operationwording.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace std::chrono_literals;

class tst_Wording final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void progress();
    void everyReasonIsASentence();
    void positionsAreNamed();
    void losses_data();
    void losses();
    void verification();
    void assertions();
    void found();
    void operations();
    void partsOfARestore();
};

void tst_Wording::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void tst_Wording::progress()
{
    ProgressState state{.stage = Stage::Restoring, .permille = 634, .bytesPerSecond = 612e6, .remaining = 3'400ms};
    QCOMPARE(text::progress(state), u"Restoring 63 % \u00b7 612 MB/s \u00b7 4 s left"_s);
    state.remaining = 0ms;
    QCOMPARE(text::progress(state), u"Restoring 63 % \u00b7 612 MB/s \u00b7 1 s left"_s);
    state.remaining.reset();
    QCOMPARE(text::progress(state), u"Restoring 63 % \u00b7 612 MB/s"_s);
    state.bytesPerSecond = 0;
    QCOMPARE(text::progress(state), u"Restoring 63 %"_s);
    for (int stage = int(Stage::Waiting); stage <= int(Stage::Done); ++stage)
        QVERIFY(!text::stage(Stage(stage)).isEmpty());
}

void tst_Wording::everyReasonIsASentence()
{
    RestorePlan plan;
    for (int reason = int(PlanReason::TargetMissing); reason <= int(PlanReason::Forced); ++reason) {
        const QString sentence = text::reason(plan, PlanReason(reason));
        QVERIFY2(sentence.endsWith(u'.') && !sentence.contains(u'%'), qPrintable(sentence));
    }
}

void tst_Wording::losses_data()
{
    QTest::addColumn<QString>("lineage");
    QTest::addColumn<int>("index");
    QTest::addColumn<bool>("isThere");
    QTest::addColumn<bool>("isSkipped");
    QTest::addColumn<QString>("expected");
    QTest::newRow("behind") << u"one"_s << 99 << true << false << u"nothing"_s;
    QTest::newRow("equal") << u"one"_s << 100 << true << false << u"nothing"_s;
    QTest::newRow("one ahead") << u"one"_s << 101 << true << false << u"1 entry"_s;
    QTest::newRow("many ahead") << u"one"_s << 1'334 << true << false << u"1,234 entries"_s;
    QTest::newRow("ahead and skipped") << u"one"_s << 1'334 << true << true << u"nothing"_s;
    QTest::newRow("of another history") << u"two"_s << 5 << true << false << u"its own state"_s;
    QTest::newRow("without a position") << QString() << 0 << true << false << u"its own state"_s;
    QTest::newRow("not there") << QString() << 0 << false << false << u"nothing"_s;
}

void tst_Wording::losses()
{
    QFETCH(const QString, lineage);
    QFETCH(const int, index);
    QFETCH(const bool, isThere);
    QFETCH(const bool, isSkipped);
    RestorePlan plan;
    plan.archive.manifest.position = Position{{u"one"_s}, 100};
    if (!lineage.isEmpty())
        plan.local = Position{{lineage}, Index(index)};
    plan.targetExists = isThere;
    plan.action = isSkipped ? RestoreAction::Skip : RestoreAction::Full;
    QTEST(text::loss(plan), "expected");
}

void tst_Wording::positionsAreNamed()
{
    RestorePlan plan;
    plan.local = Position{{u"a"_s}, 200};
    plan.archive.manifest.position = Position{{u"a"_s}, 100};
    QCOMPARE(text::reason(plan, PlanReason::LocalCovers),
             u"The target holds index 200 of the same history; the snapshot has 100."_s);
    QCOMPARE(text::identity(plan.archive.manifest), u"index 100"_s);
    plan.archive.manifest.position.reset();
    plan.archive.manifest.contentDigest = "12ab34cd56";
    QCOMPARE(text::identity(plan.archive.manifest), u"content 12ab34cd"_s);
}

void tst_Wording::verification()
{
    const QDateTime now(QDate(2026, 11, 21), QTime(2, 3, 4), QTimeZone::UTC);
    QCOMPARE(text::verification(std::nullopt, now), u"not verified"_s);
    Verification verification{.depth = Depth::Read, .at = now.addSecs(-120), .damage = {}};
    QCOMPARE(text::verification(verification, now), u"read, 2 min ago"_s);
    verification = {.depth = Depth::Sealed, .at = now.addDays(-3), .damage = Error{ErrorCode::DigestMismatch, {}, {}}};
    QCOMPARE(text::verification(verification, now), u"damaged (sealed, 3 days ago)"_s);
}

void tst_Wording::assertions()
{
    const auto worded = [](AssertionKind kind, const QString &subject, const QString &expected) {
        return text::assertion(
            {.kind = kind, .subject = subject, .expected = expected, .found = {}, .holds = false, .error = {}});
    };
    QCOMPARE(worded(AssertionKind::Rows, u"orders"_s, u"120000"_s), u"rows in orders \u2265 120,000"_s);
    QCOMPARE(worded(AssertionKind::Rto, {}, u"10s"_s), u"RTO \u2264 10 s"_s);
    QCOMPARE(worded(AssertionKind::Rpo, {}, u"15min"_s), u"RPO \u2264 15 min"_s);
    QCOMPARE(worded(AssertionKind::Rpo, {}, u"2h"_s), u"RPO \u2264 2 h"_s);
    QCOMPARE(worded(AssertionKind::Rpo, {}, u"90min"_s), u"RPO \u2264 1 h 30 min"_s);
    QCOMPARE(worded(AssertionKind::Rto, {}, u"90s"_s), u"RTO \u2264 1 min 30 s"_s);
    QCOMPARE(worded(AssertionKind::Rto, {}, u"250ms"_s), u"RTO \u2264 0.25 s"_s);
    QCOMPARE(worded(AssertionKind::Sql, u"sum"_s, u"7"_s), u"sum = 7"_s);
    QCOMPARE(worded(AssertionKind::Integrity, {}, u"ok"_s), u"integrity check"_s);
}

void tst_Wording::found()
{
    const auto found = [](AssertionKind kind, const QString &text, const std::optional<Error> &error) {
        return text::found({.kind = kind, .subject = u"orders"_s, .expected = {}, .found = text, .holds = false, .error = error});
    };
    QCOMPARE(found(AssertionKind::Rows, u"120000"_s, {}), u"120,000"_s);
    QCOMPARE(found(AssertionKind::Sql, u"120000"_s, {}), u"120000"_s);
    QCOMPARE(found(AssertionKind::Rto, u"1500ms"_s, {}), u"1.50 s"_s);
    QCOMPARE(found(AssertionKind::Rpo, u"dated 6min ahead of this clock"_s, {}), u"dated 6min ahead of this clock"_s);
    QCOMPARE(found(AssertionKind::Rows, {}, {}), QString());
    const Error noTable{ErrorCode::QueryFailed, u"orders"_s, u"no such table: orders"_s};
    QCOMPARE(found(AssertionKind::Rows, {}, noTable), u"no such table: orders"_s);
    const Error corrupt{ErrorCode::DatabaseCorrupt, u"orders"_s, u"malformed"_s};
    QCOMPARE(found(AssertionKind::Rows, {}, corrupt), text::sentence(corrupt));
}

/// The words of DESIGN, and figures for how far.
void tst_Wording::operations()
{
    QCOMPARE(text::operationStatus(OperationStatus::Pending), u"pending"_s);
    QCOMPARE(text::operationStatus(OperationStatus::InFlight), u"in flight"_s);
    QCOMPARE(text::operationStatus(OperationStatus::Completed), u"completed"_s);
    QCOMPARE(text::operationStatus(OperationStatus::Dead), u"dead"_s);
    Operation operation;
    operation.status = OperationStatus::InFlight;
    QCOMPARE(text::operationProgress(operation, 634, 612e6), u"63 %, 612 MB/s"_s);
    QCOMPARE(text::operationProgress(operation, 0, 0), u"0 %"_s);
    operation.status = OperationStatus::Completed;
    QCOMPARE(text::operationProgress(operation, 0, 0), QString());
    operation.result = {{u"decodedBytes"_s, u"1200000000"_s}};
    QCOMPARE(text::operationProgress(operation, 0, 0), u"1.20 GB"_s);
}

void tst_Wording::partsOfARestore()
{
    NodeRestore node;
    node.phase = NodeRestore::Phase::Skipped;
    QCOMPARE(text::restorePhase(node), u"not begun"_s);
    node.phase = NodeRestore::Phase::Done;
    QCOMPARE(text::restorePhase(node), u"restored"_s);
    node.outcome = {{u"action"_s, u"skip"_s}};
    QCOMPARE(text::restorePhase(node), u"held it already"_s);
    node.error = Error{};
    QCOMPARE(text::restorePhase(node), u"restored, undo failed"_s);
    node.error = Error{ErrorCode::Canceled, u"n1"_s, {}};
    QCOMPARE(text::restorePhase(node), u"restored, undo cancelled"_s);
    node.phase = NodeRestore::Phase::Failed;
    QCOMPARE(text::restorePhase(node), u"cancelled"_s);
    node.error = Error{ErrorCode::DiskFull, u"n1"_s, {}};
    QCOMPARE(text::restorePhase(node), u"failed"_s);
}

QTEST_GUILESS_MAIN(tst_Wording)
#include "tst_wording.moc"
