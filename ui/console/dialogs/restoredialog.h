// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/catalog.h"
#include "engine/snapshot/restorer.h"
#include "ui/console/dialogs/dialogframe.h"

#include <QTimer>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace lifeboat::ui {

class HealthLabel;
class PathField;
class Workspace;

/// Asks where a snapshot is restored to, shows what that would do before anything is touched, and lets nothing be
/// replaced before the target's name is typed.
class RestoreDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// `workspace` must outlive this. Plans are made as jobs; a plan for another target is cancelled and dropped.
    RestoreDialog(Workspace &workspace, const CatalogEntry &entry, const QString &target, QWidget *parent = nullptr);
    ~RestoreDialog() override;

    /// Where to restore to unless told otherwise: beside `database` (may be empty; else beside the archive) under a new
    /// name, so that nothing is replaced by default. The database itself if it is gone, or if its index decides.
    static QString proposedTarget(const CatalogEntry &entry, const QString &database);

    RestoreRequest request() const;
    /// The plan on show, none while it is being made or could not be.
    const std::optional<RestorePlan> &plan() const { return m_plan; }

Q_SIGNALS:
    /// A plan has arrived, or why there is none.
    void planned();

private:
    void buildPlanArea();
    void askForPlan();
    void take(const Result<RestorePlan> &plan);
    void showPlan();
    void update();

    Workspace &m_workspace;
    const CatalogEntry m_entry;
    PathField *m_target;
    QCheckBox *m_force;
    QCheckBox *m_full;
    HealthLabel *m_action;
    TextLabel *m_reasons;
    TextLabel *m_confirmWords;
    QLineEdit *m_confirm;
    std::optional<RestorePlan> m_plan;
    std::stop_source m_planning;
    int m_generation = 0;
    QTimer m_settle;
};

} // namespace lifeboat::ui
