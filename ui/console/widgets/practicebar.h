// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/widgets/card.h"

class QBoxLayout;

namespace lifeboat::ui {

class Actions;
class HealthLabel;
class Practice;
class Subject;
class TextLabel;

/// What one can do to the practice cluster, and what came of it. Seen only while the subject is that cluster or a node of it.
class PracticeBar : public Card
{
    Q_OBJECT

public:
    /// All of them must outlive this.
    PracticeBar(const Practice &practice, Subject &subject, const Actions &actions, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();

    const Practice &m_practice;
    Subject &m_subject;
    HealthLabel *m_outcome;
    TextLabel *m_title;
    QBoxLayout *m_buttons; ///< deeds and what ends them: beside each other, or below where it is narrow
};

} // namespace lifeboat::ui
