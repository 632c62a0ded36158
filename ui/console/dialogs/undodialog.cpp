// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/undodialog.h"

#include "engine/base/missing.h"
#include "engine/cluster/handover.h"
#include "engine/cluster/nodeconnection.h"
#include "engine/cluster/undoplans.h"
#include "engine/snapshot/planobject.h"
#include "ui/console/models/nodeface.h"
#include "ui/console/models/roles.h"
#include "ui/console/models/rowdelegate.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/fieldnote.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/console/workspace/nodecommand.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/operationwording.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace lifeboat::ui {

namespace {

QString wordsOf(const Result<UndoPlan> &plan)
{
    if (!plan && whatIsMissing(plan.error()) == Missing::State)
        return text::sentence(plan.error());
    if (!plan && plan.error().code == ErrorCode::NotFound)
        return UndoDialog::tr("nothing to take back");
    if (!plan || !plan->position)
        return UndoDialog::tr("what was there before comes back; its index is not known here");
    const QString index = text::number(plan->position->appliedIndex);
    return plan->redoes() ? UndoDialog::tr("index %1 comes back: an undo was last, its restore is there again").arg(index)
                          : UndoDialog::tr("index %1 comes back").arg(index);
}

} // namespace

UndoDialog::UndoDialog(const QString &cluster, const QString &state, const QList<NodeConnection *> &nodes,
                       const QStringList &offered, QWidget *parent)
    : DialogFrame(tr("Undo the last restore"),
                  tr("These nodes of %1 keep the state from before their last restore or undo. Both change places: what "
                     "is in place now is kept instead, so that this can be taken back too.")
                      .arg(cluster),
                  tr("Undo"), parent)
    , m_cluster(cluster)
    , m_state(state)
    , m_nodes(nodes.begin(), nodes.end())
    , m_table(new QTableView)
    , m_note(new FieldNote(m_table))
    , m_apart(new QCheckBox(tr("Each of these nodes has a log of its own: let them go apart")))
    , m_confirm(new QLineEdit)
{
    for (const QString &name : offered) {
        auto *item = new QStandardItem(name);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
        item->setData(true, StrongRole);
        auto *words = new QStandardItem(tr("asking…"));
        words->setEditable(false);
        words->setData(true, QuietRole);
        m_model.appendRow({item, words});
        m_offers.append(Offer());
    }
    build();
    for (int row = 0; row < offered.size(); ++row) {
        const auto node = std::ranges::find(nodes, offered[row], &NodeConnection::name);
        if (node != nodes.end())
            ask(row, **node);
        else
            tell(row, failure(ErrorCode::Disconnected, offered[row]));
    }
    update();
}

void UndoDialog::build()
{
    dressTable(m_table, tr("Nodes"));
    m_table->setModel(&m_model);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_table->horizontalHeader()->resizeSection(0, 190);
    m_table->setFixedHeight(metrics::kRowHeight * std::clamp(m_model.rowCount(), 1, 8) + 2);
    auto *card = new Card;
    card->body()->setContentsMargins(1, metrics::kTight, 1, metrics::kTight);
    card->body()->addWidget(m_table, 1);
    auto *words = new TextLabel(TextLabel::Style::Body, tr("Type the cluster’s name, %1, to go on:").arg(m_cluster));
    words->setBuddy(m_confirm);
    m_confirm->setAccessibleName(tr("Name of the cluster, to confirm"));
    middle()->addWidget(card);
    middle()->addWidget(m_note);
    middle()->addWidget(m_apart);
    middle()->addWidget(words);
    middle()->addWidget(m_confirm);
    middle()->addStretch();
    connect(&m_model, &QStandardItemModel::itemChanged, this, &UndoDialog::update);
    connect(m_apart, &QCheckBox::toggled, this, &UndoDialog::update);
    connect(m_confirm, &QLineEdit::textChanged, this, &UndoDialog::update);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT confirmed(chosen()); });
    m_confirm->setFocus();
    resize(680, 300 + m_table->height());
}

void UndoDialog::ask(int row, NodeConnection &node)
{
    QJsonObject parameters;
    if (!m_state.isEmpty())
        parameters[QLatin1StringView("state")] = m_state;
    handOver(this, node.call(QStringLiteral("restore.undoPlan"), parameters),
             [this, row](const Result<QJsonValue> &answer) {
                 const auto plan =
                     answer.and_then([](const QJsonValue &told) { return undoPlanFromObject(told.toObject()); });
                 tell(row, plan);
                 update();
             });
}

void UndoDialog::tell(int row, const Result<UndoPlan> &plan)
{
    m_offers[row].isAsked = false;
    if (plan)
        m_offers[row].plan = *plan;
    m_model.item(row, 1)->setText(wordsOf(plan));
}

QStringList UndoDialog::undoable(const QList<NodeConnection *> &nodes, const QString &state)
{
    QStringList names;
    for (const NodeConnection *node : nodes) {
        const auto status = node->status();
        if (!status || !mayOperate(*node))
            continue;
        for (const net::StateStatus &each : status->states) {
            // Without a name each node's first is meant.
            if (!state.isEmpty() && each.name != state)
                continue;
            if (each.canUndo)
                names.append(node->name());
            break;
        }
    }
    return names;
}

QStringList UndoDialog::chosen() const
{
    QStringList names;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.item(row)->checkState() == Qt::Checked)
            names.append(m_model.item(row)->text());
    }
    return names;
}

QList<UndoPlan> UndoDialog::chosenPlans() const
{
    QList<UndoPlan> plans;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.item(row)->checkState() == Qt::Checked && m_offers[row].plan)
            plans.append(*m_offers[row].plan);
    }
    return plans;
}

/// Of nodes that are not chosen though they may share what the others leave.
QString UndoDialog::warning() const
{
    const QStringList names = chosen();
    QList<net::NodeStatus> others;
    for (const auto &node : m_nodes) {
        const auto status = node && !names.contains(node->name()) ? node->status() : std::nullopt;
        if (status)
            others.append(*status);
    }
    const QStringList left = leftBehindByUndo(chosenPlans(), others, m_state);
    return left.isEmpty() ? QString() : text::leftBehind(left);
}

bool UndoDialog::isApart() const
{
    return m_apart->isVisibleTo(this) && m_apart->isChecked();
}

bool UndoDialog::redoes() const
{
    return std::ranges::any_of(chosenPlans(), [](const UndoPlan &plan) { return plan.redoes(); });
}

void UndoDialog::update()
{
    const QStringList names = chosen();
    bool isAsking = false;
    for (int row = 0; row < m_model.rowCount(); ++row)
        isAsking = isAsking || (m_model.item(row)->checkState() == Qt::Checked && m_offers[row].isAsked);
    const bool goesApart = !checkUndoTogether(chosenPlans());
    const QString leaving = warning();
    const bool isSplit = goesApart || !leaving.isEmpty();
    m_note->setNote(Health::Bad, goesApart ? tr("These nodes are of one history now and would go back to different ones: choose "
                                                "those that were restored together.")
                                           : leaving);
    m_apart->setVisible(isSplit);
    const bool isRefused = isSplit && !m_apart->isChecked();
    acceptButton()->setText(names.isEmpty() ? tr("Undo") : tr("Undo on %n nodes", nullptr, int(names.size())));
    acceptButton()->setEnabled(!names.isEmpty() && !isAsking && !isRefused && m_confirm->text() == m_cluster);
    command()->setCommand(command::undoNodes(m_cluster, m_state, names, redoes(), isSplit));
}

} // namespace lifeboat::ui
