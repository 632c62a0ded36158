// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/pages/leasespage.h"

#include "engine/cluster/clusterleases.h"
#include "ui/console/dialogs/stepdowndialog.h"
#include "ui/console/models/rowdelegate.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/timeline/timelinelegend.h"
#include "ui/console/timeline/timelineview.h"
#include "ui/console/widgets/actionbutton.h"
#include "ui/console/widgets/alarmlist.h"
#include "ui/console/widgets/emptyface.h"
#include "ui/console/widgets/figurecard.h"
#include "ui/console/widgets/practicebar.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/subject.h"
#include "ui/console/workspace/workspace.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/leasewording.h"
#include "ui/text/storewording.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QShortcut>
#include <QStackedLayout>
#include <QTableView>

namespace lifeboat::ui {

using namespace std::chrono_literals;

namespace {

constexpr auto kLatest = 1h; ///< of the leases' course, at first
constexpr int kLanesShown = 3; ///< of a chart; more are scrolled to
constexpr int kRowsShown = 5; ///< of the table of leases
constexpr int kEventsShown = 3; ///< rows; where there are fewer, the chart does without what it can spare

/// `whole`: columns of numbers, which mean another number when they are cut.
void spread(QTableView *table, std::initializer_list<std::pair<int, int>> widths, const QList<int> &whole, int stretched)
{
    QHeaderView *header = table->horizontalHeader();
    for (const int column : whole)
        header->resizeSection(column, header->minimumSectionSize());
    for (const auto &[column, width] : widths)
        header->resizeSection(column, width);
    header->setSectionResizeMode(stretched, QHeaderView::Stretch);
    fitTitles(table);
    keepWhole(table, whole);
}

} // namespace

LeasesPage::LeasesPage(Workspace &workspace, Subject &subject, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_subject(subject)
    , m_stepDown(actions.stepDown)
    , m_startPractice(actions.startPractice)
    , m_source(subject, *this)
    , m_alarms(new AlarmList)
    , m_name(new TextLabel(TextLabel::Style::Strong))
    , m_state(new HealthLabel)
    , m_trouble(new TextLabel(TextLabel::Style::Quiet))
    , m_holder(new FigureCard(tr("Holder")))
    , m_left(new FigureCard(tr("Runs out in")))
    , m_token(new FigureCard(tr("Fencing token")))
    , m_clock(new FigureCard(tr("Clock")))
    , m_table(new QTableView)
    , m_tableCard(new Card)
    , m_chartCard(new Card)
    , m_chart(new TimelineView(m_course))
    , m_history(new QTableView)
    , m_face(new EmptyFace)
    , m_stack(new QStackedLayout)
{
    auto *filled = new QWidget;
    auto *column = new QVBoxLayout(filled);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kGap);
    column->addWidget(m_alarms);
    column->addWidget(makeHead(actions));
    column->addWidget(makeLeases());
    column->addWidget(makeChart());
    column->addWidget(makeEvents(), 1);
    m_stack->addWidget(filled);
    m_stack->addWidget(m_face);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(metrics::kGap);
    page->addWidget(new PracticeBar(workspace.practice(), subject, actions));
    page->addLayout(m_stack, 1);
    m_chart->fitLatest(kLatest);
    connect(&m_source, &LeaseSource::changed, this, &LeasesPage::refresh);
    connect(&subject, &Subject::placeChanged, this, [this] {
        m_chosen.clear();
        m_chart->fitLatest(kLatest);
    });
    connect(actions.stepDown, &QAction::triggered, this, &LeasesPage::askToStepDown);
    m_tick.setInterval(250ms);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (!isVisible() || m_stack->currentIndex() != 0)
            return;
        showFigures();
        if (m_tableCard->isVisible())
            m_model.tick();
    });
    m_tick.start();
    refresh();
}

QWidget *LeasesPage::makeHead(const Actions &actions)
{
    auto *title = new QHBoxLayout;
    title->setSpacing(metrics::kGap);
    title->addWidget(m_name);
    title->addWidget(m_state);
    title->addWidget(m_trouble, 1);
    title->addWidget(new ActionButton(actions.stepDown));
    auto *figures = new QHBoxLayout;
    figures->setSpacing(metrics::kGap);
    for (FigureCard *card : {m_holder, m_left, m_token, m_clock})
        figures->addWidget(card, 1);
    auto *head = new QWidget;
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kNear);
    column->addLayout(title);
    column->addLayout(figures);
    return head;
}

