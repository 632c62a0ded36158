// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace lifeboat::cli {

enum class Align { Left, Right };

/// Text in aligned columns. A value.
class Table
{
public:
    struct Column
    {
        QString heading;
        Align align = Align::Left;
    };

    explicit Table(QList<Column> columns)
        : m_columns(std::move(columns))
    {
    }

    /// One cell a column.
    void add(const QStringList &cells) { m_rows.append(cells); }

    bool isEmpty() const { return m_rows.isEmpty(); }

    /// Headings (unless all are empty) and rows, without trailing blanks.
    QStringList lines() const;

private:
    QString line(const QStringList &cells, const QList<qsizetype> &widths) const;

    const QList<Column> m_columns;
    QList<QStringList> m_rows;
};

} // namespace lifeboat::cli
