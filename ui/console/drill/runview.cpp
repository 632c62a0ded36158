// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/drill/runview.h"

#include "ui/console/drill/stagelist.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/console/workspace/drillrun.h"
#include "ui/text/wording.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace lifeboat::ui {

using namespace std::chrono_literals;

RunView::RunView(DrillRun &run, QWidget *parent)
    : QWidget(parent)
    , m_run(run)
    , m_title(new TextLabel(TextLabel::Style::Heading))
    , m_words(new TextLabel(TextLabel::Style::Quiet))
    , m_bar(new QProgressBar)
    , m_stages(new StageList)
{
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the drill"));
    auto *cancel = new QPushButton(tr("Cancel drill"));
    connect(cancel, &QPushButton::clicked, &run, &DrillRun::cancel);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_words);
    auto *row = new QHBoxLayout;
    row->addLayout(words, 1);
    row->addWidget(cancel);
    auto *head = new Card;
    head->body()->setSpacing(metrics::kNear);
    head->body()->addLayout(row);
    head->body()->addWidget(m_bar);
    auto *stages = new Card;
    stages->body()->addWidget(m_stages);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kGap);
    column->addWidget(head);
    column->addWidget(stages);
    column->addStretch();
    m_tick.setInterval(100ms);
    connect(&m_tick, &QTimer::timeout, this, &RunView::refresh);
    connect(&run, &DrillRun::started, this, &RunView::onStarted);
    connect(&run, &DrillRun::stagesChanged, this, &RunView::refresh);
    connect(&run, &DrillRun::finished, &m_tick, [this] { m_tick.stop(); });
    connect(&run, &DrillRun::failed, &m_tick, [this] { m_tick.stop(); });
}

void RunView::onStarted()
{
    m_title->setText(tr("Rehearsing: %1").arg(m_run.plan().name));
    m_tick.start();
    refresh();
}

void RunView::refresh()
{
    const ProgressState state = m_run.progress();
    m_bar->setValue(state.permille);
    m_words->setText(text::progress(state));
    m_stages->setStages(m_run.stages());
}

} // namespace lifeboat::ui