QWidget *LeasesPage::makeLeases()
{
    dressTable(m_table, tr("Leases"));
    m_table->setModel(&m_model);
    spread(m_table,
           {{LeaseModel::Name, 180}, {LeaseModel::State, 110}, {LeaseModel::Holder, 130}, {LeaseModel::Since, 120}},
           {LeaseModel::Token, LeaseModel::Renewals}, LeaseModel::Left);
    m_tableCard->body()->setContentsMargins(1, metrics::kTight, 1, metrics::kTight);
    m_tableCard->body()->addWidget(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (!current.isValid())
            return;
        m_chosen = m_model.row(current.row()).name;
        refresh();
    });
    return m_tableCard;
}

QWidget *LeasesPage::makeChart()
{
    auto *bar = new QHBoxLayout;
    bar->addWidget(new TimelineLegend(TimelineLegend::Leases));
    bar->addStretch(1);
    m_chart->setAccessibleName(tr("Course of the leases"));
    auto *home = new QShortcut(QKeySequence(Qt::Key_Home), m_chart);
    home->setContext(Qt::WidgetShortcut);
    connect(home, &QShortcut::activated, m_chart, &TimelineView::fitAll);
    m_chartCard->body()->addLayout(bar);
    m_chartCard->body()->addWidget(m_chart, 1);
    return m_chartCard;
}

QWidget *LeasesPage::makeEvents()
{
    dressTable(m_history, tr("What happened to the leases"));
    m_history->setModel(&m_events);
    m_history->setColumnHidden(LeaseEventModel::Name, true);
    spread(m_history,
           {{LeaseEventModel::Time, 130}, {LeaseEventModel::Event, 190}, {LeaseEventModel::Who, 130}},
           {LeaseEventModel::Token}, LeaseEventModel::Detail);
    m_history->installEventFilter(this);
    auto *card = new Card;
    card->body()->setContentsMargins(1, metrics::kTight, 1, metrics::kTight);
    card->body()->addWidget(m_history);
    return card;
}

const Lease *LeasesPage::chosen() const
{
    if (m_model.rowCount() == 0)
        return nullptr;
    return &m_model.row(std::max(0, m_model.rowOf(m_chosen)));
}

ClusterLeases *LeasesPage::nodes() const
{
    return qobject_cast<ClusterLeases *>(m_source.leases());
}

bool LeasesPage::showFace()
{
    const LeaseView *const leases = m_source.leases();
    const auto show = [this](Health health, const QString &title, const QString &words, const QList<QAction *> &offered = {}) {
        m_face->setFace(health, title, words, offered);
        m_stack->setCurrentIndex(1);
        return true;
    };
    const auto trouble = leases ? leases->trouble() : std::nullopt;
    const bool isBucket = m_subject.place().isNamedStore();
    if (isBucket && leases && leases->knowledge() == LeaseView::Knowledge::Unknown)
        return show(trouble ? Health::Warning : Health::Unknown, tr("The lease bucket has not answered yet"),
                    trouble ? text::sentence(*trouble) + u' ' + text::advice(*trouble) : tr("It is being asked."));
    if (!leases || leases->knowledge() == LeaseView::Knowledge::Unknown)
        return show(Health::Unknown, tr("No node has told of leases yet"),
                    trouble ? text::sentence(*trouble) : tr("The nodes are being asked."));
    if (leases->knowledge() == LeaseView::Knowledge::Absent)
        return show(Health::Unknown, tr("These nodes share no leases"),
                    tr("Nodes that share a directory or a NATS server agree on who publishes snapshots. Make them with\n"
                       "lifeboatd --init DIR --share SHARED\nor, on several machines,\nlifeboatd --init DIR --nats URL\n"
                       "Nodes of a practice cluster share them too."),
                    {m_startPractice});
    if (isBucket && !leases->sight()->now.isValid() && trouble && trouble->code == ErrorCode::NotFound)
        return show(Health::Warning, tr("There is no such lease bucket"),
                    text::sentence(*trouble) + u' ' + tr("Nodes make theirs when they first share leases. Check its name."));
    if (!leases->sight()->now.isValid())
        return show(Health::Warning, tr("The leases were never reached"),
                    trouble ? text::sentence(*trouble) + u' ' + (isBucket ? text::storeAdvice(*trouble) : text::advice(*trouble)) : QString());
    if (leases->sight()->leases.isEmpty() && leases->history().isEmpty())
        return show(Health::Unknown, tr("Nobody has held a lease yet"),
                    tr("The first node that publishes takes one within seconds of its start."));
    m_stack->setCurrentIndex(0);
    return false;
}

