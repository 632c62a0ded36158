// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillreport.h"
#include "ui/console/models/roles.h"

#include <QAbstractTableModel>

namespace lifeboat::ui {

/// The assertions of one finished drill and what was found. A report never changes: a new one resets the model.
class AssertionModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Assertion, Found, Outcome, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setOutcomes(const QList<AssertionOutcome> &outcomes);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const AssertionOutcome &outcome, int column) const;

    QList<AssertionOutcome> m_outcomes;
};

} // namespace lifeboat::ui
