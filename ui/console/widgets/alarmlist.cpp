// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/alarmlist.h"

#include "ui/console/theme/consolestyle.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/healthlabel.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace lifeboat::ui {

AlarmList::AlarmList(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    setAccessibleName(tr("What needs a look"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(metrics::kNear);
    hide();
}

void AlarmList::setAlarms(const QList<NodeAlarm> &alarms)
{
    if (alarms == m_alarms)
        return; // a button must not vanish under the pointer
    m_alarms = alarms;
    m_isExpanded = m_isExpanded && m_alarms.size() > kShown;
    build();
}

void AlarmList::build()
{
    while (QLayoutItem *item = m_column->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const NodeAlarm &alarm : m_alarms.first(m_isExpanded ? m_alarms.size() : std::min(kShown, m_alarms.size())))
        m_column->addWidget(makeRow(alarm));
    if (const qsizetype more = m_alarms.size() - kShown; more > 0) {
        auto *button = new QPushButton(m_isExpanded ? tr("Show fewer") : tr("Show %n more", nullptr, int(more)));
        makeQuiet(button);
        connect(button, &QPushButton::clicked, this, [this] {
            m_isExpanded = !m_isExpanded;
            build();
        });
        m_column->addWidget(button, 0, Qt::AlignLeft);
    }
    setVisible(!m_alarms.isEmpty());
}

Card *AlarmList::makeRow(const NodeAlarm &alarm)
{
    const bool bad = alarm.shape == Health::Bad;
    auto *card = new Card;
    card->setEdge(bad ? Card::Edge::Bad : Card::Edge::Warning);
    card->setAccessibleName(alarm.sentence);
    card->setAccessibleDescription(alarm.words);
    card->body()->setContentsMargins(14, metrics::kNear, 14, metrics::kNear);
    auto *state = new HealthLabel;
    state->setHealth(alarm.shape, bad ? tr("Problem") : tr("Attention"));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    auto *strong = new TextLabel(TextLabel::Style::Strong);
    strong->setWords(alarm.sentence);
    strong->setWordWrap(true);
    words->addWidget(strong);
    auto *quiet = new TextLabel(TextLabel::Style::Quiet);
    quiet->setWords(alarm.words);
    quiet->setWordWrap(true);
    words->addWidget(quiet);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::kGap);
    row->addWidget(state, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    if (!alarm.mending.isEmpty()) {
        auto *mend = new QPushButton(alarm.mending);
        mend->setAccessibleDescription(alarm.sentence);
        connect(mend, &QPushButton::clicked, this,
                [this, reason = alarm.reason, nodes = alarm.nodes] { Q_EMIT mendWanted(reason, nodes); });
        row->addWidget(mend);
    }
    card->body()->addLayout(row);
    return card;
}

} // namespace lifeboat::ui
