// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/pages/clusteroverview.h"

#include "ui/console/models/endedoperations.h"
#include "ui/console/models/entryhealth.h"
#include "ui/console/models/nodecarddelegate.h"
#include "ui/console/models/rpoface.h"
#include "ui/console/theme/consolestyle.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/actionbutton.h"
#include "ui/console/widgets/alarmlist.h"
#include "ui/console/widgets/emptyface.h"
#include "ui/console/widgets/figurecard.h"
#include "ui/console/widgets/leasecard.h"
#include "ui/console/widgets/pagescroll.h"
#include "ui/console/widgets/practicebar.h"
#include "ui/console/widgets/recentlist.h"
#include "ui/console/widgets/recoverycard.h"
#include "ui/console/window/actions.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/healthwording.h"
#include "ui/text/operationwording.h"

#include <QHBoxLayout>
#include <QListView>
#include <QPointer>
#include <QStackedLayout>

namespace lifeboat::ui {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype kRecent = 10; ///< at most
constexpr int kAroundRecent = 62; ///< pixels of its card that are no lines
constexpr int kAges = 5; ///< ticks between looks at ages that grew
const QString kUnread = QStringLiteral("\u2026"); ///< in the place of a figure that is being read

bool isOnline(const NodeConnection *node)
{
    return node->link() == Link::Online;
}

bool anyMet(const QList<NodeConnection *> &nodes)
{
    return std::ranges::any_of(nodes, [](const NodeConnection *node) { return node->status().has_value(); });
}

/// A node has told that it holds snapshots, and not yet which.
bool isListing(const QList<NodeConnection *> &nodes)
{
    return std::ranges::any_of(nodes, [](const NodeConnection *node) {
        const auto status = isOnline(node) ? node->status() : std::nullopt;
        return status && std::ranges::any_of(status->states, [node](const net::StateStatus &state) {
            return state.snapshots > 0 && node->snapshots(state.name).isEmpty();
        });
    });
}

QString actorText(const QString &actor)
{
    return actor == QLatin1StringView("policy") ? ClusterOverview::tr("by the node’s policy")
                                                : ClusterOverview::tr("by %1").arg(actor);
}

} // namespace

