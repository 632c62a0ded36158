// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/undodialog.h"

#include "engine/cluster/nodeconnection.h"
#include "ui/console/models/roles.h"
#include "ui/console/models/rowdelegate.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/console/workspace/nodecommand.h"
#include "ui/text/format.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace lifeboat::ui {

UndoDialog::UndoDialog(const QString &cluster, const QString &state, const QStringList &nodes,
                       const QMap<QString, Position> &before, QWidget *parent)
    : DialogFrame(tr("Undo the last restore"),
                  tr("These nodes of %1 keep the state from before their last restore or undo. Both change places: what "
                     "is in place now is kept instead, so that this can be taken back too.")
                      .arg(cluster),
                  tr("Undo"), parent)
    , m_cluster(cluster)
    , m_state(state)
    , m_table(new QTableView)
    , m_confirm(new QLineEdit)
{
    for (const QString &node : nodes) {
        auto *item = new QStandardItem(node);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
        item->setData(true, StrongRole);
        const auto position = before.constFind(node);
        auto *words = new QStandardItem(position == before.constEnd()
                                            ? tr("what was there before comes back; its index is not known here")
                                            : tr("index %1 comes back").arg(text::number(position->appliedIndex)));
        words->setEditable(false);
        words->setData(true, QuietRole);
        m_model.appendRow({item, words});
    }
    dressTable(m_table, tr("Nodes"));
    m_table->setModel(&m_model);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_table->horizontalHeader()->resizeSection(0, 190);
    m_table->setFixedHeight(metrics::kRowHeight * std::clamp(int(nodes.size()), 1, 8) + 2);
    auto *card = new Card;
    card->body()->setContentsMargins(1, metrics::kTight, 1, metrics::kTight);
    card->body()->addWidget(m_table, 1);
    auto *words = new TextLabel(TextLabel::Style::Body, tr("Type the cluster’s name, %1, to go on:").arg(cluster));
    words->setBuddy(m_confirm);
    m_confirm->setAccessibleName(tr("Name of the cluster, to confirm"));
    middle()->addWidget(card);
    middle()->addWidget(words);
    middle()->addWidget(m_confirm);
    middle()->addStretch();
    connect(&m_model, &QStandardItemModel::itemChanged, this, &UndoDialog::update);
    connect(m_confirm, &QLineEdit::textChanged, this, &UndoDialog::update);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT confirmed(chosen()); });
    m_confirm->setFocus();
    resize(640, 280 + m_table->height());
    update();
}

QStringList UndoDialog::undoable(const QList<NodeConnection *> &nodes, const QString &state)
{
    QStringList names;
    for (const NodeConnection *node : nodes) {
        const auto status = node->status();
        if (!status || node->link() != Link::Online)
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

void UndoDialog::update()
{
    const QStringList names = chosen();
    acceptButton()->setText(names.isEmpty() ? tr("Undo") : tr("Undo on %n nodes", nullptr, int(names.size())));
    acceptButton()->setEnabled(!names.isEmpty() && m_confirm->text() == m_cluster);
    command()->setCommand(command::undoNodes(m_cluster, m_state, names));
}

} // namespace lifeboat::ui
