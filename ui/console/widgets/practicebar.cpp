// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/practicebar.h"

#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/actionbutton.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/practice.h"
#include "ui/console/workspace/subject.h"
#include "ui/text/practicewording.h"

#include <QAccessible>
#include <QHBoxLayout>

namespace lifeboat::ui {

namespace {

constexpr int kLeast = 480; ///< pixels; its row of buttons would ask for more

struct Words {
    Health health = Health::Unknown;
    QString sentence;
};

/// What was done last, in words.
struct Wording {
    const Practice &practice;

    Words operator()(std::monostate) const
    {
        return {Health::Unknown, text::practiceMeans(practice.nodes(), practice.usesNats())};
    }

    Words operator()(const Takeover &takeover) const
    {
        const auto limit = PracticeCluster::takeoverLimit();
        return {takeover.time <= limit ? Health::Good : Health::Warning, text::takeover(takeover, limit)};
    }

    Words operator()(const QStringList &healed) const
    {
        return {Health::Good, healed.isEmpty() ? PracticeBar::tr("All was well already.")
                                               : PracticeBar::tr("Healed: %1").arg(healed.join(QStringLiteral(", ")))};
    }

    Words operator()(const ChaosReport &report) const
    {
        return {report.isPassed() ? Health::Good : Health::Bad,
                PracticeBar::tr("Chaos drill: %1").arg(text::chaosVerdict(report))};
    }
};

} // namespace

PracticeBar::PracticeBar(const Practice &practice, Subject &subject, const Actions &actions, QWidget *parent)
    : Card(parent)
    , m_practice(practice)
    , m_subject(subject)
    , m_outcome(new HealthLabel)
    , m_title(new TextLabel(TextLabel::Style::Strong, tr("Practice cluster")))
    , m_buttons(new QHBoxLayout)
{
    m_buttons->setSpacing(metrics::kNear);
    for (const QList<QAction *> &group : {QList{actions.killLeader, actions.freezeLeader, actions.cutLeader},
                                          {actions.heal, actions.chaosDrill, actions.stopPractice}}) {
        auto *buttons = new QHBoxLayout;
        buttons->setSpacing(metrics::kNear);
        buttons->addStretch(1);
        for (QAction *action : group)
            buttons->addWidget(new ActionButton(action));
        m_buttons->addLayout(buttons, m_buttons->count() == 0 ? 1 : 0); // all at the right, where both are in one row
    }
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::kNear);
    row->addWidget(m_title);
    row->addLayout(m_buttons, 1);
    setMinimumWidth(kLeast);
    m_outcome->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setAccessibleName(tr("Practice cluster"));
    body()->setContentsMargins(metrics::kGap, metrics::kNear, metrics::kGap, metrics::kNear);
    body()->setSpacing(metrics::kTight);
    body()->addLayout(row);
    body()->addWidget(m_outcome);
    connect(&practice, &Practice::changed, this, &PracticeBar::refresh);
    connect(&subject, &Subject::placeChanged, this, &PracticeBar::refresh);
    refresh();
}

void PracticeBar::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    int wanted = m_title->sizeHint().width() + 2 * metrics::kNear + 2 * metrics::kGap;
    for (int group = 0; group < m_buttons->count(); ++group)
        wanted += m_buttons->itemAt(group)->sizeHint().width();
    m_buttons->setDirection(width() < wanted ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void PracticeBar::refresh()
{
    setVisible(m_subject.isRemote() && m_practice.is(m_subject.place().cluster));
    const Words words = m_practice.isBusy() ? Words{Health::Unknown, tr("%1 …").arg(m_practice.work())}
                                            : std::visit(Wording{m_practice}, m_practice.outcome());
    if (words.sentence == m_outcome->text())
        return;
    m_outcome->setHealth(words.health, words.sentence);
    m_outcome->setAccessibleName(words.sentence);
    m_outcome->setToolTip(words.sentence);
}

} // namespace lifeboat::ui
