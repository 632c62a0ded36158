// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/clicks.h"
#include "tests/ui/clusterworkspace.h"
#include "ui/console/pages/clusteroverview.h"
#include "ui/console/widgets/alarmlist.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/console/widgets/practicebar.h"
#include "ui/console/widgets/recentlist.h"
#include "ui/console/window/actions.h"
#include "ui/console/window/subjectheader.h"

#include <QListView>
#include <QPushButton>
#include <QTranslator>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_OverviewRoom final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nothingLiesOverAnother_data();
    void nothingLiesOverAnother();
    void aNarrowPracticeBarShowsItsButtons();
    void theHeaderShowsTheWorst();

private:
    std::unique_ptr<ClusterWorkspace> m_space;
    std::unique_ptr<Subject> m_subject;
    std::unique_ptr<Actions> m_actions;
};

void tst_OverviewRoom::init()
{
    m_space = std::make_unique<ClusterWorkspace>(QStringList{u"n1"_s, u"n2"_s, u"n3"_s});
    for (const auto &[name, suffix] : {std::pair(u"n1"_s, u"a"_s), {u"n2"_s, u"b"_s}, {u"n3"_s, u"c"_s}})
        m_space->hold(name, {toldSnapshot(suffix, 1)});
    m_subject = std::make_unique<Subject>(m_space->console());
    m_actions = std::make_unique<Actions>();
}

void tst_OverviewRoom::cleanup()
{
    m_actions.reset();
    m_subject.reset();
    m_space.reset();
}

void tst_OverviewRoom::nothingLiesOverAnother_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addRow("window of 1280 by 800") << QSize(1014, 600);
    QTest::addRow("least window") << QSize(674, 400);
}

/// Where there is no room for all of it, the page scrolls.
void tst_OverviewRoom::nothingLiesOverAnother()
{
    QFETCH(QSize, size);
    m_space->node(u"n1"_s).status.dead = 1;
    m_space->node(u"n2"_s).token = u"another"_s;
    m_space->node(u"n3"_s).status.states.first().logLast = 1204;
    m_space->node(u"n3"_s).status.states.first().publishTrouble = Error{ErrorCode::PointerInvalid, u"latest.main"_s, {}};
    QVERIFY(m_space->settle());
    ClusterOverview page(m_space->console(), *m_subject, *m_actions);
    page.resize(size);
    m_subject->setPlace(Place::ofCluster(u"orders"_s));
    page.show();
    QTRY_VERIFY(page.alarms()->alarms().size() > 3);
    // Every one can be reached with what mends it.
    const auto reached = [&page](const NodeAlarm &alarm) { return shows(page.alarms(), alarm.sentence); };
    const QList<NodeAlarm> alarms = page.alarms()->alarms();
    QVERIFY(!std::ranges::all_of(alarms, reached));
    click(buttonOf(page.alarms(), u"Show "_s));
    QTRY_VERIFY(std::ranges::all_of(alarms, reached));
    click(buttonOf(page.alarms(), u"Show fewer"_s));
    QTRY_VERIFY(!std::ranges::all_of(alarms, reached));
    const auto isWhole = [](const QLabel *label) {
        return label->height() >= (label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height());
    };
    const auto *const recent = page.findChild<RecentList *>()->parentWidget();
    QTRY_VERIFY(recent->geometry().top() >= page.cards()->geometry().bottom()
                && std::ranges::all_of(page.findChildren<QLabel *>(), [&](const QLabel *label) {
                       return !label->isVisible() || label->text().isEmpty() || isWhole(label);
                   }));
    QCOMPARE(page.size(), size);
    QVERIFY(recent->parentWidget()->rect().contains(recent->geometry()));
}

void tst_OverviewRoom::aNarrowPracticeBarShowsItsButtons()
{
    QTranslator german;
    QVERIFY(german.load(u":/i18n/lifeboat_de.qm"_s));
    QCoreApplication::installTranslator(&german);
    {
        const Actions actions;
        PracticeBar bar(m_space->console().practice(), *m_subject, actions);
        bar.resize(674, bar.sizeHint().height());
        bar.show();
        const auto isSeen = [&bar](const QPushButton *button) {
            return button->width() >= button->sizeHint().width() && button->height() >= button->sizeHint().height()
                && bar.rect().contains(QRect(button->mapTo(&bar, QPoint()), button->size()));
        };
        QTRY_VERIFY(std::ranges::all_of(bar.findChildren<QPushButton *>(), isSeen));
        QCOMPARE(bar.width(), 674);
    }
    QCoreApplication::removeTranslator(&german);
}

void tst_OverviewRoom::theHeaderShowsTheWorst()
{
    m_space->node(u"n3"_s).down = Error{ErrorCode::Unreachable, u"n3"_s, {}};
    QVERIFY(m_space->settle());
    m_subject->setPlace(Place::ofCluster(u"orders"_s));
    SubjectHeader header(m_space->console(), *m_subject, *m_actions);
    header.show();
    QMap<QString, ui::Health> told;
    for (const HealthLabel *label : header.findChildren<HealthLabel *>()) {
        if (label->isVisible())
            told.insert(label->text(), label->health());
    }
    QCOMPARE(told, (QMap<QString, ui::Health>{{u"2 healthy"_s, ui::Health::Good}, {u"1 unknown"_s, ui::Health::Warning}}));
}

QTEST_MAIN(tst_OverviewRoom)
#include "tst_overviewroom.moc"
