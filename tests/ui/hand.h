// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QWidget>

class QLineEdit;
class QMainWindow;
class QModelIndex;
class QTableView;

namespace lifeboat::test {

/// Mouse and keyboard of a person before the screen: the X server is told of them (xdotool), and the console gets its events
/// from there, whatever lies on top. False: nothing could be pressed there.
class Hand
{
public:
    /// Where what can be seen of it begins, once it can be seen and is enabled.
    static bool click(QWidget *widget);
    /// On its row, which is scrolled to before.
    static bool click(QTableView *table, const QModelIndex &index);
    /// On its line in a menu of the window, once it is enabled.
    static bool choose(const QMainWindow *window, QAction *action);
    /// Clicks into the field and types; what it held stays before.
    static bool type(QLineEdit *field, const QString &text);

private:
    static bool clickAt(QPoint global);
    static bool run(const QStringList &arguments);
};

} // namespace lifeboat::test
