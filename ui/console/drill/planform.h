// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillplan.h"
#include "engine/snapshot/catalog.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace lifeboat::ui {

class AssertionRow;
class TextLabel;

/// Edits a drill plan. What cannot be edited here does not exist in plans, so a plan that goes in comes out the same.
class PlanForm : public QWidget
{
    Q_OBJECT

public:
    explicit PlanForm(QWidget *parent = nullptr);

    /// What can be chosen to restore: the newest intact of each store, and archives, newest first.
    void setChoices(const QStringList &stores, const QList<CatalogEntry> &entries);

    void setPlan(const DrillPlan &plan);
    DrillPlan plan() const;
    /// An empty plan, and nothing to choose.
    void forget();
    /// Chooses another archive and leaves everything else.
    void setArchive(const QString &archive);

    /// Why the plan cannot be run, in a sentence; empty if it can.
    QString problem() const;

    void addRows(const RowsAssertion &assertion = {});
    void addSql(const SqlAssertion &assertion = {});

Q_SIGNALS:
    void changed();

private:
    void add(AssertionRow *row);
    void clearAssertions();
    void choose(const QString &archive, const QString &store);
    QStringList knownTables() const;
    void updateTables();

    QLineEdit *m_name;
    QComboBox *m_snapshot;
    QComboBox *m_integrity;
    QLineEdit *m_maxRto;
    QLineEdit *m_maxRpo;
    QVBoxLayout *m_rows;
    TextLabel *m_noRows;
    QList<AssertionRow *> m_assertions;
    QHash<QString, QStringList> m_tables; ///< by archive path and by store
};

} // namespace lifeboat::ui