ClusterOverview::ClusterOverview(Workspace &workspace, Subject &subject, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_subject(subject)
    , m_exposures(subject)
    , m_rpo(new FigureCard(tr("Could lose now (RPO)")))
    , m_nodes(new FigureCard(tr("Nodes")))
    , m_last(new FigureCard(tr("Last snapshot")))
    , m_operations(new FigureCard(tr("Operations")))
    , m_alarms(new AlarmList)
    , m_recovery(new RecoveryCard(actions.drillThis))
    , m_cards(new QListView)
    , m_delegate(new NodeCardDelegate(m_cards))
    , m_recentCard(new Card)
    , m_recent(new RecentList)
    , m_stack(new QStackedLayout)
{
    auto *figures = new QHBoxLayout;
    figures->setSpacing(metrics::kGap);
    // The nodes' state is the longest word in the largest letters, the operations a number.
    for (const auto &[card, share] : {std::pair(m_rpo, 5), {m_nodes, 7}, {m_last, 5}, {m_operations, 4}})
        figures->addWidget(card, share);
    figures->addWidget(new LeaseCard(subject, *this), 5);
    m_cards->setAccessibleName(tr("Nodes"));
    m_cards->setModel(&m_model);
    m_cards->setItemDelegate(m_delegate);
    m_cards->setViewMode(QListView::IconMode);
    m_cards->setMovement(QListView::Static);
    m_cards->setResizeMode(QListView::Adjust);
    m_cards->setUniformItemSizes(true);
    m_cards->setFrameShape(QFrame::NoFrame);
    m_cards->setMouseTracking(true);
    m_cards->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_cards->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_cards->viewport()->setAutoFillBackground(false);
    connect(m_cards, &QListView::activated, this, [this](const QModelIndex &index) {
        if (m_subject.place().kind == Place::Kind::Cluster)
            Q_EMIT placeWanted(Place::ofNode(m_subject.place().cluster, m_model.face(index.row()).url.toString()));
    });
    auto *title = new QHBoxLayout;
    title->addWidget(new TextLabel(TextLabel::Style::Strong, tr("Recent")), 1);
    auto *past = new ActionButton(actions.pastRestores);
    makeQuiet(past);
    title->addWidget(past);
    m_recentCard->body()->addLayout(title);
    m_recentCard->body()->addWidget(m_recent);
    m_recentCard->body()->addStretch();
    m_recentCard->setMinimumHeight(kAroundRecent + RecentList::heightOf(1));
    m_recentCard->installEventFilter(this);
    m_cards->installEventFilter(this);
    auto *filled = new QWidget;
    auto *column = new QVBoxLayout(filled);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kGap);
    column->addWidget(new PracticeBar(workspace.practice(), subject, actions));
    column->addLayout(figures);
    column->addWidget(m_alarms);
    column->addWidget(m_recovery);
    auto *lower = new QVBoxLayout; // a row of cards brings a gap of its own
    lower->setSpacing(metrics::kTight);
    lower->addWidget(m_cards, 3);
    lower->addWidget(m_recentCard, 2);
    column->addLayout(lower, 1);
    auto *nobody = new EmptyFace;
    nobody->setFace(Health::Unknown, tr("This cluster has no nodes"), tr("Connect to one of its nodes."),
                    {actions.connectCluster, actions.closePlace});
    m_stack->addWidget(new PageScroll(filled));
    m_stack->addWidget(nobody);
    setLayout(m_stack);
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (!isVisible() || !m_subject.isRemote())
            return;
        showRpo(QDateTime::currentDateTimeUtc());
        if (std::exchange(m_isRecentOld, false))
            showRecent(QDateTime::currentDateTimeUtc());
        if (++m_ticks % kAges == 0)
            refresh();
    });
    m_tick.start();
    connect(m_alarms, &AlarmList::mendWanted, this, &ClusterOverview::mendWanted);
    connect(&subject, &Subject::nodesUpdated, this, [this](const NodeSet &changed) {
        if (isVisible() && changed.isEmpty())
            refresh(); // another place, or others in it
        else if (isVisible())
            refreshFaces(changed);
    });
    connect(&workspace.clusters(), &Clusters::operationsChanged, this, [this] { m_isRecentOld = true; });
    const auto showLosses = [this] {
        if (!isVisible() || !m_subject.isRemote())
            return;
        showRpo(QDateTime::currentDateTimeUtc());
        showRecovery(QDateTime::currentDateTimeUtc());
    };
    connect(&subject, &Subject::heldUpdated, this, showLosses);
    connect(&m_exposures, &Exposures::changed, this, showLosses);
    connect(&workspace.drills(), &DrillLog::updated, this, showLosses);
}

void ClusterOverview::showEvent(QShowEvent *event)
{
    refresh();
    QWidget::showEvent(event);
}

bool ClusterOverview::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == m_cards)
        layOutCards();
    else if (event->type() == QEvent::Resize)
        showRecent(QDateTime::currentDateTimeUtc());
    return QWidget::eventFilter(watched, event);
}

void ClusterOverview::refresh()
{
    refreshFaces({});
    showRecent(QDateTime::currentDateTimeUtc());
    showRpo(QDateTime::currentDateTimeUtc());
}

/// `changed` empty: all.
void ClusterOverview::refreshFaces(const NodeSet &changed)
{
    if (!m_subject.isRemote())
        return;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QList<NodeConnection *> nodes = m_subject.nodes();
    m_stack->setCurrentIndex(nodes.isEmpty() ? 1 : 0);
    const bool ofStates = m_subject.place().kind == Place::Kind::Node;
    const auto status = ofStates && !nodes.isEmpty() ? nodes.first()->status() : std::nullopt;
    if (status && !status->states.isEmpty()) {
        showStates(nodes.first(), status->states);
    } else if (changed.isEmpty() || m_model.rowCount() != nodes.size()) {
        showCards(nodes);
    } else {
        for (qsizetype i = 0; i < nodes.size(); ++i) {
            if (changed.contains(nodes.at(i)))
                m_model.changed(int(i), int(i));
        }
    }
    m_alarms->setAlarms(alarmsOf(m_workspace.clusters(), nodes, now));
    showNodes();
    showLastSnapshot(now);
    showOperations();
    showRecovery(now);
    layOutCards();
}

