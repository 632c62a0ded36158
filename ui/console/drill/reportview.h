// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillreport.h"
#include "ui/console/models/assertionmodel.h"

#include <QScrollArea>

class QTableView;

namespace lifeboat::ui {

class Actions;
class Card;
class FigureCard;
class HealthLabel;
class StageList;
class TextLabel;
class TrendChart;

/// The report of one drill.
class ReportView : public QScrollArea
{
    Q_OBJECT

public:
    /// `actions` must outlive this.
    explicit ReportView(const Actions &actions, QWidget *parent = nullptr);

    /// `history`: the drills to compare with, newest first.
    void setReport(const DrillReport &report, const QList<DrillReport> &history);
    const DrillReport &report() const { return m_report; }

Q_SIGNALS:
    void runAgainRequested();

private:
    QWidget *makeVerdict(const Actions &actions);
    QWidget *makeFigures();
    QWidget *makeAssertions();
    QWidget *makeTrend();
    void showVerdict();
    void showFigures();
    QStringList stageNotes() const;

    DrillReport m_report;
    AssertionModel m_assertions;
    HealthLabel *m_verdict;
    TextLabel *m_name;
    TextLabel *m_line;
    TextLabel *m_failure;
    FigureCard *m_rto;
    FigureCard *m_rpo;
    FigureCard *m_restored;
    FigureCard *m_held;
    StageList *m_stages;
    QTableView *m_table;
    TextLabel *m_trendTitle;
    TrendChart *m_trend;
};

} // namespace lifeboat::ui
