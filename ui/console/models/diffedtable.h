// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <algorithm>

namespace lifeboat::ui {

/// A table over rows in a strict order. New rows are merged in by row operations, so that selection and scroll
/// position of views survive a refresh.
template <typename Row>
class DiffedTable : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    const QList<Row> &rows() const { return m_rows; }
    const Row &row(int number) const { return m_rows.at(number); }

protected:
    /// Makes the rows those of `next`, which is sorted by `less` as the present rows are. Rows that are equal by
    /// `less` are the same row: if not `same`, it has changed. Runs of neighbours are one operation.
    template <typename Less, typename Same>
    void replaceRows(const QList<Row> &next, Less less, Same same)
    {
        qsizetype at = 0;
        qsizetype from = 0;
        while (at < m_rows.size() || from < next.size()) {
            if (from == next.size() || (at < m_rows.size() && less(m_rows.at(at), next.at(from)))) {
                removeRun(at, from, next, less);
            } else if (at == m_rows.size() || less(next.at(from), m_rows.at(at))) {
                insertRun(at, from, next, less);
            } else {
                changeRun(at, from, next, less, same);
            }
        }
    }

private:
    template <typename Less>
    void removeRun(qsizetype at, qsizetype from, const QList<Row> &next, Less less)
    {
        qsizetype end = at + 1;
        while (end < m_rows.size() && (from == next.size() || less(m_rows.at(end), next.at(from))))
            ++end;
        beginRemoveRows({}, int(at), int(end - 1));
        m_rows.remove(at, end - at);
        endRemoveRows();
    }

    template <typename Less>
    void insertRun(qsizetype &at, qsizetype &from, const QList<Row> &next, Less less)
    {
        qsizetype end = from + 1;
        while (end < next.size() && (at == m_rows.size() || less(next.at(end), m_rows.at(at))))
            ++end;
        const qsizetype count = end - from;
        beginInsertRows({}, int(at), int(at + count - 1));
        m_rows.insert(at, count, next.at(from));
        std::copy_n(next.begin() + from, count, m_rows.begin() + at);
        endInsertRows();
        at += count;
        from = end;
    }

    template <typename Less, typename Same>
    void changeRun(qsizetype &at, qsizetype &from, const QList<Row> &next, Less less, Same same)
    {
        const auto changed = [&] {
            return at < m_rows.size() && from < next.size() && !less(m_rows.at(at), next.at(from))
                && !less(next.at(from), m_rows.at(at)) && !same(m_rows.at(at), next.at(from));
        };
        const qsizetype first = at;
        while (changed())
            m_rows[at++] = next.at(from++);
        if (at > first) {
            Q_EMIT dataChanged(index(int(first), 0), index(int(at - 1), columnCount() - 1));
            return;
        }
        ++at;
        ++from;
    }

    QList<Row> m_rows;
};

} // namespace lifeboat::ui
