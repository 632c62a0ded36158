// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDialog>
#include <QWidget>

class QLineEdit;

namespace lifeboat::ui {

/// A path that can be typed or chosen.
class PathField : public QWidget
{
    Q_OBJECT

public:
    /// `name` says what the path is, for dialogs and screen readers.
    PathField(const QString &name, QFileDialog::FileMode mode, QWidget *parent = nullptr);

    QString path() const;
    void setPath(const QString &path);

Q_SIGNALS:
    void pathChanged(const QString &path);

private:
    void browse();

    const QString m_name;
    const QFileDialog::FileMode m_mode;
    QLineEdit *m_edit;
};

} // namespace lifeboat::ui
