// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillreport.h"
#include "ui/console/timeline/timelinelane.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace lifeboat::ui {

class Actions;
class Card;
class FigureCard;
class RecentList;
class Subject;
class TextLabel;
class Workspace;

/// Could we get it back now? RPO, RTO forecast, the last drill, what needs attention, what happened last.
class OverviewPage : public QWidget
{
    Q_OBJECT

public:
    /// All of them must outlive this.
    OverviewPage(Workspace &workspace, Subject &subject, const Actions &actions, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The report of the drill that is told of.
    void reportWanted(const lifeboat::DrillId &id);

private:
    void refresh();
    bool isReading() const; ///< what there is is not known yet
    void showRpo(const QDateTime &now);
    void showForecast();
    void showDrill(const QDateTime &now);
    void showSnapshots();
    void showAlarm();
    void setAlarm(Health health, const QString &sentence, const QString &words, const QList<QAction *> &actions);
    void showRecent(const QDateTime &now);

    Workspace &m_workspace;
    Subject &m_subject;
    const Actions &m_actions;
    FigureCard *m_rpo;
    FigureCard *m_rto;
    FigureCard *m_drill;
    FigureCard *m_snapshots;
    Card *m_alarm;
    QHBoxLayout *m_alarmRow;
    QString m_alarmShown;
    QAction *m_failedReport; ///< of the last drill
    RecentList *m_recent;
    QTimer m_tick;
    int m_ticks = 0;
};

} // namespace lifeboat::ui
