// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/operationtile.h"

#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/elidedlabel.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/text/wording.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace lifeboat::ui {

namespace {

constexpr int kWords = 220; ///< pixels kept for them, at most; longer ones are elided where there is no room

} // namespace

OperationTile::OperationTile(int id, QWidget *parent)
    : QWidget(parent)
    , m_id(id)
    , m_title(new ElidedLabel(fontOf(TextLabel::Style::Strong)))
    , m_words(new ElidedLabel(fontOf(TextLabel::Style::Quiet)))
    , m_bar(new QProgressBar)
    , m_cancel(new QPushButton(tr("Cancel")))
{
    m_title->setForegroundRole(QPalette::WindowText);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(150);
    auto *progress = new QHBoxLayout;
    progress->setSpacing(metrics::kGap);
    progress->addWidget(m_bar);
    progress->addWidget(m_words);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addLayout(progress);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kWide);
    row->addLayout(words);
    row->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, [this] { Q_EMIT cancelRequested(m_id); });
}

void OperationTile::show(const Operation &operation)
{
    const ProgressState state = operation.progress();
    m_title->setText(operation.title);
    m_words->setText(operation.canceling ? tr("cancelling…") : text::progress(state));
    // What stands beside it does not move to and fro with every figure.
    m_words->setMinimumWidth(std::max(m_words->minimumWidth(), std::min(m_words->sizeHint().width(), kWords)));
    m_bar->setValue(state.permille);
    m_bar->setAccessibleName(operation.title);
    m_cancel->setEnabled(!operation.canceling);
    m_cancel->setAccessibleName(tr("Cancel: %1").arg(operation.title));
}

} // namespace lifeboat::ui
