// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/takeonnodesdialog.h"

#include "engine/cluster/cluster.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/workspace/command.h"

#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace lifeboat::ui {

using namespace Qt::StringLiterals;

TakeOnNodesDialog::TakeOnNodesDialog(const Cluster &cluster, const QList<QUrl> &checked, QWidget *parent)
    : DialogFrame(tr("Take a snapshot on nodes of %1").arg(cluster.name()),
                  tr("The nodes go on working meanwhile. Each keeps its snapshot in its own store and verifies it."),
                  tr("Take snapshot"), parent)
    , m_cluster(cluster.name())
    , m_nodes(new QListWidget)
    , m_state(new QComboBox)
{
    m_nodes->setAccessibleName(tr("Nodes"));
    m_state->setAccessibleName(tr("State"));
    QStringList states;
    for (const NodeConnection *node : cluster.nodes()) {
        auto *item = new QListWidgetItem(node->name(), m_nodes);
        item->setData(Qt::UserRole, node->profile().url);
        const bool reached = node->link() == Link::Online;
        const bool able = reached && node->role() != "viewer"_L1;
        if (!reached)
            item->setText((node->link() == Link::Refused ? tr("%1, refuses the connection") : tr("%1, not reachable")).arg(node->name()));
        else if (!able)
            item->setText(tr("%1, your token may only look").arg(node->name()));
        item->setFlags(able ? Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable : Qt::NoItemFlags);
        item->setCheckState(able && checked.contains(node->profile().url) ? Qt::Checked : Qt::Unchecked);
        if (const auto status = node->status()) {
            for (const net::StateStatus &state : status->states) {
                if (!states.contains(state.name))
                    states.append(state.name);
            }
        }
    }
    m_state->addItem(tr("The first of each node"), QString());
    for (const QString &state : std::as_const(states))
        m_state->addItem(state, state);
    if (states.size() == 1)
        m_state->setCurrentIndex(1);
    constexpr int kRow = 26;
    constexpr int kMostRows = 8;
    m_nodes->setFrameShape(QFrame::NoFrame);
    m_nodes->setSpacing(3);
    m_nodes->setFixedHeight(std::clamp(m_nodes->count(), 2, kMostRows) * kRow);
    auto *card = new Card;
    card->body()->setContentsMargins(metrics::kTight, metrics::kTight, metrics::kTight, metrics::kTight);
    card->body()->addWidget(m_nodes);
    card->setFocusProxy(m_nodes); // for the label
    addRow(tr("&Nodes"), card);
    addRow(tr("&State"), m_state);
    connect(m_nodes, &QListWidget::itemChanged, this, &TakeOnNodesDialog::update);
    connect(m_state, &QComboBox::currentIndexChanged, this, &TakeOnNodesDialog::update);
    update();
}

QList<QUrl> TakeOnNodesDialog::nodes() const
{
    QList<QUrl> nodes;
    for (int row = 0; row < m_nodes->count(); ++row) {
        if (m_nodes->item(row)->checkState() == Qt::Checked)
            nodes.append(m_nodes->item(row)->data(Qt::UserRole).toUrl());
    }
    return nodes;
}

QString TakeOnNodesDialog::state() const
{
    return m_state->currentData().toString();
}

void TakeOnNodesDialog::update()
{
    QStringList names;
    for (int row = 0; row < m_nodes->count(); ++row) {
        if (m_nodes->item(row)->checkState() == Qt::Checked)
            names.append(m_nodes->item(row)->text());
    }
    acceptButton()->setEnabled(!names.isEmpty());
    const bool all = names.size() == m_nodes->count();
    command()->setCommand(command::takeOnNodes(m_cluster, all ? QStringList() : names, state()));
}

} // namespace lifeboat::ui
