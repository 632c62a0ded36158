// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/storetrial.h"

#include <QWidget>

class QPushButton;

namespace lifeboat::ui {

class HealthLabel;
class TextLabel;

/// The steps of a store's trial, each with how it went, how long it took, and for a failure what and what to do.
class TrialSteps : public QWidget
{
    Q_OBJECT

public:
    explicit TrialSteps(QWidget *parent = nullptr);

    /// They are under way; `withLeases`: that one too.
    void setTrying(bool withLeases);
    /// `mayMake`: a bucket that is not there can be made.
    void setTrials(const QList<StoreTrial> &trials, bool mayMake);
    void clear() { hide(); }

Q_SIGNALS:
    void makeWanted();

private:
    struct Row
    {
        QWidget *line;
        HealthLabel *state;
        TextLabel *time;
        TextLabel *words;
    };

    QList<Row> m_rows;
    QPushButton *m_make;
};

} // namespace lifeboat::ui
