// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/pages/snapshotspage.h"

#include "ui/console/models/nodeface.h"
#include "ui/console/models/rowdelegate.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/actionbutton.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/emptyface.h"
#include "ui/console/widgets/tabletoolbar.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/command.h"
#include "ui/console/workspace/selection.h"
#include "ui/console/workspace/subject.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

namespace lifeboat::ui {

using namespace std::chrono_literals;

SnapshotsPage::SnapshotsPage(Subject &subject, Selection &selection, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_subject(subject)
    , m_selection(selection)
    , m_actions(actions)
    , m_table(new QTableView)
    , m_filter(new QLineEdit)
    , m_count(new TextLabel(TextLabel::Style::Quiet))
    , m_command(new CommandLine)
    , m_face(new EmptyFace)
    , m_stack(new QStackedLayout)
{
    m_sorted.setSourceModel(&m_model);
    auto *filled = new QWidget;
    auto *column = new QVBoxLayout(filled);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kNear);
    column->addWidget(makeToolbar());
    column->addWidget(makeTable(), 1);
    column->addWidget(m_command);
    m_stack->addWidget(filled);
    m_stack->addWidget(m_face);
    setLayout(m_stack);
    m_ages.setInterval(20s);
    connect(&m_ages, &QTimer::timeout, this, &SnapshotsPage::growOlder);
    m_ages.start();
    connect(&subject, &Subject::updated, this, &SnapshotsPage::refresh);
    m_later.setSingleShot(true);
    m_later.setInterval(2s);
    connect(&m_later, &QTimer::timeout, this, &SnapshotsPage::refresh);
    connect(&subject, &Subject::heldUpdated, this, [this] {
        if (isVisible())
            refresh();
        else if (!m_later.isActive())
            m_later.start(); // the selection follows, but nobody sees the table
    });
    connect(&subject, &Subject::nodesUpdated, this, [this] {
        if (!m_subject.isRemote() || !isVisible())
            return;
        showHistories();
        showFace();
    });
    connect(&subject, &Subject::placeChanged, m_filter, &QLineEdit::clear);
    connect(&subject, &Subject::placeChanged, this, [this] { m_chosen.clear(); });
    connect(m_filter, &QLineEdit::textChanged, this, &SnapshotsPage::filter);
    refresh();
}

QWidget *SnapshotsPage::makeToolbar()
{
    QList<QWidget *> buttons;
    for (QAction *action : {m_actions.verify, m_actions.restore, m_actions.manifest, m_actions.drillThis})
        buttons.append(new ActionButton(action));
    return makeTableToolbar(m_filter, tr("Filter by database, index, state…"), tr("Filter snapshots"), m_count, buttons);
}

QWidget *SnapshotsPage::makeTable()
{
    dressTable(m_table, tr("Snapshots"));
    m_table->setModel(&m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(SnapshotModel::Time, Qt::DescendingOrder);
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(SnapshotModel::Time, 120);
    header->resizeSection(SnapshotModel::Node, 100);
    header->resizeSection(SnapshotModel::State, 80);
    header->resizeSection(SnapshotModel::Database, 150);
    header->resizeSection(SnapshotModel::Kind, 60);
    header->resizeSection(SnapshotModel::Identity, 130);
    header->resizeSection(SnapshotModel::History, 130);
    header->resizeSection(SnapshotModel::Size, 80);
    header->resizeSection(SnapshotModel::Ratio, 80);
    header->setSectionResizeMode(SnapshotModel::Verified, QHeaderView::Stretch);
    header->resizeSection(SnapshotModel::Pinned, 60);
    header->resizeSection(SnapshotModel::Store, 130);
    fitTitles(m_table);
    m_makeRoom = makeRoom(m_table, SnapshotModel::Verified,
                          {SnapshotModel::Node, SnapshotModel::State, SnapshotModel::History, SnapshotModel::Identity,
                           SnapshotModel::Time, SnapshotModel::Database, SnapshotModel::Store, SnapshotModel::Size,
                           SnapshotModel::Pinned});
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->addActions({m_actions.verify, m_actions.restore, m_actions.manifest, m_actions.drillThis,
                         m_actions.pin, m_actions.deleteSnapshot, m_actions.copyCommand, m_actions.openFolder});
    connect(m_table, &QTableView::activated, m_actions.manifest, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SnapshotsPage::noteChoice);
    connect(m_table, &QTableView::pressed, this, &SnapshotsPage::noteChoice); // on what is selected already
    auto *card = new Card;
    card->body()->setContentsMargins(1, metrics::kTight, 1, metrics::kTight);
    card->body()->addWidget(m_table);
    return card;
}

void SnapshotsPage::select(const QString &key)
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.row(row).key() == key) {
            const QModelIndex index = m_sorted.mapFromSource(m_model.index(row, 0));
            m_table->setCurrentIndex(index);
            m_table->scrollTo(index);
            m_chosen = key;
            return;
        }
    }
}

