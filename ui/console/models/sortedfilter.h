// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace lifeboat::ui {

/// Orders rows by SortRole and keeps those of which some cell holds the filter text.
class SortedFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit SortedFilter(QObject *parent = nullptr);

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
};

} // namespace lifeboat::ui
