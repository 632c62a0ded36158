// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/clusterrestoredialog.h"

#include "engine/archive/archivereader.h"
#include "engine/cluster/expectedplan.h"
#include "engine/cluster/nodeconnection.h"
#include "ui/console/dialogs/snapshotsonnodes.h"
#include "ui/console/dialogs/restorerundialog.h"
#include "ui/console/models/rowdelegate.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/fieldnote.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/console/workspace/nodecommand.h"
#include "ui/console/workspace/runningrestore.h"
#include "ui/console/workspace/workspace.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/operationwording.h"
#include "ui/text/wording.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>

namespace lifeboat::ui {

using namespace std::chrono_literals;

namespace {

/// What the list of snapshots holds besides the words.
enum { IdRole = Qt::UserRole, ArchiveRole };

constexpr int kMostAtOnce = 64;

} // namespace

ClusterRestoreDialog::ClusterRestoreDialog(Workspace &workspace, const Wish &wish,
                                           const QList<NodeConnection *> &nodes, QWidget *parent)
    : DialogFrame(tr("Restore nodes of %1").arg(wish.cluster),
                  tr("Every node says itself what a restore would do to it. Nothing is touched before you begin; each "
                     "keeps its old state, so that the restore can be taken back."),
                  tr("Restore"), parent)
    , m_workspace(workspace)
    , m_wish(wish)
    , m_nodes(nodes)
    , m_snapshot(new QComboBox)
    , m_snapshotNote(new FieldNote(m_snapshot))
    , m_parallel(new QSpinBox)
    , m_stop(new QCheckBox(tr("Stop at the first failure: nodes not begun stay as they are")))
    , m_force(new QCheckBox(tr("Go back also where a node holds this content or newer")))
    , m_table(new QTableView)
    , m_why(new TextLabel(TextLabel::Style::Quiet))
    , m_fetch(new QPushButton(tr("Fetch it here for those that lack it")))
    , m_leftOut(new FieldNote(m_table))
    , m_apart(new QCheckBox(tr("Each of these nodes has a log of its own: let them go apart")))
    , m_total(new TextLabel(TextLabel::Style::Strong))
    , m_confirmWords(new TextLabel(TextLabel::Style::Body))
    , m_confirm(new QLineEdit)
{
    build();
    listSnapshots();
    connectControls();
    if (!wish.archive.isEmpty())
        useArchive(wish.archive);
    // A plan that is made at once would be told before anybody can listen.
    QMetaObject::invokeMethod(this, &ClusterRestoreDialog::askForPlan, Qt::QueuedConnection);
    update();
}

ClusterRestoreDialog::~ClusterRestoreDialog() = default;

void ClusterRestoreDialog::build()
{
    setMinimumWidth(900);
    resize(980, 660);
    auto *archive = new QPushButton(tr("Archive of this machine…"));
    archive->setAutoDefault(false);
    connect(archive, &QPushButton::clicked, this, &ClusterRestoreDialog::chooseArchive);
    m_snapshot->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_snapshot->setAccessibleName(tr("Snapshot"));
    auto *choice = new QWidget;
    auto *row = new QHBoxLayout(choice);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kNear);
    row->addWidget(m_snapshot, 1);
    row->addWidget(archive);
    choice->setFocusProxy(m_snapshot);
    addRow(tr("&Snapshot"), choice);
    form()->addRow(QString(), m_snapshotNote);
    form()->setRowVisible(m_snapshotNote, false);
    addRow(tr("Nodes at &once"), makePace());
    form()->addRow(QString(), m_force);

