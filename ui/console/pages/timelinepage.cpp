// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/pages/timelinepage.h"

#include "ui/console/models/rowdelegate.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/timeline/timelineexport.h"
#include "ui/console/timeline/timelinelegend.h"
#include "ui/console/timeline/timelineview.h"
#include "ui/console/widgets/actionbutton.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/elidedlabel.h"
#include "ui/console/widgets/emptyface.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/selection.h"
#include "ui/console/workspace/subject.h"
#include "ui/text/errortext.h"
#include "ui/console/workspace/workspace.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QStackedLayout>
#include <QTableView>

namespace lifeboat::ui {

using namespace std::chrono_literals;

namespace {

constexpr int kChartShare = 3; ///< of the height, where the table has 1; no more than its lanes want
constexpr int kLeastRows = 2; ///< of the table
constexpr qsizetype kLeastLanes = 3; ///< for which there is room, so that the chart does not jump with the first nodes

} // namespace

TimelinePage::TimelinePage(Workspace &workspace, Subject &subject, Selection &selection, const Actions &actions,
                           QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_subject(subject)
    , m_selection(selection)
    , m_actions(actions)
    , m_leases(subject, *this)
    , m_events(m_model)
    , m_view(new TimelineView(m_model))
    , m_legend(new TimelineLegend)
    , m_table(new QTableView)
    , m_title(new ElidedLabel(fontOf(TextLabel::Style::Strong)))
    , m_details(new ElidedLabel(fontOf(TextLabel::Style::Quiet)))
    , m_face(new EmptyFace)
    , m_stack(new QStackedLayout)
{
    m_chart = new Card;
    m_chart->body()->addWidget(makeLegend());
    m_chart->body()->addWidget(m_view, 1);
    auto *filled = new QWidget;
    auto *column = new QVBoxLayout(filled);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kGap);
    column->addWidget(m_chart, kChartShare);
    m_ofEvents = {makeTable(), makeDetails()};
    column->addWidget(m_ofEvents[0], 1);
    column->addWidget(m_ofEvents[1]);
    m_stack->addWidget(filled);
    m_stack->addWidget(m_face);
    setLayout(m_stack);
    connectActions();
    connect(&subject, &Subject::updated, this, &TimelinePage::refresh);
    connect(&subject, &Subject::placeChanged, m_view, &TimelineView::fitAll);
    m_soon.setSingleShot(true);
    m_soon.setInterval(500ms);
    connect(&m_soon, &QTimer::timeout, this, &TimelinePage::refresh);
    const auto refreshSoon = [this] {
        if (m_subject.isRemote() && isVisible() && !m_soon.isActive())
            m_soon.start();
    };
    connect(&subject, &Subject::heldUpdated, this, refreshSoon);
    connect(&subject, &Subject::nodesUpdated, this, refreshSoon);
    connect(&m_leases, &LeaseSource::changed, this, &TimelinePage::showLeases);
    refresh();
    onSelectionChanged();
}

QWidget *TimelinePage::makeLegend()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kNear);
    row->addWidget(m_legend);
    row->addStretch(1);
    auto *follow = new ActionButton(m_actions.followNow);
    follow->setCheckable(true);
    connect(m_view, &TimelineView::followingChanged, follow, &QPushButton::setChecked);
    connect(m_view, &TimelineView::followingChanged, m_actions.followNow, &QAction::setChecked);
    row->addWidget(follow);
    row->addWidget(new ActionButton(m_actions.fitTimeline));
    row->addWidget(new ActionButton(m_actions.exportTimeline));
    return bar;
}

QWidget *TimelinePage::makeTable()
{
    dressTable(m_table, tr("Events"));
    m_table->setModel(&m_events);
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(TimelineEvents::Time, 150);
    header->resizeSection(TimelineEvents::Kind, 140);
    header->resizeSection(TimelineEvents::Subject, 150);
    header->setSectionResizeMode(TimelineEvents::What, QHeaderView::Stretch);
    fitTitles(m_table);
    m_table->setMinimumHeight(header->sizeHint().height() + kLeastRows * metrics::kRowHeight);
    auto *card = new Card;
    card->body()->setContentsMargins(1, metrics::kTight, 1, metrics::kTight);
    card->body()->addWidget(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { showRowInChart(current.row()); });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        showRowInChart(index.row());
        if (const TimelineEvent *event = m_view->selectedEvent())
            Q_EMIT m_view->activated(event->id, m_view->selection().drill);
    });
    return card;
}

