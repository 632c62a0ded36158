// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/drill/reportview.h"

#include "ui/console/drill/stagelist.h"
#include "ui/console/drill/trendchart.h"
#include "ui/console/models/rowdelegate.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/actionbutton.h"
#include "ui/console/widgets/figurecard.h"
#include "ui/console/window/actions.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>

namespace lifeboat::ui {

ReportView::ReportView(const Actions &actions, QWidget *parent)
    : QScrollArea(parent)
    , m_verdict(new HealthLabel(TextLabel::Style::Title))
    , m_name(new TextLabel(TextLabel::Style::Strong))
    , m_line(new TextLabel(TextLabel::Style::Quiet))
    , m_failure(new TextLabel(TextLabel::Style::Body))
    , m_rto(new FigureCard(tr("RTO measured")))
    , m_rpo(new FigureCard(tr("RPO proven")))
    , m_restored(new FigureCard(tr("Restored")))
    , m_held(new FigureCard(tr("Assertions")))
    , m_stages(new StageList)
    , m_table(new QTableView)
    , m_trendTitle(new TextLabel(TextLabel::Style::Strong))
    , m_trend(new TrendChart)
{
    auto *stages = new Card;
    stages->body()->addWidget(m_stages);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(metrics::kGap);
    bottom->addWidget(makeAssertions(), 1);
    bottom->addWidget(makeTrend(), 1);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kGap);
    column->addWidget(makeVerdict(actions));
    column->addWidget(makeFigures());
    column->addWidget(stages);
    column->addLayout(bottom, 1);
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Drill report"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

QWidget *ReportView::makeVerdict(const Actions &actions)
{
    auto *card = new Card;
    m_failure->setWordWrap(true);
    m_failure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_name);
    words->addWidget(m_line);
    m_line->setMinimumWidth(120);
    m_line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::kGap);
    row->addWidget(m_verdict);
    row->addLayout(words, 1);
    auto *again = new QPushButton(tr("Run again"));
    connect(again, &QPushButton::clicked, this, &ReportView::runAgainRequested);
    row->addWidget(new ActionButton(actions.planDrill, tr("All drills")));
    row->addWidget(new ActionButton(actions.openReport, tr("Open in browser")));
    row->addWidget(again);
    card->body()->addLayout(row);
    card->body()->addWidget(m_failure);
    return card;
}

QWidget *ReportView::makeFigures()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kGap);
    for (FigureCard *card : {m_rto, m_rpo, m_restored, m_held})
        row->addWidget(card, 1);
    return bar;
}

QWidget *ReportView::makeAssertions()
{
    dressTable(m_table, tr("Assertions"));
    m_table->setModel(&m_assertions);
    m_table->setFocusPolicy(Qt::TabFocus);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->horizontalHeader()->setSectionResizeMode(AssertionModel::Assertion, QHeaderView::Stretch);
    m_table->horizontalHeader()->resizeSection(AssertionModel::Found, 110);
    m_table->horizontalHeader()->resizeSection(AssertionModel::Outcome, 130);
    auto *card = new Card;
    card->body()->setContentsMargins(1, metrics::kTight, 1, metrics::kTight);
    card->body()->addWidget(m_table);
    card->setMinimumHeight(200);
    return card;
}

QWidget *ReportView::makeTrend()
{
    auto *card = new Card;
    card->body()->addWidget(m_trendTitle);
    card->body()->addWidget(m_trend, 1);
    return card;
}

void ReportView::setReport(const DrillReport &report, const QList<DrillReport> &history)
{
    m_report = report;
    showVerdict();
    showFigures();
    m_stages->setStages(report.stages, stageNotes());
    m_assertions.setOutcomes(report.assertions);
    m_table->resizeColumnToContents(AssertionModel::Found);
    m_table->setColumnWidth(AssertionModel::Found, std::clamp(m_table->columnWidth(AssertionModel::Found), 110, 220));
    const int rowsShown = int(std::clamp<qsizetype>(report.assertions.size(), 4, 10));
    m_table->setMinimumHeight((rowsShown + 1) * metrics::kRowHeight + 6);
    const bool listed = std::ranges::contains(history, report.id, &DrillReport::id);
    QList<DrillReport> runs = listed ? history : QList{report} + history;
    m_trend->setReports(runs, report.id);
    m_trendTitle->setText(tr("RTO over %n drills, band: forecast", nullptr, int(runs.size())));
}