void SnapshotsPage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void SnapshotsPage::showEvent(QShowEvent *event)
{
    refresh();
    QWidget::showEvent(event);
}

void SnapshotsPage::filter(const QString &text)
{
    {
        const QScopedValueRollback refreshing(m_isRefreshing, true);
        m_sorted.setFilterFixedString(text);
        if (m_chosen.isEmpty())
            selectNewest();
    }
    showFace();
    onCurrentChanged();
}

/// It stays in sight of whoever looks at the top, and nobody's place further down is lost.
void SnapshotsPage::selectNewest()
{
    if (m_sorted.rowCount() == 0)
        return;
    const QModelIndex newest = m_sorted.mapFromSource(m_model.index(0, 0));
    m_table->setAutoScroll(false);
    m_table->setCurrentIndex(newest.isValid() ? newest : m_sorted.index(0, 0));
    m_table->setAutoScroll(true);
}

void SnapshotsPage::noteChoice()
{
    if (m_isRefreshing)
        return;
    const QModelIndex current = m_sorted.mapToSource(m_table->currentIndex());
    m_chosen = current.isValid() ? m_model.row(current.row()).key() : QString();
    onCurrentChanged();
}

void SnapshotsPage::refresh()
{
    m_later.stop();
    const QScopedValueRollback refreshing(m_isRefreshing, true);
    if (m_subject.isRemote())
        m_model.setSnapshots(m_subject.held());
    else
        m_model.setEntries(m_subject.entries(), m_subject.unreadable());
    showHistories();
    showColumns();
    const QModelIndex current = m_sorted.mapToSource(m_table->currentIndex());
    if (!current.isValid() || m_model.row(current.row()).key() != m_chosen) {
        m_chosen.clear();
        selectNewest();
    }
    showFace();
    onCurrentChanged();
}

/// Of rows that stay what they are, what is said of them changes: told as changed, thousands would be sorted again.
void SnapshotsPage::growOlder()
{
    if (!isVisible())
        return;
    m_table->viewport()->update();
    m_makeRoom();
    if (!m_filter->text().isEmpty())
        filter(m_filter->text());
}

void SnapshotsPage::showHistories()
{
    QHash<QString, Lineage> current;
    for (const NodeConnection *const node : m_subject.nodes()) {
        const auto status = node->status();
        const QString address = node->profile().url.toString();
        for (const net::StateStatus &state : status ? status->states : QList<net::StateStatus>()) {
            if (state.position)
                current.insert(HeldSnapshot::stateKey(address, state.name), state.position->lineage);
        }
    }
    m_model.setCurrentHistories(current);
    m_table->setColumnHidden(SnapshotModel::History, !m_model.hasSeveralHistories());
}

