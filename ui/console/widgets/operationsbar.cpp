// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/operationsbar.h"

#include "ui/console/theme/consolestyle.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/operationtile.h"
#include "ui/console/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace lifeboat::ui {

using namespace std::chrono_literals;

namespace {

constexpr int kTiles = 2; ///< shown at once; the others are counted, and come when asked for

} // namespace

OperationsBar::OperationsBar(Operations &operations, QWidget *parent)
    : QFrame(parent)
    , m_operations(operations)
    , m_row(new QHBoxLayout(this))
    , m_idle(new TextLabel(TextLabel::Style::Quiet, tr("Nothing is running")))
    , m_more(new QPushButton)
{
    setAccessibleName(tr("Running operations"));
    m_row->setContentsMargins(18, metrics::kNear, 18, metrics::kNear);
    m_row->setSpacing(24);
    m_row->addWidget(m_idle);
    m_row->addStretch(1);
    m_row->addWidget(m_more);
    makeQuiet(m_more);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_first += kTiles;
        rebuild();
    });
    connect(&operations, &Operations::started, this, &OperationsBar::rebuild);
    connect(&operations, &Operations::finished, this, &OperationsBar::rebuild);
    connect(&operations, &Operations::canceling, this, &OperationsBar::refresh);
    m_tick.setInterval(100ms);
    connect(&m_tick, &QTimer::timeout, this, &OperationsBar::refresh);
    rebuild();
    // As high as it is at work: the page above would move whenever something begins or ends.
    OperationTile sample(0);
    sample.ensurePolished();
    setFixedHeight(sample.sizeHint().height() + 2 * metrics::kNear);
}

void OperationsBar::rebuild()
{
    const QList<Operation> &running = m_operations.running();
    if (m_first >= running.size())
        m_first = 0;
    const QList<Operation> seen = running.mid(m_first, kTiles);
    // A button must not vanish under the pointer because something else began or ended.
    for (OperationTile *tile : std::exchange(m_tiles, {})) {
        if (std::ranges::contains(seen, tile->id(), &Operation::id)) {
            m_tiles.append(tile);
        } else {
            m_row->removeWidget(tile);
            tile->deleteLater();
            tile->hide();
        }
    }
    for (qsizetype i = 0; i < seen.size(); ++i) {
        const auto known = std::ranges::find(m_tiles, seen.at(i).id, &OperationTile::id);
        OperationTile *tile = known == m_tiles.end() ? nullptr : *known;
        if (!tile) {
            tile = new OperationTile(seen.at(i).id);
            connect(tile, &OperationTile::cancelRequested, &m_operations, &Operations::cancel);
            m_tiles.append(tile);
        }
        if (m_row->indexOf(tile) != int(i) + 1) {
            m_row->removeWidget(tile);
            m_row->insertWidget(int(i) + 1, tile);
        }
    }
    m_idle->setVisible(running.isEmpty());
    m_more->setVisible(running.size() > seen.size());
    m_more->setText(tr("%n more", nullptr, int(running.size() - seen.size())));
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