void LeasesPage::refresh()
{
    const LeaseView *const leases = m_source.leases();
    m_model.setLeases(leases);
    if (showFace()) {
        m_stepDown->setEnabled(false);
        return;
    }
    const bool several = m_model.rowCount() > 1;
    m_tableCard->setVisible(several);
    m_table->setFixedHeight(metrics::kRowHeight * (std::min(m_model.rowCount(), kRowsShown) + 1) + 4);
    if (several && !m_table->currentIndex().isValid())
        m_table->selectRow(std::max(0, m_model.rowOf(m_chosen)));
    m_course.setLeases(laneOfLeases(m_subject, *leases));
    fitChart();
    m_events.setEvents(leases->history(), several ? chosen()->name : QString());
    showAlarms();
    showFigures();
}

/// Alarms, the bar of a practice cluster and the table of leases leave more or less to the chart and the events.
void LeasesPage::fitChart()
{
    const int lanes = std::clamp(int(m_course.lanes().size()), 1, kLanesShown);
    const int whole = TimelineLayout::heightFor(lanes);
    const int least = int(TimelineLayout::kAxis + TimelineLayout::kLeastLane * lanes) + 8;
    const int wanted = m_history->horizontalHeader()->height() + kEventsShown * metrics::kRowHeight;
    const bool fits = m_chart->height() + m_history->height() - whole >= wanted;
    m_chart->setStripShown(fits);
    m_chart->setFixedHeight(fits ? whole : least);
}

bool LeasesPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_history && event->type() == QEvent::Resize)
        fitChart();
    return QWidget::eventFilter(watched, event);
}

void LeasesPage::showAlarms()
{
    QList<NodeAlarm> alarms;
    // What is old alarms nobody: that it is old is told instead.
    if (m_source.leases()->age() <= kLeaseStale) {
        for (const LeaseAlarm &alarm : m_source.leases()->sight()->alarms) {
            const bool bad = alarm.kind == LeaseAlarm::Kind::TwoHolders || alarm.kind == LeaseAlarm::Kind::NobodyHolds;
            NodeAlarm shown;
            shown.shape = bad ? Health::Bad : Health::Warning;
            shown.sentence = text::leaseAlarm(alarm);
            shown.words = text::leaseAlarmAdvice(alarm);
            alarms.append(shown);
        }
        std::ranges::stable_partition(alarms, [](const NodeAlarm &alarm) { return alarm.shape == Health::Bad; });
    }
    m_alarms->setAlarms(alarms);
}

void LeasesPage::showFigures()
{
    const LeaseView *const leases = m_source.leases();
    const Lease *const lease = chosen();
    if (!leases || !leases->sight() || !lease)
        return;
    const LeaseFace face = faceOf(*lease, *leases, QDateTime::currentDateTimeUtc());
    m_name->setText(lease->name);
    m_state->setHealth(face.shape, face.state);
    const auto trouble = leases->trouble();
    m_trouble->setText(trouble ? text::sentence(*trouble) : QString());
    m_holder->setFigure(face.holder, lease->isReleased ? tr("held it from %1").arg(face.since) : tr("since %1").arg(face.since));
    const auto lane = std::ranges::find(m_course.lanes(), lease->name, &TimelineLane::name);
    const bool known = lane != m_course.lanes().end() && !lane->lease.bars.isEmpty() && leases->age() <= kLeaseStale;
    m_holder->setFigureColour(known ? tokensOf(palette()).place(lane->lease.bars.last().place) : QColor());
    m_left->setFigure(face.left, face.note);
    m_token->setFigure(face.token, face.renewals);
    m_clock->setFigure(face.clock, face.clockNote);
    const NodeConnection *const teller = nodes() ? nodes()->teller() : nullptr;
    const bool mayAsk = teller && teller->link() == Link::Online && teller->role() != QLatin1StringView("viewer");
    m_stepDown->setStatusTip(nodes() ? QString()
                                     : tr("Straight from NATS leases are only looked at. A holder steps down when a node asks it to: "
                                          "connect to its cluster for that."));
    m_stepDown->setEnabled(isVisible() && mayAsk && leases->age() <= kLeaseStale && lease->isHeldAt(leases->now()));
}

void LeasesPage::askToStepDown()
{
    const Lease *const lease = chosen();
    ClusterLeases *const leases = nodes();
    if (!lease || !leases)
        return;
    auto *dialog = new StepDownDialog(m_subject.place().cluster, *lease, window());
    connect(dialog, &QDialog::accepted, this, [this, name = lease->name, asked = QPointer(leases)] {
        if (!asked)
            return;
        asked->stepDown(name).then(this, [this, name](const Result<QJsonValue> &answer) {
            if (!answer)
                m_workspace.reportFailure(tr("Step down from %1").arg(name), answer.error());
        });
    });
    dialog->open();
}

void LeasesPage::hideEvent(QHideEvent *event)
{
    if (m_stepDown)
        m_stepDown->setEnabled(false);
    QWidget::hideEvent(event);
}

} // namespace lifeboat::ui