void SnapshotsPage::showColumns()
{
    const Place::Kind kind = m_subject.place().kind;
    const bool remote = m_subject.isRemote();
    m_table->setColumnHidden(SnapshotModel::Node, kind != Place::Kind::Cluster);
    m_table->setColumnHidden(SnapshotModel::State, !remote);
    m_table->setColumnHidden(SnapshotModel::Database, remote);
    m_table->setColumnHidden(SnapshotModel::Ratio, remote); // how well it was verified needs the room
    m_table->setColumnHidden(SnapshotModel::Pinned, !remote);
    m_table->setColumnHidden(SnapshotModel::Store, kind != Place::Kind::Machine);
    m_filter->setPlaceholderText(remote ? tr("Filter by node, index, state…")
                                        : tr("Filter by database, index, state…"));
}

void SnapshotsPage::showFace()
{
    const int all = m_model.rowCount();
    const int shown = m_sorted.rowCount();
    m_count->setText(shown == all ? tr("%n snapshots", nullptr, all)
                                  : tr("%1 of %n snapshots", nullptr, all).arg(text::number(quint64(shown))));
    const bool bare = all == 0;
    m_stack->setCurrentIndex(bare ? 1 : 0);
    if (!bare)
        return;
    if (m_subject.isRemote())
        return showRemoteFace();
    switch (m_subject.state()) {
    case Subject::State::Reading:
        m_face->setFace(Health::Unknown, tr("Reading the snapshots…"), m_subject.store());
        break;
    case Subject::State::Failed:
        m_face->setFace(Health::Warning, text::sentence(*m_subject.error()), text::advice(*m_subject.error()),
                        {m_actions.refresh, m_actions.closePlace});
        break;
    case Subject::State::Nothing:
        m_face->setFace(Health::Unknown, tr("Nothing is open"), tr("Open a database or a directory with snapshots."),
                        {m_actions.openDatabase, m_actions.openStore});
        break;
    case Subject::State::Ready:
        m_face->setFace(Health::Unknown, tr("No snapshots yet"),
                        tr("Take the first one: the database may stay in use while it is read."), {m_actions.take});
        break;
    }
}

void SnapshotsPage::showRemoteFace()
{
    const QList<NodeConnection *> nodes = m_subject.nodes();
    const auto is = [](Link link) { return [link](const NodeConnection *node) { return node->link() == link; }; };
    const auto first = std::ranges::find_if(nodes, [](const NodeConnection *node) { return node->trouble().has_value(); });
    if (nodes.isEmpty())
        m_face->setFace(Health::Unknown, tr("This cluster has no nodes"), tr("Connect to one of its nodes."),
                        {m_actions.connectCluster, m_actions.closePlace});
    else if (std::ranges::any_of(nodes, is(Link::Online)))
        m_face->setFace(Health::Unknown, tr("No snapshots yet"),
                        tr("Take the first one: the nodes go on working while it is read."), {m_actions.take});
    else if (first != nodes.end()) {
        const Error trouble = *troubleOf(**first);
        const bool one = m_subject.place().kind == Place::Kind::Node;
        const bool refuse = std::ranges::all_of(nodes, is(Link::Refused));
        m_face->setFace(Health::Bad,
                        one ? text::sentence(trouble) : refuse ? tr("The nodes refuse the connection") : tr("No node can be reached"),
                        one ? text::advice(trouble) : text::sentence(trouble) + u' ' + text::advice(trouble),
                        {m_actions.reconnect, m_actions.closePlace});
    } else
        m_face->setFace(Health::Unknown, tr("Connecting to the nodes…"), m_subject.place().cluster);
}

void SnapshotsPage::onCurrentChanged()
{
    const QModelIndex current = m_sorted.mapToSource(m_table->currentIndex());
    std::optional<HeldSnapshot> snapshot;
    if (current.isValid())
        snapshot = m_model.row(current.row());
    const Place &place = m_subject.place();
    m_command->setVisible(snapshot || place.isRemote() || !m_subject.store().isEmpty());
    if (place.isRemote())
        m_command->setCommand(snapshot ? command::fetch(snapshot->id.value, place.cluster, snapshot->node)
                                       : command::listOnNodes(place.cluster));
    else
        m_command->setCommand(snapshot ? command::show(snapshot->entry.path) : command::list(m_subject.store()));
    m_selection.set(this, snapshot);
}

} // namespace lifeboat::ui
