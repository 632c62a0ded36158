// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/pages/overviewpage.h"

#include "engine/drill/drillhistory.h"
#include "ui/console/models/entryhealth.h"
#include "ui/console/theme/consolestyle.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/actionbutton.h"
#include "ui/console/widgets/figurecard.h"
#include "ui/console/widgets/recentlist.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/subject.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <QHBoxLayout>

namespace lifeboat::ui {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype kRecent = 12;
constexpr int kAges = 5; ///< ticks between looks at ages that grew
const QString kUnread = QStringLiteral("\u2026"); ///< in the place of a figure that is being read

struct Happening {
    QDateTime at;
    Health health;
    QString words;
    QString state;
};

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        delete item->widget();
        if (item->layout())
            clear(item->layout());
        delete item;
    }
}

} // namespace

OverviewPage::OverviewPage(Workspace &workspace, Subject &subject, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_subject(subject)
    , m_actions(actions)
    , m_rpo(new FigureCard(tr("Could lose now (RPO)")))
    , m_rto(new FigureCard(tr("Back in service in (RTO forecast)")))
    , m_drill(new FigureCard(tr("Last drill")))
    , m_snapshots(new FigureCard(tr("Snapshots")))
    , m_alarm(new Card)
    , m_alarmRow(new QHBoxLayout)
    , m_failedReport(new QAction(actions.showReport->icon(), actions.showReport->text(), this))
    , m_recent(new RecentList)
{
    connect(m_failedReport, &QAction::triggered, this, [this] {
        if (const QList<DrillReport> drills = m_subject.drills(); !drills.isEmpty())
            Q_EMIT reportWanted(drills.first().id);
    });
    auto *figures = new QHBoxLayout;
    figures->setSpacing(metrics::kGap);
    for (FigureCard *card : {m_rpo, m_rto, m_drill, m_snapshots})
        figures->addWidget(card, 1);
    m_alarmRow->setSpacing(metrics::kNear);
    m_alarm->body()->addLayout(m_alarmRow);
    auto *recent = new Card;
    recent->body()->addWidget(new TextLabel(TextLabel::Style::Strong, tr("Recent")));
    recent->body()->addWidget(m_recent);
    recent->body()->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kGap);
    column->addLayout(figures);
    column->addWidget(m_alarm);
    column->addWidget(recent, 1);
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (isVisible() && ++m_ticks % kAges == 0)
            refresh();
        else
            showRpo(QDateTime::currentDateTimeUtc());
    });
    m_tick.start();
    connect(&subject, &Subject::updated, this, &OverviewPage::refresh);
    refresh();
}

void OverviewPage::refresh()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    showRpo(now);
    showForecast();
    showDrill(now);
    showSnapshots();
    showAlarm();
    showRecent(now);
}

bool OverviewPage::isReading() const
{
    return m_subject.state() == Subject::State::Reading || !m_workspace.drills().isRead();
}

void OverviewPage::showRpo(const QDateTime &now)
{
    if (isReading())
        return m_rpo->setFigure(kUnread, tr("being read"));
    const auto proven = m_subject.newestProven();
    const auto elsewhere = m_subject.newestProvenElsewhere();
    if (!proven && !elsewhere)
        return m_rpo->setFigure(tr("unknown"), tr("no snapshot is proven restorable yet: run a drill"));
    const bool isHere = proven && (!elsewhere || proven->createdAt() >= elsewhere->archive->manifest.createdAt);
    const QDateTime taken = isHere ? proven->createdAt() : elsewhere->archive->manifest.createdAt;
    const QString note = isHere ? tr("since the newest snapshot proven restorable, %1").arg(text::moment(taken, now))
                                : tr("since the newest snapshot proven restorable, %1; its store is not open here").arg(text::moment(taken, now));
    m_rpo->setFigure(text::lossTime(std::chrono::milliseconds(taken.msecsTo(now))), note);
}

/// Of the newest snapshot; where none is open here, of what was drilled last.
void OverviewPage::showForecast()
{
    if (isReading())
        return m_rto->setFigure(kUnread, tr("being read"));
    const auto newest = m_subject.newestUndamaged();
    const QList<DrillReport> drills = m_subject.drills();
    const auto drilled = std::ranges::find_if(drills, [](const DrillReport &report) { return report.archive.has_value(); });
    DrillPlan plan;
    if (newest || drilled != drills.end())
        plan.archive = newest ? newest->path : drilled->archivePath;
    const qint64 bytes = m_subject.rawBytesOf(plan);
    const auto forecast = bytes > 0 ? forecastRto(m_workspace.drills().reports(), bytes) : std::nullopt;
    if (!forecast)
        return m_rto->setFigure(tr("unknown"), bytes > 0 ? tr("no earlier drill to learn from") : tr("no snapshot to restore yet"));
    m_rto->setFigure(text::duration(forecast->expected),
                     tr("%1 to %2, from %n drills, for %3", nullptr, forecast->runs)
                         .arg(text::duration(forecast->low), text::duration(forecast->high), text::bytes(bytes)));
}

void OverviewPage::showDrill(const QDateTime &now)
{
    if (isReading())
        return m_drill->setFigure(kUnread, tr("being read"));
    const QList<DrillReport> drills = m_subject.drills();
    if (drills.isEmpty())
        return m_drill->setState(Health::Warning, tr("never"), tr("a snapshot that was never restored is a hope"));
    const DrillReport &last = drills.first();
    const bool passed = last.verdict == Verdict::Passed;
    const QString when = text::age(last.startedAt, now);
    m_drill->setState(passed ? Health::Good : Health::Bad, passed ? tr("passed") : tr("failed"),
                      last.rto ? tr("%1, RTO %2").arg(when, text::duration(*last.rto)) : when);
}