void ReportView::showVerdict()
{
    const bool passed = m_report.verdict == Verdict::Passed;
    m_verdict->setHealth(passed ? Health::Good : Health::Bad, passed ? tr("Passed") : tr("Failed"));
    m_name->setText(m_report.plan.name.isEmpty() ? fileNameOf(m_report.archivePath) : m_report.plan.name);
    const QString when = text::moment(m_report.startedAt, QDateTime::currentDateTimeUtc());
    const QString what = m_report.archive
        ? tr("%1, %2").arg(m_report.archive->manifest.name, text::identity(m_report.archive->manifest))
        : fileNameOf(m_report.archivePath);
    QString line = tr("%1 · %2 · on %3").arg(when, what, m_report.host);
    if (m_report.origin && m_report.origin->cluster.isEmpty())
        line += tr(" · of node %1").arg(m_report.origin->node);
    else if (m_report.origin)
        line += tr(" · of node %1 of %2").arg(m_report.origin->node, m_report.origin->cluster);
    m_line->setText(line);
    m_line->setToolTip(line + u'\n' + m_report.archivePath);
    m_failure->setVisible(m_report.failure.has_value());
    if (m_report.failure)
        m_failure->setText(text::sentence(*m_report.failure) + u' ' + text::advice(*m_report.failure));
}

void ReportView::showFigures()
{
    const QString unknown = tr("unknown");
    const auto &forecast = m_report.forecast;
    const auto &plan = m_report.plan;
    m_rto->setFigure(m_report.rto ? text::duration(*m_report.rto) : unknown,
                     forecast ? tr("forecast %1 (%2 to %3)")
                                    .arg(text::duration(forecast->expected), text::duration(forecast->low),
                                         text::duration(forecast->high))
                              : tr("no forecast: no earlier run"));
    const QString unproven =
        m_report.rto ? tr("the snapshot is dated ahead of this clock") : tr("the snapshot did not come back");
    m_rpo->setFigure(m_report.rpo ? text::duration(*m_report.rpo) : unknown,
                     !m_report.rpo    ? unproven
                         : plan.maxRpo ? tr("limit %1").arg(text::limit(*plan.maxRpo))
                                       : tr("from the snapshot to the drill"));
    m_restored->setFigure(
        text::bytes(m_report.restoredBytes),
        m_report.bytesPerSecond > 0
            ? tr("%1 · peak memory %2").arg(text::rate(m_report.bytesPerSecond), text::bytes(m_report.peakMemoryBytes))
            : tr("nothing was written"));
    const int held = m_report.heldAssertions();
    const qsizetype all = m_report.assertions.size();
    m_held->setState(all == 0          ? Health::Warning
                         : held == all ? Health::Good
                                       : Health::Bad,
                     all == 0 ? tr("none") : tr("%1 of %2").arg(held).arg(all),
                     all == 0          ? tr("the drill did not get there")
                         : held == all ? tr("all hold")
                                       : tr("%n do not hold", nullptr, int(all) - held));
}

QStringList ReportView::stageNotes() const
{
    QStringList notes;
    for (const DrillStage &stage : m_report.stages) {
        if (stage.error) {
            notes.append(text::sentence(*stage.error));
            continue;
        }
        switch (stage.step) {
        case DrillStep::Find:
            notes.append(m_report.archive ? text::identity(m_report.archive->manifest) : QString());
            break;
        case DrillStep::Verify:
            notes.append(stage.bytes > 0 ? tr("%1, every member").arg(text::bytes(stage.bytes)) : QString());
            break;
        case DrillStep::Restore:
            notes.append(tr("%1 with %n threads", nullptr, m_report.threads).arg(text::bytes(m_report.restoredBytes)));
            break;
        case DrillStep::Start: notes.append(tr("embedded, own directory")); break;
        case DrillStep::Assert:
            notes.append(tr("%1 of %2 hold").arg(m_report.heldAssertions()).arg(m_report.assertions.size()));
            break;
        }
    }
    return notes;
}

} // namespace lifeboat::ui
