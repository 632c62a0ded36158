// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leaseobject.h"
#include "tests/ui/clicks.h"
#include "tests/ui/clusterworkspace.h"
#include "ui/console/dialogs/stepdowndialog.h"
#include "ui/console/pages/leasespage.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/timeline/timelineview.h"
#include "ui/console/widgets/alarmlist.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/emptyface.h"
#include "ui/console/widgets/practicebar.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/subject.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_LeasesPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void withoutLeasesItSaysHowToGetThem();
    void tellsWhoHoldsItAndUntilWhen();
    void theCountdownHasNothingToDoWithThisClock();
    void theCourseBeginsWithTheLastHour();
    void endsAreTold_data();
    void endsAreTold();
    void whatIsOldIsNotTakenForTrue();
    void alarmsAreWorded_data();
    void alarmsAreWorded();
    void eventsKeepTheirRoom_data();
    void eventsKeepTheirRoom();
    void severalAreATable();
    void whatHappenedIsListed();
    void numbersAreWhole();
    void theHoldersClockIsTold_data();
    void theHoldersClockIsTold();
    void stepsDownAfterAsking();
    void viewersMayNotAsk();

private:
    Lease lease(const QString &name = u"snapshot-leader"_s, const QString &holder = u"n2"_s) const;
    void tell(const QList<Lease> &leases, const QList<LeaseAlarm> &alarms = {}, std::chrono::milliseconds uncertainty = 20ms);
    void open();
    bool sees(const QString &text) const { return shows(m_page.get(), text); }

    std::unique_ptr<ClusterWorkspace> m_space;
    std::unique_ptr<Subject> m_subject;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<LeasesPage> m_page;
    QDateTime m_bucket; ///< its time, which is far from this machine's
};

void tst_LeasesPage::init()
{
    m_bucket = QDateTime(QDate(2031, 5, 6), QTime(7, 8, 9), QTimeZone::UTC);
    m_space = std::make_unique<ClusterWorkspace>(QStringList{u"n1"_s, u"n2"_s});
    m_subject = std::make_unique<Subject>(m_space->console());
    m_actions = std::make_unique<Actions>();
    m_page = std::make_unique<LeasesPage>(m_space->console(), *m_subject, *m_actions);
    m_page->resize(1000, 640);
}

void tst_LeasesPage::cleanup()
{
    m_page.reset();
    m_actions.reset();
    m_subject.reset();
    m_space.reset();
}

Lease tst_LeasesPage::lease(const QString &name, const QString &holder) const
{
    return {.name = name,
            .holder = holder,
            .token = 431,
            .ttl = 30s,
            .acquired = m_bucket.addSecs(-600),
            .renewed = m_bucket.addSecs(-4),
            .renewals = 60,
            .revision = 500};
}

void tst_LeasesPage::tell(const QList<Lease> &leases, const QList<LeaseAlarm> &alarms, std::chrono::milliseconds uncertainty)
{
    LeaseSight sight;
    sight.leases = leases;
    sight.alarms = alarms;
    sight.now = m_bucket;
    sight.uncertainty = uncertainty;
    sight.reachedAt = m_bucket;
    for (const QString &name : {u"n1"_s, u"n2"_s})
        m_space->node(name).leases = leaseSightObject(sight);
}

