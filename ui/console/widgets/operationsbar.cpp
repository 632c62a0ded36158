// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/operationsbar.h"

#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/operationtile.h"
#include "ui/console/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QPainter>

namespace lifeboat::ui {

using namespace std::chrono_literals;

namespace {

constexpr int kTiles = 2; ///< shown at once; more are counted

} // namespace

OperationsBar::OperationsBar(Operations &operations, QWidget *parent)
    : QFrame(parent)
    , m_operations(operations)
    , m_row(new QHBoxLayout(this))
    , m_idle(new TextLabel(TextLabel::Style::Quiet, tr("Nothing is running")))
    , m_more(new TextLabel(TextLabel::Style::Quiet))
{
    setAccessibleName(tr("Running operations"));
    m_row->setContentsMargins(18, metrics::kNear, 18, metrics::kNear);
    m_row->setSpacing(24);
    m_row->addWidget(m_idle);
    m_row->addStretch(1);
    m_row->addWidget(m_more);
    connect(&operations, &Operations::started, this, &OperationsBar::rebuild);
    connect(&operations, &Operations::finished, this, &OperationsBar::rebuild);
    connect(&operations, &Operations::canceling, this, &OperationsBar::refresh);
    m_tick.setInterval(100ms);
    connect(&m_tick, &QTimer::timeout, this, &OperationsBar::refresh);
    rebuild();
}

void OperationsBar::rebuild()
{
    const QList<Operation> &running = m_operations.running();
    qsizetype shown = 0;
    for (OperationTile *tile : std::as_const(m_tiles))
        tile->deleteLater();
    m_tiles.clear();
    for (; shown < std::min<qsizetype>(running.size(), kTiles); ++shown) {
        auto *tile = new OperationTile(running.at(shown).id);
        connect(tile, &OperationTile::cancelRequested, &m_operations, &Operations::cancel);
        m_row->insertWidget(int(shown) + 1, tile);
        m_tiles.append(tile);
    }
    m_idle->setVisible(running.isEmpty());
    m_more->setVisible(running.size() > shown);
    m_more->setText(tr("%n more", nullptr, int(running.size() - shown)));
    if (running.isEmpty())
        m_tick.stop();
    else
        m_tick.start();
    refresh();
}

void OperationsBar::refresh()
{
    for (OperationTile *tile : std::as_const(m_tiles)) {
        for (const Operation &operation : m_operations.running()) {
            if (operation.id == tile->id())
                tile->show(operation);
        }
    }
}

void OperationsBar::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), tokens.panel);
    painter.fillRect(QRect(0, 0, width(), 1), tokens.line);
}

} // namespace lifeboat::ui