void ClusterOverview::showStates(const NodeConnection *node, const QList<net::StateStatus> &states)
{
    QStringList keys;
    for (const net::StateStatus &state : states)
        keys.append(node->profile().url.toString() + u'\n' + state.name);
    m_model.setRows(keys, [guard = QPointer(node), states, subject = &m_subject](int row) {
        const Cluster *const cluster = subject->cluster();
        return guard ? faceOfState(*guard, states.at(row), QDateTime::currentDateTimeUtc(),
                                   cluster ? cluster->nodes() : QList<NodeConnection *>())
                     : NodeFace();
    });
}

void ClusterOverview::showCards(const QList<NodeConnection *> &nodes)
{
    QStringList keys;
    QList<QPointer<const NodeConnection>> guarded;
    for (const NodeConnection *node : nodes) {
        keys.append(node->profile().url.toString());
        guarded.append(node);
    }
    m_model.setRows(keys, [guarded, subject = &m_subject, clusters = &m_workspace.clusters()](int row) {
        const NodeConnection *node = guarded.at(row);
        return node ? faceOf(*node, clusters->verdict(node), QDateTime::currentDateTimeUtc(), subject->nodes()) : NodeFace();
    });
}

void ClusterOverview::showRpo(const QDateTime &now)
{
    if (m_subject.held().isEmpty() && isListing(m_subject.nodes()))
        return m_rpo->setFigure(kUnread, tr("being read"));
    const RpoFace face = rpoFaceOf(m_exposures.now(), m_subject.nodes(), now);
    m_rpo->setFigure(face.figure, face.note);
}

void ClusterOverview::showRecovery(const QDateTime &now)
{
    const auto point = m_subject.recoveryPoint();
    std::optional<DrillReport> drilled;
    for (const DrillReport &report : m_workspace.drills().reports()) { // newest first
        if (point && report.archive && report.archive->manifest.id == point->id) {
            drilled = report;
            break;
        }
    }
    m_recovery->setPoint(point, drilled, now);
}

void ClusterOverview::showNodes()
{
    const QList<NodeConnection *> nodes = m_subject.nodes();
    const Clusters &clusters = m_workspace.clusters();
    m_nodes->setCaption(m_subject.place().kind == Place::Kind::Node ? tr("Node") : tr("Nodes"));
    if (m_subject.place().kind == Place::Kind::Node && !nodes.isEmpty()) {
        const NodeConnection &node = *nodes.first();
        const HealthVerdict verdict = clusters.verdict(&node);
        const QString role = node.role().isEmpty() ? nodeLabel(node.profile().url)
                                                   : tr("%1 · token: %2").arg(nodeLabel(node.profile().url), node.role());
        return m_nodes->setState(shapeOf(verdict.health), text::healthWord(verdict.health), role);
    }
    int counts[4] = {};
    for (const NodeConnection *node : nodes)
        ++counts[int(clusters.verdict(node).health)];
    QStringList worst;
    if (const int failed = counts[int(lifeboat::Health::Failed)])
        worst.append(tr("%n failed", nullptr, failed));
    if (const int doubtful = counts[int(lifeboat::Health::Attention)])
        worst.append(tr("%n to look at", nullptr, doubtful));
    if (const int unknown = counts[int(lifeboat::Health::Unknown)])
        worst.append(tr("%n unknown", nullptr, unknown));
    const QString healthy =
        tr("%1 of %2 healthy").arg(text::number(quint64(counts[0])), text::number(quint64(nodes.size())));
    if (worst.isEmpty())
        return m_nodes->setState(Health::Good, healthy, tr("all that is known is fresh and fine"));
    const Health shape = counts[int(lifeboat::Health::Failed)] > 0 ? Health::Bad
        : counts[int(lifeboat::Health::Attention)] > 0             ? Health::Warning
                                                                   : Health::Unknown;
    const QString word = worst.takeFirst();
    m_nodes->setState(shape, word, (QStringList{healthy} + worst).join(QStringLiteral(" · ")));
}