void tst_LeasesPage::open()
{
    QVERIFY(m_space->settle());
    m_subject->setPlace(Place::ofCluster(u"orders"_s));
    m_page->show();
    m_space->network().pass(2s);
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void tst_LeasesPage::withoutLeasesItSaysHowToGetThem()
{
    open();
    QVERIFY(m_page->face()->isVisible());
    QVERIFY(sees(u"share no leases"_s));
    QVERIFY(sees(u"lifeboatd --init DIR --share SHARED"_s));
    QSignalSpy wanted(m_actions->startPractice, &QAction::triggered);
    click(buttonOf(m_page.get(), u"Start a practice cluster"_s));
    QCOMPARE(wanted.size(), 1);
    QVERIFY(!m_page->findChild<PracticeBar *>()->isVisible());
    QVERIFY(!m_actions->stepDown->isEnabled());
}

void tst_LeasesPage::tellsWhoHoldsItAndUntilWhen()
{
    tell({lease()});
    open();
    QVERIFY(sees(u"n2"_s));
    QVERIFY(sees(u"26 s"_s)); // 30 - 4
    QVERIFY(!sees(u"±"_s));
    QVERIFY(sees(u"431"_s));
    QVERIFY(sees(u"renewals, the last 4 s ago"_s));
    tell({lease()}, {}, 400ms);
    m_space->network().pass(2s);
    QVERIFY(sees(u"± 0.40 s"_s));
}

void tst_LeasesPage::theCountdownHasNothingToDoWithThisClock()
{
    tell({lease()});
    open();
    m_space->network().clock().setWall(48h);
    QVERIFY(QTest::qWaitFor([this] { return sees(u"26 s"_s); }, 60'000));
    m_space->node(u"n1"_s).held.insert(u"lease.status"_s);
    m_space->node(u"n2"_s).held.insert(u"lease.status"_s);
    m_space->network().clock().advance(3s); // nobody tells anything meanwhile
    QVERIFY(QTest::qWaitFor([this] { return sees(u"23 s"_s) || sees(u"22 s"_s); }, 60'000));
}

void tst_LeasesPage::theCourseBeginsWithTheLastHour()
{
    Lease old = lease();
    old.acquired = m_bucket.addSecs(-7200);
    tell({old});
    open();
    const auto minutes = [this] { return m_page->chart()->scale().span() / 60'000; };
    QVERIFY2(minutes() >= 60 && minutes() < 70, qPrintable(QString::number(minutes())));
    m_page->chart()->setFocus();
    QTest::keyClick(m_page->chart(), Qt::Key_Home);
    QVERIFY2(minutes() >= 120, qPrintable(QString::number(minutes())));
}

void tst_LeasesPage::endsAreTold_data()
{
    QTest::addColumn<bool>("released");
    QTest::addColumn<int>("renewed"); // seconds before now
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("note");
    QTest::addRow("ran out") << false << 37 << u"ran out"_s << u"7 s ago"_s;
    QTest::addRow("given back") << true << 3 << u"given back"_s << u"nobody holds it"_s;
}

void tst_LeasesPage::endsAreTold()
{
    QFETCH(bool, released);
    QFETCH(int, renewed);
    QFETCH(QString, state);
    QFETCH(QString, note);
    Lease over = lease();
    over.isReleased = released;
    over.renewed = m_bucket.addSecs(-renewed);
    tell({over});
    open();
    QVERIFY(sees(state));
    QVERIFY(sees(note));
    QVERIFY(!m_actions->stepDown->isEnabled());
}

void tst_LeasesPage::whatIsOldIsNotTakenForTrue()
{
    tell({lease()}, {{LeaseAlarm::Kind::Flapping, u"snapshot-leader"_s, u"n2"_s}});
    open();
    for (const QString &name : {u"n1"_s, u"n2"_s}) {
        m_space->node(name).down = Error{ErrorCode::Unreachable, name, {}};
        m_space->node(name).cut();
    }
    m_space->network().pass(60s);
    QVERIFY(QTest::qWaitFor([this] { return sees(u"unknown"_s); }, 60'000));
    QVERIFY(sees(u"told 1 min"_s));
    QVERIFY(!m_actions->stepDown->isEnabled());
}

void tst_LeasesPage::alarmsAreWorded_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<int>("shape");
    const auto row = [](const char *name, LeaseAlarm::Kind kind, const QString &sentence, ui::Health shape) {
        QTest::addRow("%s", name) << int(kind) << sentence << int(shape);
    };
    row("flapping", LeaseAlarm::Kind::Flapping, u"again and again"_s, ui::Health::Warning);
    row("two holders", LeaseAlarm::Kind::TwoHolders, u"two holders"_s, ui::Health::Bad);
    row("late", LeaseAlarm::Kind::LateHeartbeat, u"heartbeat of n2 is late"_s, ui::Health::Warning);
    row("nobody", LeaseAlarm::Kind::NobodyHolds, u"Nobody holds snapshot-leader"_s, ui::Health::Bad);
    row("foreign", LeaseAlarm::Kind::Foreign, u"not ours"_s, ui::Health::Warning);
    row("ttls", LeaseAlarm::Kind::TtlsDiffer, u"n2 holds it for 10 min 00 s at a time, n3 would for 30 s"_s, ui::Health::Warning);
}

void tst_LeasesPage::alarmsAreWorded()
{
    QFETCH(int, kind);
    QFETCH(QString, sentence);
    QFETCH(int, shape);
    tell({lease()}, {{LeaseAlarm::Kind(kind), u"snapshot-leader"_s, u"n2"_s, u"n3"_s, 10min, 30s}});
    open();
    QCOMPARE(m_page->alarms()->alarms().size(), 1);
    QCOMPARE(int(m_page->alarms()->alarms().first().shape), shape);
    QVERIFY2(sees(sentence), qPrintable(m_page->alarms()->alarms().first().sentence));
}

void tst_LeasesPage::eventsKeepTheirRoom_data()
{
    QTest::addColumn<int>("height"); // of the page
    QTest::addColumn<bool>("alarm");
    QTest::newRow("usual") << 600 << false;
    QTest::newRow("an alarm") << 600 << true;
    QTest::newRow("low") << 500 << false;
}

/// At least three rows of what happened are in sight; the chart gives up what it can spare for them.
void tst_LeasesPage::eventsKeepTheirRoom()
{
    QFETCH(const int, height);
    QFETCH(const bool, alarm);
    m_page->resize(1014, height);
    tell({lease()}, alarm ? QList<LeaseAlarm>{{LeaseAlarm::Kind::Flapping, u"snapshot-leader"_s, u"n2"_s}} : QList<LeaseAlarm>());
    open();
    QTRY_VERIFY2(m_page->events()->viewport()->height() >= 3 * metrics::kRowHeight,
                 qPrintable(QString::number(m_page->events()->viewport()->height())));
    QVERIFY(m_page->chart()->showsLane(0));
}

void tst_LeasesPage::severalAreATable()
{
    tell({lease(u"compactor"_s, u"n1"_s), lease()});
    open();
    QVERIFY(m_page->leases()->isVisible());
    QCOMPARE(m_page->leases()->model()->rowCount(), 2);
    QCOMPARE(cell(m_page->leases(), 0, LeaseModel::Holder), u"n1"_s);
    clickCell(m_page->leases(), 1, LeaseModel::Name);
    QVERIFY(sees(u"snapshot-leader"_s));
    tell({lease()});
    m_space->network().pass(2s);
    QVERIFY(!m_page->leases()->isVisible()); // one is told by the figures
}

void tst_LeasesPage::whatHappenedIsListed()
{
    tell({lease()});
    const auto event = [this](quint64 revision, LeaseEvent::Kind kind, const QString &holder, int ago) {
        return leaseEventObject({.revision = revision,
                                 .time = m_bucket.addSecs(-ago),
                                 .kind = kind,
                                 .name = u"snapshot-leader"_s,
                                 .holder = holder,
                                 .token = revision,
                                 .expires = m_bucket.addSecs(30 - ago),
                                 .other = kind == LeaseEvent::Kind::TakenOver ? u"n1"_s : QString()});
    };
    m_space->node(u"n1"_s).leaseEvents = {event(7, LeaseEvent::Kind::Acquired, u"n1"_s, 900),
                                          event(431, LeaseEvent::Kind::TakenOver, u"n2"_s, 600),
                                          event(440, LeaseEvent::Kind::PublishRefused, u"n1"_s, 590)};
    m_space->node(u"n2"_s).leaseEvents = m_space->node(u"n1"_s).leaseEvents;
    open();
    const QTableView *const events = m_page->events();
    QCOMPARE(events->model()->rowCount(), 3);
    QCOMPARE(cell(events, 0, LeaseEventModel::Event), u"publish refused"_s);
    QCOMPARE(cell(events, 1, LeaseEventModel::Detail), u"the lease of n1 had run out"_s);
}

/// A token that is cut is another token.
void tst_LeasesPage::numbersAreWhole()
{
    Lease old = lease();
    old.token = old.renewals = 18'446'744'073'709'551'615ULL;
    tell({lease(u"compactor"_s), old});
    for (const QString &name : {u"n1"_s, u"n2"_s})
        m_space->node(name).leaseEvents = {leaseEventObject({.revision = 7,
                                                             .time = m_bucket,
                                                             .kind = LeaseEvent::Kind::Acquired,
                                                             .name = u"compactor"_s,
                                                             .holder = name,
                                                             .token = old.token,
                                                             .expires = m_bucket.addSecs(30),
                                                             .other = {}})};
    open();
    for (const auto &[table, row, column] :
         {std::tuple<const QTableView *, int, int>(m_page->leases(), 1, LeaseModel::Token),
          {m_page->leases(), 1, LeaseModel::Renewals},
          {m_page->events(), 0, LeaseEventModel::Token}}) {
        const QModelIndex index = table->model()->index(row, column);
        QCOMPARE(index.data().toString(), u"18,446,744,073,709,551,615"_s);
        QVERIFY(index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        const int needed = table->fontMetrics().horizontalAdvance(index.data().toString()) + 2 * metrics::kGap;
        QVERIFY2(table->columnWidth(column) >= needed, qPrintable(QString::number(table->columnWidth(column))));
    }
}

void tst_LeasesPage::theHoldersClockIsTold_data()
{
    QTest::addColumn<int>("ahead"); // the holder's clock of the other's, ms
    QTest::addColumn<bool>("isThere"); // the holder
    QTest::addColumn<QString>("figure");
    QTest::addColumn<QString>("note");
    const QString holders = u"the holder’s clock against the bucket’s"_s;
    QTest::addRow("ahead") << 12'000 << true << u"13.0 s ahead"_s << holders;
    QTest::addRow("behind") << -725'000 << true << u"12 min 04 s behind"_s << holders;
    QTest::addRow("agrees") << -1'000 << true << u"agrees"_s << holders;
    QTest::addRow("away") << 12'000 << false << u"1.00 s ahead"_s << u"n1’s against the bucket’s; n2’s is unknown"_s;
}

/// Also where another node tells.
void tst_LeasesPage::theHoldersClockIsTold()
{
    QFETCH(int, ahead);
    QFETCH(bool, isThere);
    QFETCH(QString, figure);
    QFETCH(QString, note);
    tell({lease()});
    QJsonObject sight = m_space->node(u"n1"_s).leases;
    sight[u"aheadMs"_s] = 1'000; // the teller's
    m_space->node(u"n1"_s).leases = sight;
    m_space->node(u"n2"_s).leases = {}; // so that the other one tells
    m_space->node(u"n2"_s).ahead = std::chrono::milliseconds(ahead);
    if (!isThere)
        m_space->node(u"n2"_s).down = Error{ErrorCode::Unreachable, u"n2"_s, {}};
    open();
    QVERIFY(QTest::qWaitFor([&] { return sees(figure) && sees(note); }, 60'000));
}

void tst_LeasesPage::stepsDownAfterAsking()
{
    tell({lease()});
    QString asked;
    const auto answers = [&asked](const QString &method, const QJsonObject &parameters) -> Result<QJsonValue> {
        asked = method + u' ' + parameters["lease"_L1].toString();
        return QJsonObject();
    };
    m_space->node(u"n1"_s).handler = answers;
    m_space->node(u"n2"_s).handler = answers;
    open();
    QVERIFY(m_actions->stepDown->isEnabled());
    click(buttonOf(m_page.get(), u"Step down"_s));
    auto *dialog = m_page->window()->findChild<StepDownDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<CommandLine *>()->command(), u"lifeboatctl lease step-down snapshot-leader --cluster orders"_s);
    QVERIFY(asked.isEmpty());
    click(primaryOf(dialog));
    QCOMPARE(asked, u"lease.stepDown snapshot-leader"_s);
}

void tst_LeasesPage::viewersMayNotAsk()
{
    m_space->node(u"n1"_s).role = m_space->node(u"n2"_s).role = u"viewer"_s;
    tell({lease()});
    open();
    QVERIFY(sees(u"26 s"_s));
    QVERIFY(!m_actions->stepDown->isEnabled());
}

QTEST_MAIN(tst_LeasesPage)
#include "tst_leasespage.moc"
