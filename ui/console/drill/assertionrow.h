// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillplan.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLineEdit;

namespace lifeboat::ui {

/// One assertion about the data in the plan form.
class AssertionRow : public QWidget
{
    Q_OBJECT

public:
    /// Adds what it says to a plan.
    virtual void addTo(DrillPlan &plan) const = 0;
    /// Why it cannot be asserted, in a sentence; empty if it can.
    virtual QString problem() const = 0;
    /// Names to offer.
    virtual void setTables(const QStringList &) { }

Q_SIGNALS:
    void changed();
    void removeRequested();

protected:
    AssertionRow();
    /// Ends the row with its remove button.
    void finish(const QString &removeName);
    QHBoxLayout *line() const { return m_line; }

private:
    QHBoxLayout *m_line;
};

/// "rows in [table] at least [count]"
class RowsRow : public AssertionRow
{
    Q_OBJECT

public:
    RowsRow(const RowsAssertion &assertion, const QStringList &tables);
    void addTo(DrillPlan &plan) const override;
    QString problem() const override;
    void setTables(const QStringList &tables) override;

private:
    QComboBox *m_table;
    QLineEdit *m_minimum;
};

/// "[name]: [SELECT …] gives [value]"
class SqlRow : public AssertionRow
{
    Q_OBJECT

public:
    explicit SqlRow(const SqlAssertion &assertion);
    void addTo(DrillPlan &plan) const override;
    QString problem() const override;

private:
    QLineEdit *m_name;
    QLineEdit *m_query;
    QLineEdit *m_expected;
};

} // namespace lifeboat::ui
