// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lifeboat::ui {

class ElidedLabel;

/// The quiet line that shows the lifeboatctl command doing the same, with a button that copies it.
class CommandLine : public QWidget
{
    Q_OBJECT

public:
    explicit CommandLine(QWidget *parent = nullptr);

    void setCommand(const QString &command);
    QString command() const;

private:
    ElidedLabel *m_line;
};

} // namespace lifeboat::ui