void TimelinePage::showRowInChart(int row)
{
    if (row < 0 || m_linking)
        return;
    const QScopedValueRollback linking(m_linking, true);
    const TimelineEvents::Place &place = m_events.place(row);
    m_view->selectEvent(place.lane, place.drill, place.number);
}

void TimelinePage::showSelectionInTable()
{
    const TimelineHit &hit = m_view->selection();
    if (m_linking)
        return;
    const QScopedValueRollback linking(m_linking, true);
    if (!hit.isValid())
        return m_table->clearSelection();
    // Of several the newest stands first, the others below it.
    const QModelIndex index = m_events.index(m_events.rowOf({hit.lane, hit.drill, hit.mark.last}), 0);
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    if (hit.mark.count() == 1)
        m_table->selectRow(index.row());
    else
        m_table->clearSelection();
    m_table->scrollTo(index);
}

QWidget *TimelinePage::makeDetails()
{
    const auto buttons = [](const QList<QAction *> &actions) {
        auto *bar = new QWidget;
        auto *row = new QHBoxLayout(bar);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(metrics::kNear);
        for (QAction *action : actions)
            row->addWidget(new ActionButton(action));
        return bar;
    };
    m_snapshotButtons = buttons({m_actions.verify, m_actions.restore, m_actions.manifest, m_actions.drillThis});
    m_drillButtons = buttons({m_actions.showReport, m_actions.openReport});
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    m_title->setForegroundRole(QPalette::WindowText);
    for (ElidedLabel *label : {m_title, m_details})
        label->setElideMode(Qt::ElideRight);
    words->addWidget(m_title);
    words->addWidget(m_details);
    auto *row = new QHBoxLayout;
    row->addLayout(words, 1);
    row->addWidget(m_snapshotButtons);
    row->addWidget(m_drillButtons);
    auto *card = new Card;
    card->body()->addLayout(row);
    card->setMinimumHeight(64);
    return card;
}

void TimelinePage::connectActions()
{
    connect(m_view, &TimelineView::selectionChanged, this, &TimelinePage::onSelectionChanged);
    connect(m_view, &TimelineView::activated, this, [this](const QString &id, bool drill) {
        const TimelineEvent *event = m_view->selectedEvent();
        if (!drill)
            Q_EMIT archiveActivated(id);
        else if (!event || event->kind == TimelineEvent::Kind::Drill)
            Q_EMIT drillActivated(id);
    });
    m_view->addActions({m_actions.fitTimeline, m_actions.followNow, m_actions.previousEvent, m_actions.nextEvent});
    connect(m_actions.fitTimeline, &QAction::triggered, m_view, &TimelineView::fitAll);
    connect(m_actions.followNow, &QAction::triggered, this, [this] { m_view->setFollowing(!m_view->isFollowing()); });
    connect(m_actions.exportTimeline, &QAction::triggered, this, &TimelinePage::askForExport);
    connect(m_actions.zoomIn, &QAction::triggered, this, [this] { m_view->zoomBy(1.5); });
    connect(m_actions.zoomOut, &QAction::triggered, this, [this] { m_view->zoomBy(1 / 1.5); });
    connect(m_actions.previousEvent, &QAction::triggered, this, [this] { m_view->stepSelection(-1); });
    connect(m_actions.nextEvent, &QAction::triggered, this, [this] { m_view->stepSelection(1); });
}

void TimelinePage::askForExport()
{
    auto *dialog = new QFileDialog(this, tr("Save timeline"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Image (*.png)"), tr("Drawing (*.svg)"), tr("Table (*.csv)")});
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.section(u'.', -1).chopped(1));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &TimelinePage::exportTo);
    dialog->open();
}

void TimelinePage::exportTo(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    const QByteArray bytes = suffix == QLatin1StringView("csv") ? timelineCsv(m_model)
        : suffix == QLatin1StringView("svg")                    ? timelineSvg(*m_view)
                                                                : timelinePng(*m_view);
    auto job = m_workspace.readers().start<void>([path, bytes, fileSystem = &m_workspace.fileSystem()](JobControl &) {
        return fileSystem->writeAtomically(path, bytes);
    });
    job.future.then(this, [this](const Result<> &written) {
        if (!written)
            m_workspace.reportFailure(tr("Save timeline"), written.error());
    });
}

