// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/hand.h"

#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

namespace {

bool waitFor(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, 60'000);
}

} // namespace

bool Hand::run(const QStringList &arguments)
{
    QProcess xdotool;
    xdotool.start(u"xdotool"_s, arguments);
    return waitFor([&] { return xdotool.state() == QProcess::NotRunning; }) && xdotool.exitStatus() == QProcess::NormalExit
        && xdotool.exitCode() == 0;
}

bool Hand::clickAt(QPoint global)
{
    return run({u"mousemove"_s, QString::number(global.x()), QString::number(global.y()), u"click"_s, u"1"_s});
}

bool Hand::click(QWidget *widget)
{
    if (!widget || !waitFor([&] { return widget->isVisible() && widget->isEnabled(); }))
        return false;
    const auto seen = [widget] { return widget->visibleRegion().boundingRect(); };
    if (!waitFor([&] { return !seen().isEmpty() && QTest::qWaitForWindowExposed(widget->window()); }))
        return false;
    // A check box is as wide as there is room, and pressed on its box and words only.
    return clickAt(widget->mapToGlobal(QPoint(seen().left() + std::min(10, seen().width() / 2), seen().center().y())));
}

bool Hand::click(QTableView *table, const QModelIndex &index)
{
    table->scrollTo(index);
    const QRect row = table->visualRect(index) & table->viewport()->rect();
    return table->isVisible() && !row.isEmpty() && clickAt(table->viewport()->mapToGlobal(row.center()));
}

bool Hand::choose(const QMainWindow *window, QAction *action)
{
    if (!waitFor([&] { return action->isEnabled(); }))
        return false;
    QMenuBar *const bar = window->menuBar();
    for (QAction *title : bar->actions()) {
        QMenu *menu = title->menu();
        if (!menu || !menu->actions().contains(action))
            continue;
        return clickAt(bar->mapToGlobal(bar->actionGeometry(title).center())) && waitFor([&] { return menu->isVisible(); })
            && QTest::qWaitForWindowExposed(menu) && clickAt(menu->mapToGlobal(menu->actionGeometry(action).center()));
    }
    return false;
}

bool Hand::type(QLineEdit *field, const QString &text)
{
    if (!click(field) || !waitFor([&] { return field->hasFocus(); }))
        return false;
    const QString whole = field->text() + text;
    field->end(false);
    return run({u"type"_s, u"--delay"_s, u"2"_s, text}) && waitFor([&] { return field->text() == whole; });
}

} // namespace lifeboat::test