void ClusterOverview::showLastSnapshot(const QDateTime &now)
{
    const QList<HeldSnapshot> &held = m_subject.held();
    const auto last = std::ranges::find_if(
        held, [&](const HeldSnapshot &snapshot) { return !aheadOf(snapshot.entry.createdAt(), now); });
    if (!anyMet(m_subject.nodes()))
        return m_last->setFigure(tr("unknown"), tr("no node has told of a snapshot yet"));
    if (last == held.end() && isListing(m_subject.nodes()))
        return m_last->setFigure(kUnread, tr("being read"));
    if (last == held.end())
        return m_last->setFigure(tr("never"), tr("nothing could be restored"));
    m_last->setFigure(text::age(last->entry.createdAt(), now),
                      tr("on %1, %2, %3")
                          .arg(last->node, text::bytes(last->entry.file.size), verificationText(last->entry, now)));
}

void ClusterOverview::showOperations()
{
    if (!anyMet(m_subject.nodes()))
        return m_operations->setFigure(tr("unknown"), tr("no node has told of its work yet"));
    int inFlight = 0;
    int pending = 0;
    int dead = 0;
    int silent = 0; // what those do, nobody knows
    int refusing = 0; // nor of these
    for (const NodeConnection *node : m_subject.nodes()) {
        const auto status = isOnline(node) ? node->status() : std::nullopt;
        if (!status)
            ++(node->link() == Link::Refused ? refusing : silent);
        if (status) {
            inFlight += status->inFlight;
            pending += status->pending;
            dead += status->dead;
        }
    }
    if (silent + refusing == m_subject.nodes().size())
        return m_operations->setFigure(tr("unknown"), refusing == 0 ? tr("no node answers")
                                                          : silent == 0 ? tr("the nodes refuse the connection")
                                                                        : tr("the nodes do not answer or refuse the connection"));
    QStringList notes;
    if (pending > 0)
        notes.append(tr("%n pending", nullptr, pending));
    if (dead > 0)
        notes.append(tr("%n dead", nullptr, dead));
    if (silent > 0)
        notes.append(tr("%n nodes do not answer", nullptr, silent));
    if (refusing > 0)
        notes.append(tr("%n nodes refuse the connection", nullptr, refusing));
    m_operations->setFigure(text::number(quint64(inFlight)),
                            notes.isEmpty() ? tr("in flight on the nodes")
                                            : tr("in flight on the nodes · %1").arg(notes.join(QStringLiteral(" · "))));
}

void ClusterOverview::showRecent(const QDateTime &now)
{
    const int room = RecentList::linesIn(m_recentCard->height() - kAroundRecent);
    QList<RecentList::Line> lines;
    for (const EndedOperation &one : lastEnded(m_subject.nodes(), std::clamp<qsizetype>(room, 1, kRecent))) {
        const lifeboat::Operation &operation = one.operation;
        const bool dead = operation.status == OperationStatus::Dead;
        lines.append({.when = text::moment(operation.endedAt, now),
                      .what = tr("%1 of %2 on %3").arg(text::operationKind(operation.request.kind), operation.request.target, one.node),
                      .note = dead && operation.lastError ? text::sentence(*operation.lastError)
                                                          : actorText(operation.request.actor),
                      .health = dead ? Health::Bad : Health::Good,
                      .state = text::operationStatus(operation.status)});
    }
    m_recent->setLines(lines);
}

/// As many columns as fit, but never wider ones than three to a row; no more height than there are rows.
void ClusterOverview::layOutCards()
{
    constexpr int kCell = NodeCardDelegate::kHeight + NodeCardDelegate::kGap;
    const int cards = std::max(1, m_model.rowCount());
    const int columns = std::clamp((m_cards->width() + NodeCardDelegate::kGap)
                                       / (NodeCardDelegate::kLeastWidth + NodeCardDelegate::kGap),
                                   1, std::max(3, cards));
    const int rows = (cards + columns - 1) / columns;
    m_cards->setMaximumHeight(rows * kCell);
    m_cards->setMinimumHeight(kCell);
    m_cards->setVisible(m_model.rowCount() > 0);
    // A list view keeps room for a bar that may be needed.
    const bool fits = rows * kCell <= m_cards->height();
    m_cards->setVerticalScrollBarPolicy(fits ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAlwaysOn);
    const int bar = fits ? 0 : m_cards->style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const QSize cell((m_cards->width() - bar - 1) / columns, kCell);
    if (cell == m_cards->gridSize())
        return;
    m_delegate->setCells(cell, columns);
    m_cards->setGridSize(cell);
}

} // namespace lifeboat::ui