void TimelinePage::showLeases()
{
    const LeaseView *const leases = m_leases.leases();
    m_model.setLeases(leases ? laneOfLeases(m_subject, *leases) : QList<TimelineLane>());
    const bool any = m_model.firstLease() < m_model.lanes().size();
    const bool isBucket = m_subject.place().isNamedStore();
    m_legend->setParts(isBucket ? TimelineLegend::Leases
                           : any ? TimelineLegend::Snapshots | TimelineLegend::Leases
                                 : TimelineLegend::Snapshots);
    for (QWidget *const ofEvents : m_ofEvents)
        ofEvents->setVisible(!isBucket); // turns of leases are no events here
    fitChart();
    showFace();
}

/// What its lanes do not need the table has.
void TimelinePage::fitChart()
{
    const QBoxLayout *const body = m_chart->body();
    const QMargins around = body->contentsMargins();
    if (m_subject.place().isNamedStore())
        return m_chart->setMaximumHeight(QWIDGETSIZE_MAX);
    m_chart->setMaximumHeight(around.top() + body->itemAt(0)->sizeHint().height() + body->spacing()
                              + TimelineLayout::heightFor(std::max<qsizetype>(kLeastLanes, m_model.lanes().size())) + around.bottom());
}

void TimelinePage::refresh()
{
    showLeases();
    if (m_subject.isRemote())
        m_model.setNodes(historiesOf(m_subject), m_subject.drills(), QDateTime::currentDateTimeUtc());
    else if (m_subject.place().isNamedStore()) // drills are of this machine
        m_model.setContent({}, {}, QDateTime::currentDateTimeUtc());
    else
        m_model.setContent(m_subject.entries(), m_subject.drills(), QDateTime::currentDateTimeUtc(), m_subject.unreadable());
    fitChart();
    showFace();
}

void TimelinePage::showFace()
{
    m_stack->setCurrentIndex(m_model.isEmpty() ? 1 : 0);
    m_actions.exportTimeline->setEnabled(!m_model.isEmpty());
    if (!m_model.isEmpty())
        return;
    if (m_subject.isRemote())
        m_face->setFace(Health::Unknown, tr("This cluster has no nodes"), tr("Connect to one of its nodes."),
                        {m_actions.connectCluster});
    else if (m_subject.place().isNamedStore())
        m_face->setFace(Health::Unknown, tr("No turn of a lease is known yet"), tr("The Leases page says what its bucket answers."),
                        {m_actions.leases});
    else if (m_subject.state() == Subject::State::Reading)
        m_face->setFace(Health::Unknown, tr("Reading the snapshots…"), m_subject.store());
    else if (m_subject.error())
        m_face->setFace(Health::Warning, text::sentence(*m_subject.error()), text::advice(*m_subject.error()),
                        {m_actions.refresh});
    else
        m_face->setFace(Health::Unknown, tr("Nothing has happened yet"),
                        tr("Snapshots and drills appear here at the moment they were made."), {m_actions.take});
}

void TimelinePage::showEvent(QShowEvent *event)
{
    if (m_subject.isRemote())
        refresh(); // nodes may have told much while nobody looked
    QWidget::showEvent(event);
}

void TimelinePage::onSelectionChanged()
{
    showSelectionInTable();
    const TimelineHit &hit = m_view->selection();
    const TimelineEvent *event = m_view->selectedEvent();
    const bool flag = event && hit.drill;
    const bool drill = event && event->kind == TimelineEvent::Kind::Drill;
    m_snapshotButtons->setVisible(event && !flag);
    m_drillButtons->setVisible(drill);
    m_title->setText(hit.isValid() ? tr("%1 · %2").arg(m_model.lanes().at(hit.lane).name, m_view->titleOf(hit))
                                   : tr("Select a snapshot or a drill"));
    m_details->setText(hit.isValid()
                           ? m_view->detailsOf(hit)
                           : tr("Wheel zooms, drag pans, arrow keys move, Ctrl+arrows go from event to event, Home "
                                "fits, F follows the present."));
    m_selection.set(this, event && !flag ? snapshotOf(*event) : std::nullopt);
    if (drill)
        Q_EMIT drillSelected(event->id);
}

std::optional<HeldSnapshot> TimelinePage::snapshotOf(const TimelineEvent &event) const
{
    for (const CatalogEntry &entry : m_subject.entries()) {
        if (entry.path == event.id)
            return HeldSnapshot{entry};
    }
    const auto held = std::ranges::find(m_subject.held(), event.id, &HeldSnapshot::key);
    return m_subject.isRemote() && held != m_subject.held().end() ? std::optional(*held) : std::nullopt;
}

} // namespace lifeboat::ui
