// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/restorehistory.h"
#include "ui/console/dialogs/dialogframe.h"

#include <QStandardItemModel>

class QTableView;

namespace lifeboat::ui {

class RestoreLog;

/// Lists restores and undos that are over, so that their reports can be looked at again.
class PastRestoresDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// Of that cluster, or, without a name, of all. `log` outlives this.
    PastRestoresDialog(RestoreLog &log, const QString &cluster, QWidget *parent = nullptr);

Q_SIGNALS:
    void reportWanted(const lifeboat::PastRestore &restore);

private:
    void fill();
    void showReport();

    RestoreLog &m_log;
    const QString m_cluster;
    QList<PastRestore> m_restores;
    QStandardItemModel m_model;
    QTableView *m_table;
    QPushButton *m_report;
};

} // namespace lifeboat::ui
