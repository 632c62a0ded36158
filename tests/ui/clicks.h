// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

#include <algorithm>

/// What a person does with a window, and sees on it.
namespace lifeboat::test {

inline void click(QAbstractButton *button)
{
    QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(10, button->height() / 2));
}

inline void clickCell(const QTableView *table, int row, int column)
{
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualRect(table->model()->index(row, column)).center());
}

/// The primary button of a dialog or page.
inline QAbstractButton *primaryOf(const QWidget *widget)
{
    for (QAbstractButton *button : widget->findChildren<QAbstractButton *>()) {
        if (button->property("primary").toBool())
            return button;
    }
    return nullptr;
}

/// A button that can be seen, by the beginning of its text.
inline QAbstractButton *buttonOf(const QWidget *widget, const QString &text)
{
    for (QAbstractButton *button : widget->findChildren<QAbstractButton *>()) {
        if (button->isVisible() && button->text().startsWith(text))
            return button;
    }
    return nullptr;
}

/// By its accessible name.
inline QLineEdit *fieldOf(const QWidget *widget, const QString &name)
{
    for (QLineEdit *edit : widget->findChildren<QLineEdit *>()) {
        if (edit->accessibleName() == name)
            return edit;
    }
    return nullptr;
}

/// A label that can be seen says so.
inline bool shows(const QWidget *widget, const QString &text)
{
    return std::ranges::any_of(widget->findChildren<QLabel *>(), [&](const QLabel *label) {
        return label->isVisible() && label->text().contains(text);
    });
}

inline QString cell(const QTableView *table, int row, int column)
{
    return table->model()->index(row, column).data().toString();
}

} // namespace lifeboat::test
