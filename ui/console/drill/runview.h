// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QProgressBar;

namespace lifeboat::ui {

class DrillRun;
class StageList;
class TextLabel;

/// The drill while it runs: stages as they come, rate, remaining time, cancel.
class RunView : public QWidget
{
    Q_OBJECT

public:
    /// `run` must outlive this.
    explicit RunView(DrillRun &run, QWidget *parent = nullptr);

private:
    void onStarted();
    void refresh();

    DrillRun &m_run;
    TextLabel *m_title;
    TextLabel *m_words;
    QProgressBar *m_bar;
    StageList *m_stages;
    QTimer m_tick;
};

} // namespace lifeboat::ui
