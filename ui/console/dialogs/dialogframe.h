// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QDialogButtonBox;
class QFormLayout;
class QPushButton;
class QVBoxLayout;

namespace lifeboat::ui {

class CommandLine;
class TextLabel;

/// What the console's dialogs share: title, a quiet line, a form, the command that does the same, buttons.
/// Opened, never executed; deletes itself when closed.
class DialogFrame : public QDialog
{
    Q_OBJECT

protected:
    /// `accept`: text of the primary button; empty: only a Close button.
    DialogFrame(const QString &title, const QString &words, const QString &accept, QWidget *parent);

    QFormLayout *form() const { return m_form; }
    /// Between form and command.
    QVBoxLayout *middle() const { return m_middle; }
    CommandLine *command() const { return m_command; }
    QPushButton *acceptButton() const { return m_accept; }
    QDialogButtonBox *buttons() const { return m_buttons; }
    /// The quiet line below the title.
    TextLabel *words() const { return m_words; }
    TextLabel *heading() const { return m_heading; }
    /// Adds a row whose label is the control's buddy.
    void addRow(const QString &label, QWidget *control);

    /// Grows where its content needs more room than it had: wrapped lines are cut off otherwise.
    bool event(QEvent *event) override;

private:
    TextLabel *m_heading;
    TextLabel *m_words;
    QFormLayout *m_form;
    QVBoxLayout *m_middle;
    CommandLine *m_command;
    QDialogButtonBox *m_buttons;
    QPushButton *m_accept = nullptr;
};

} // namespace lifeboat::ui
