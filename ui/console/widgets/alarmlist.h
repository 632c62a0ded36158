// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/models/nodealarms.h"

#include <QWidget>

class QVBoxLayout;

namespace lifeboat::ui {

class Card;

/// What needs acting on nodes, each with the action that mends it beside it; hidden while there is nothing.
class AlarmList : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype kShown = 2; ///< at once; more are counted, and shown when asked for

    explicit AlarmList(QWidget *parent = nullptr);

    void setAlarms(const QList<NodeAlarm> &alarms);
    const QList<NodeAlarm> &alarms() const { return m_alarms; }

Q_SIGNALS:
    void mendWanted(lifeboat::HealthReason reason, const QList<QUrl> &nodes);

private:
    void build();
    Card *makeRow(const NodeAlarm &alarm);

    QVBoxLayout *m_column;
    QList<NodeAlarm> m_alarms;
    bool m_isExpanded = false;
};

} // namespace lifeboat::ui
