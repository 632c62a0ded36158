// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/practice/chaoshistory.h"

#include <QObject>

class QWidget;

namespace lifeboat::ui {

class Actions;
class MessageBar;
class Subject;
class Workspace;

/// Does what the Practice menu says.
class PracticeCommands : public QObject
{
    Q_OBJECT

public:
    /// What it works with; all of it outlives this.
    struct Means {
        Workspace &workspace;
        Subject &subject;
        Actions &actions;
        MessageBar &messages;
    };

    PracticeCommands(const Means &means, QWidget *window);

    /// Opens the report of a chaos drill.
    void show(const ChaosReport &report);

Q_SIGNALS:
    /// The practice cluster runs: it is what the user wants to see.
    void started(const QString &cluster);

private:
    void enable();
    bool isHere() const; ///< the practice cluster is what the page is about
    void tellFailure(const QString &what, const Error &error);

    const Means m_means;
    QWidget *const m_window;
};

} // namespace lifeboat::ui
