// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/table.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

QStringList Table::lines() const
{
    QStringList headings;
    for (const Column &column : m_columns)
        headings.append(column.heading);
    QList<qsizetype> widths(m_columns.size(), 0);
    const auto widen = [&widths](const QStringList &cells) {
        for (qsizetype i = 0; i < std::min(cells.size(), widths.size()); ++i)
            widths[i] = std::max(widths[i], cells[i].size());
    };
    widen(headings);
    std::ranges::for_each(m_rows, widen);

    QStringList lines;
    if (std::ranges::any_of(headings, [](const QString &heading) { return !heading.isEmpty(); }))
        lines.append(line(headings, widths));
    for (const QStringList &row : m_rows)
        lines.append(line(row, widths));
    return lines;
}

QString Table::line(const QStringList &cells, const QList<qsizetype> &widths) const
{
    QString text;
    for (qsizetype i = 0; i < std::min(cells.size(), widths.size()); ++i) {
        const bool right = m_columns[i].align == Align::Right;
        text += (i > 0 ? u"  "_s : QString())
            + (right ? cells[i].rightJustified(widths[i]) : cells[i].leftJustified(widths[i]));
    }
    while (text.endsWith(u' '))
        text.chop(1);
    return text;
}

} // namespace lifeboat::cli