    dressTable(m_table, tr("Nodes"));
    m_table->setModel(&m_model);
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(RestorePlanModel::Node, 170);
    header->resizeSection(RestorePlanModel::Plan, 220);
    header->resizeSection(RestorePlanModel::Writes, 90);
    header->resizeSection(RestorePlanModel::Loses, 120);
    header->setSectionResizeMode(RestorePlanModel::Why, QHeaderView::Stretch);
    fitTitles(m_table);
    m_table->setMinimumHeight(metrics::kRowHeight * 5);
    m_why->setWordWrap(true);
    m_why->setMinimumHeight(2 * m_why->fontMetrics().lineSpacing());
    m_why->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto *card = new Card;
    card->body()->setContentsMargins(1, metrics::kTight, 1, metrics::kTight);
    card->body()->addWidget(m_table, 1);
    middle()->addWidget(card, 1);
    auto *why = new QHBoxLayout;
    why->setSpacing(metrics::kGap);
    why->addWidget(m_why, 1);
    why->addWidget(m_fetch, 0, Qt::AlignTop);
    m_fetch->setAutoDefault(false);
    connect(m_fetch, &QPushButton::clicked, this, [this] {
        m_fetch->setEnabled(false);
        Q_EMIT archiveWanted(request().snapshot);
    });
    middle()->addLayout(why);
    middle()->addWidget(m_leftOut);
    middle()->addWidget(m_apart);
    middle()->addWidget(m_total);
    m_confirmWords->setWordWrap(true);
    m_confirmWords->setBuddy(m_confirm);
    m_confirm->setAccessibleName(tr("Name of the cluster, to confirm"));
    middle()->addWidget(m_confirmWords);
    middle()->addWidget(m_confirm);
}

QWidget *ClusterRestoreDialog::makePace()
{
    auto *pace = new QWidget;
    auto *row = new QHBoxLayout(pace);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kWide);
    m_parallel->setRange(1, kMostAtOnce);
    m_parallel->setValue(ClusterRestoreRequest{}.parallel);
    m_parallel->setAccessibleName(tr("Nodes at once"));
    m_stop->setChecked(true);
    row->addWidget(m_parallel);
    row->addWidget(m_stop, 1);
    pace->setFocusProxy(m_parallel);
    return pace;
}

void ClusterRestoreDialog::connectControls()
{
    connect(m_snapshot, &QComboBox::currentIndexChanged, this, [this] {
        m_fetch->setEnabled(true);
        askForPlan();
    });
    connect(m_force, &QCheckBox::toggled, this, &ClusterRestoreDialog::askForPlan);
    connect(m_parallel, &QSpinBox::valueChanged, this, &ClusterRestoreDialog::update);
    connect(m_stop, &QCheckBox::toggled, this, &ClusterRestoreDialog::update);
    connect(m_apart, &QCheckBox::toggled, this, &ClusterRestoreDialog::update);
    connect(m_confirm, &QLineEdit::textChanged, this, &ClusterRestoreDialog::update);
    connect(&m_model, &RestorePlanModel::chosenChanged, this, &ClusterRestoreDialog::update);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ClusterRestoreDialog::update);
    m_replan.setSingleShot(true);
    m_replan.setInterval(1s); // while somebody restores all of them, each becomes stale by itself
    connect(&m_replan, &QTimer::timeout, this, &ClusterRestoreDialog::askForPlan);
    for (qsizetype i = 0; i < m_nodes.size(); ++i) {
        NodeConnection *const node = m_nodes[i];
        // A node that comes back has a plan after all.
        connect(node, &NodeConnection::linkChanged, this, [this, node] {
            if (node->link() == Link::Online)
                askForPlan();
        });
        connect(node, &NodeConnection::statusChanged, this, [this, i] { checkPlan(i); });
        connect(node, &NodeConnection::snapshotsChanged, this, [this] {
            if (m_snapshot->count() == 0)
                listSnapshots();
        });
        connect(node, &QObject::destroyed, this, &QDialog::reject);
    }
}

void ClusterRestoreDialog::listSnapshots()
{
    const QList<SnapshotOnNodes> snapshots = snapshotsOn(m_nodes, m_wish.state);
    for (const SnapshotOnNodes &held : snapshots) {
        m_snapshot->addItem(held.words(int(m_nodes.size())));
        m_snapshot->setItemData(m_snapshot->count() - 1, held.snapshot.id.value, IdRole);
        if (held.snapshot.id.value == m_wish.snapshot)
            m_snapshot->setCurrentIndex(m_snapshot->count() - 1);
    }
    if (m_wish.snapshot.isEmpty())
        m_snapshot->setCurrentIndex(mostHeld(snapshots, m_wish.nodes));
    m_snapshot->setPlaceholderText(tr("No node holds a snapshot"));
}