void OverviewPage::showSnapshots()
{
    if (m_subject.state() == Subject::State::Reading)
        return m_snapshots->setFigure(kUnread, tr("being read"));
    qint64 bytes = 0;
    qsizetype unverified = 0;
    qsizetype damaged = 0;
    qsizetype unknown = 0;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const CatalogEntry &entry : m_subject.entries()) {
        bytes += entry.file.size;
        const Health health = healthOf(entry, now, m_subject.unreadable());
        unknown += health == Health::Unknown;
        unverified += health == Health::Warning;
        damaged += health == Health::Bad;
    }
    QStringList notes{text::bytes(bytes)};
    if (unknown > 0)
        notes.append(tr("%n unknown", nullptr, int(unknown)));
    if (unverified > 0)
        notes.append(tr("%n not verified lately", nullptr, int(unverified)));
    if (damaged > 0)
        notes.append(tr("%n damaged", nullptr, int(damaged)));
    m_snapshots->setFigure(text::number(quint64(m_subject.entries().size())), notes.join(QStringLiteral(" · ")));
}

void OverviewPage::showAlarm()
{
    const auto newest = m_subject.newestUndamaged();
    const QList<DrillReport> drills = m_subject.drills();
    qsizetype damaged = 0;
    for (const CatalogEntry &entry : m_subject.entries())
        damaged += entry.damage.has_value();
    if (m_subject.error())
        return setAlarm(Health::Bad, text::sentence(*m_subject.error()), text::advice(*m_subject.error()),
                        {m_actions.refresh});
    if (m_subject.state() == Subject::State::Ready && m_subject.entries().isEmpty())
        return setAlarm(Health::Warning, tr("There is no snapshot yet."), tr("Everything would be lost."),
                        {m_actions.take});
    if (damaged > 0)
        return setAlarm(Health::Bad, tr("%n snapshots are damaged.", nullptr, int(damaged)),
                        tr("They cannot be restored. Look at them, and take a new snapshot."),
                        {m_actions.snapshots, m_actions.take});
    if (!drills.isEmpty() && drills.first().verdict == Verdict::Failed)
        return setAlarm(Health::Bad, tr("The last drill failed."),
                        tr("Its report says which stage or assertion, and why."),
                        {m_failedReport, m_actions.planDrill});
    if (newest && (!newest->verification || newest->verification->depth != Depth::Restored))
        return setAlarm(Health::Warning, tr("The newest snapshot is not proven restorable."),
                        tr("A drill restores it onto the embedded node and says how long it takes."),
                        {m_actions.planDrill});
    setAlarm(Health::Good, {}, {}, {});
}

void OverviewPage::setAlarm(Health health, const QString &sentence, const QString &words,
                            const QList<QAction *> &actions)
{
    m_alarm->setVisible(!sentence.isEmpty());
    if (sentence == m_alarmShown)
        return;
    m_alarmShown = sentence;
    clear(m_alarmRow);
    if (sentence.isEmpty())
        return;
    m_alarm->setEdge(health == Health::Bad ? Card::Edge::Bad : Card::Edge::Warning);
    m_alarm->setAccessibleName(sentence);
    auto *state = new HealthLabel;
    state->setHealth(health, health == Health::Bad ? tr("Problem") : tr("Attention"));
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(new TextLabel(TextLabel::Style::Strong, sentence));
    column->addWidget(new TextLabel(TextLabel::Style::Quiet, words));
    m_alarmRow->addWidget(state, 0, Qt::AlignTop);
    m_alarmRow->addSpacing(metrics::kTight);
    m_alarmRow->addLayout(column, 1);
    for (QAction *action : actions)
        m_alarmRow->addWidget(new ActionButton(action));
}

void OverviewPage::showRecent(const QDateTime &now)
{
    QList<Happening> happenings;
    for (const CatalogEntry &entry : m_subject.entries().first(std::min(kRecent, m_subject.entries().size()))) {
        const QString name = entry.summary
            ? tr("Snapshot of %1, %2").arg(entry.summary->manifest.name, text::identity(entry.summary->manifest))
            : tr("Snapshot %1").arg(fileNameOf(entry.path));
        happenings.append({entry.createdAt(), healthOf(entry, now, m_subject.unreadable()), name,
                           verificationText(entry, now, m_subject.unreadable())});
    }
    const QList<DrillReport> drills = m_subject.drills();
    for (const DrillReport &report : drills.first(std::min(kRecent, drills.size()))) {
        const bool passed = report.verdict == Verdict::Passed;
        happenings.append({report.startedAt, passed ? Health::Good : Health::Bad, tr("Drill: %1").arg(report.plan.name),
                           !passed          ? tr("failed")
                               : report.rto ? tr("passed in %1").arg(text::duration(*report.rto))
                                            : tr("passed")});
    }
    const QList<ChaosReport> chaos = m_subject.chaos();
    for (const ChaosReport &report : chaos.first(std::min(kRecent, chaos.size())))
        happenings.append({report.startedAt, report.isPassed() ? Health::Good : Health::Bad,
                           report.name.isEmpty() ? tr("Chaos drill") : tr("Chaos drill: %1").arg(report.name),
                           report.isPassed() ? tr("passed") : tr("failed")});
    std::ranges::stable_sort(happenings, std::ranges::greater(), &Happening::at);
    QList<RecentList::Line> lines;
    for (const Happening &happening : happenings.first(std::min(kRecent, happenings.size())))
        lines.append({text::moment(happening.at, now), happening.words, {}, happening.health, happening.state});
    m_recent->setLines(lines);
}

} // namespace lifeboat::ui