void ClusterRestoreDialog::chooseArchive()
{
    auto *dialog = new QFileDialog(this, tr("Archive to restore"), {}, tr("Snapshot archives (*.snap.tar)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ClusterRestoreDialog::useArchive);
    dialog->open();
}

void ClusterRestoreDialog::offerFetchAgain()
{
    m_fetch->setEnabled(true);
}

void ClusterRestoreDialog::useArchive(const QString &path)
{
    auto job = m_workspace.readers().start<ArchiveSummary>([path, fileSystem = &m_workspace.fileSystem()](JobControl &) {
        return ArchiveReader::readSummary(*fileSystem, path);
    });
    job.future.then(this, [this, path](const Result<ArchiveSummary> &summary) {
        form()->setRowVisible(m_snapshotNote, !summary);
        if (!summary)
            return m_snapshotNote->setNote(Health::Bad, text::sentence(summary.error()) + u' ' + text::advice(summary.error()));
        m_snapshotNote->clear();
        const Manifest &manifest = summary->manifest;
        m_snapshot->insertItem(0, tr("%1, %2, taken %3 · %4 on this machine")
                                      .arg(manifest.name, text::identity(manifest),
                                           text::moment(manifest.createdAt, QDateTime::currentDateTimeUtc()),
                                           fileNameOf(path)));
        m_snapshot->setItemData(0, manifest.id.value, IdRole);
        m_snapshot->setItemData(0, path, ArchiveRole);
        m_snapshot->setCurrentIndex(0);
        askForPlan();
    });
}

ClusterRestoreRequest ClusterRestoreDialog::request() const
{
    return {.cluster = m_wish.cluster,
            .snapshot = m_snapshot->currentData(IdRole).toString(),
            .archive = m_snapshot->currentData(ArchiveRole).toString(),
            .state = m_wish.state,
            .confirmedName = m_confirm->text(),
            .force = m_force->isChecked(),
            .parallel = m_parallel->value(),
            .stopAtFirstFailure = m_stop->isChecked(),
            .apart = !m_apart->isHidden() && m_apart->isChecked()};
}

std::optional<Position> ClusterRestoreDialog::positionOf(const NodeConnection *node) const
{
    const auto status = node->status();
    const net::StateStatus *const state = status ? stateOf(*status, m_wish.state) : nullptr;
    return state ? state->position : std::nullopt;
}

void ClusterRestoreDialog::checkPlan(qsizetype i)
{
    if (!m_planner || m_planner->isRunning() || m_replan.isActive())
        return;
    const NodeRestore &node = m_planner->nodes()[i];
    const auto &plan = node.plan ? node.plan : node.expected;
    if (plan && isPlanStale(m_plannedAt[i], positionOf(m_nodes[i]), plan->archive.manifest.position))
        m_replan.start();
}

void ClusterRestoreDialog::askForPlan()
{
    m_replan.stop();
    if (request().snapshot.isEmpty())
        return update();
    m_plannedAt.clear();
    for (const NodeConnection *const node : m_nodes)
        m_plannedAt.append(positionOf(node));
    m_planner = std::make_unique<ClusterRestore>(request(), m_nodes, m_workspace.fileSystem(), SystemClock::instance());
    connect(m_planner.get(), &ClusterRestore::planned, this, [this] {
        m_model.setNodes(m_planner->nodes());
        for (qsizetype i = 0; i < m_nodes.size(); ++i)
            checkPlan(i); // it may have been told of others meanwhile
        Q_EMIT planned();
    });
    if (m_model.rowCount() == 0) {
        m_model.setNodes(m_planner->nodes());
        for (int row = 0; row < m_nodes.size() && !m_wish.nodes.isEmpty(); ++row)
            m_model.leaveOut(row, !m_wish.nodes.contains(m_nodes[row]->name()));
    }
    m_planner->plan();
    update();
}

QStringList ClusterRestoreDialog::chosenNodes() const
{
    QStringList names;
    for (const int row : m_model.chosen())
        names.append(m_nodes.at(row)->name());
    return names;
}

QString ClusterRestoreDialog::total() const
{
    const QList<int> rows = m_model.chosen();
    qint64 bytes = 0;
    int skipped = 0;
    int unplanned = 0;
    for (const int row : rows) {
        const NodeRestore &node = m_model.nodes().at(row);
        const bool isKnown = node.plan || node.expected;
        bytes += isKnown ? (node.plan ? node.plan : node.expected)->writeBytes : 0;
        skipped += RestorePlanModel::skips(node) ? 1 : 0;
        unplanned += isKnown ? 0 : 1;
    }
    const int atOnce = std::min(m_parallel->value(), std::max(1, int(rows.size()) - skipped));
    QString words = tr("%n nodes, %1 to write, at most %2 at once", nullptr, int(rows.size()))
                        .arg(text::bytes(bytes), text::number(quint64(atOnce)));
    if (skipped > 0)
        words += QStringLiteral("; ") + tr("%n of them hold it already, or newer", nullptr, skipped);
    if (unplanned > 0)
        words += QStringLiteral("; ") + tr("%n more once the archive is there", nullptr, unplanned);
    return words;
}

/// Who is not restored though it may share what the others leave.
LeftOut ClusterRestoreDialog::left() const
{
    QList<NodeRestore> restored;
    QList<NodeConnection *> chosen;
    QList<NodeConnection *> others = m_nodes;
    for (const int row : m_model.chosen()) {
        restored.append(m_model.nodes().at(row));
        chosen.append(m_nodes.at(row));
        others.removeOne(m_nodes.at(row));
    }
    return leftOut(restored, chosen, others, m_wish.state);
}

void ClusterRestoreDialog::accept()
{
    if (m_replan.isActive())
        return askForPlan(); // what was confirmed does not hold any more
    QList<NodeConnection *> nodes;
    QList<NodeConnection *> others = m_nodes;
    for (const int row : m_model.chosen()) {
        nodes.append(m_nodes.at(row));
        others.removeOne(m_nodes.at(row));
    }
    auto *restore = new RunningRestore(m_workspace.operations(), request(), nodes, m_workspace.fileSystem(),
                                       SystemClock::instance(), &m_workspace);
    restore->setPeers(others);
    restore->noteIn(m_workspace.localQueue());
    if (const auto started = restore->run(); !started) {
        restore->deleteLater();
        return m_workspace.reportFailure(windowTitle(), started.error());
    }
    Q_EMIT begun(restore);
    (new RestoreRunDialog(m_workspace, *restore, parentWidget()))->open();
    QDialog::accept();
}

void ClusterRestoreDialog::update()
{
    const bool isPlanning = m_planner && m_planner->isRunning();
    const QList<int> rows = m_model.chosen();
    const int count = int(rows.size());
    const int writes =
        int(std::ranges::count_if(rows, [this](int row) { return !RestorePlanModel::skips(m_model.nodes().at(row)); }));
    m_why->setWords(m_model.rowCount() > 0 ? m_model.explanation(std::max(0, m_table->currentIndex().row())) : QString());
    const bool isLacking = std::ranges::any_of(m_model.nodes(), [](const NodeRestore &node) {
        return node.error && node.error->code == ErrorCode::NotFound;
    });
    m_fetch->setVisible(isLacking && request().archive.isEmpty());
    const LeftOut left = this->left();
    QStringList sentences;
    if (!left.leftBehind.isEmpty())
        sentences.append(text::leftBehind(left.leftBehind));
    if (!left.notAsked.isEmpty())
        sentences.append(tr("Not chosen, and not reachable to be asked whether they share the log: %1.")
                             .arg(left.notAsked.join(QStringLiteral(", "))));
    m_leftOut->setNote(left.leftBehind.isEmpty() ? Health::Warning : Health::Bad, sentences.join(u' '));
    m_apart->setVisible(!left.leftBehind.isEmpty());
    const bool isRefused = !left.leftBehind.isEmpty() && !m_apart->isChecked();
    m_total->setText(isPlanning ? tr("Asking the nodes…")
                         : m_planner ? (count > 0 ? total() : tr("No node takes part."))
                                     : tr("Choose a snapshot."));
    m_confirmWords->setText(count > 0 && writes == 0
                                ? tr("Nothing is replaced: every chosen node holds this content or newer.")
                                : tr("This replaces the state of %n nodes. Type the cluster’s name, %1, to go on:", nullptr, writes)
                                      .arg(m_wish.cluster));
    for (QWidget *widget : {static_cast<QWidget *>(m_confirmWords), static_cast<QWidget *>(m_confirm)})
        widget->setEnabled(writes > 0);
    acceptButton()->setText(count > 0 ? tr("Restore %n nodes", nullptr, count) : tr("Restore"));
    acceptButton()->setEnabled(!isPlanning && writes > 0 && !isRefused && m_confirm->text() == m_wish.cluster);
    ClusterRestoreRequest wanted = request();
    if (wanted.snapshot.isEmpty())
        wanted.snapshot = QStringLiteral("SNAPSHOT");
    command()->setCommand(command::restoreNodes(wanted, chosenNodes()));
}

} // namespace lifeboat::ui
