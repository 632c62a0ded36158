// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/pastrestoresdialog.h"

#include "ui/console/models/roles.h"
#include "ui/console/models/rowdelegate.h"
#include "ui/console/theme/glyph.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/console/workspace/restorelog.h"
#include "ui/console/workspace/runningrestore.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>

namespace lifeboat::ui {

namespace {

enum Column { Ended, What, Became, Count };

} // namespace

PastRestoresDialog::PastRestoresDialog(RestoreLog &log, const QString &cluster, QWidget *parent)
    : DialogFrame(cluster.isEmpty() ? tr("Past restores") : tr("Past restores of %1").arg(cluster),
                  tr("Restores and undos of nodes that were run from this machine, newest first."), {}, parent)
    , m_log(log)
    , m_cluster(cluster)
    , m_model(0, Count)
    , m_table(new QTableView)
    , m_report(buttons()->addButton(tr("Show report"), QDialogButtonBox::ActionRole))
{
    m_report->setAutoDefault(false);
    m_report->setIcon({});
    m_model.setHorizontalHeaderLabels({tr("Ended"), tr("What"), tr("Result")});
    dressTable(m_table, tr("Past restores"));
    m_table->setModel(&m_model);
    m_table->horizontalHeader()->resizeSection(Ended, 130);
    m_table->horizontalHeader()->resizeSection(What, 330);
    m_table->horizontalHeader()->setSectionResizeMode(Became, QHeaderView::Stretch);
    m_table->setMinimumHeight(metrics::kRowHeight * 7);
    auto *card = new Card;
    card->body()->setContentsMargins(1, metrics::kTight, 1, metrics::kTight);
    card->body()->addWidget(m_table, 1);
    middle()->addWidget(card, 1);
    command()->hide();
    resize(820, 460);
    connect(m_table, &QTableView::activated, this, &PastRestoresDialog::showReport);
    connect(m_report, &QPushButton::clicked, this, &PastRestoresDialog::showReport);
    connect(&log, &RestoreLog::updated, this, &PastRestoresDialog::fill);
    fill();
    log.refresh();
}

void PastRestoresDialog::fill()
{
    QList<PastRestore> restores = m_log.restores();
    restores.removeIf([this](const PastRestore &past) {
        return !m_cluster.isEmpty() && past.request.cluster != m_cluster;
    });
    const auto reports = [](const QList<PastRestore> &several) {
        QList<QJsonObject> objects;
        for (const PastRestore &past : several)
            objects.append(past.report);
        return objects;
    };
    const bool isSame = reports(restores) == reports(m_restores);
    m_restores = restores;
    if (!isSame || m_restores.isEmpty()) {
        m_model.removeRows(0, m_model.rowCount());
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (const PastRestore &past : std::as_const(m_restores)) {
            const RunningRestore restore(past, nullptr);
            auto *ended = new QStandardItem(past.endedAt.isValid() ? text::moment(past.endedAt, now) : tr("unknown"));
            auto *what = new QStandardItem(restore.title());
            auto *became = new QStandardItem(restore.verdict());
            ended->setData(true, QuietRole);
            what->setData(true, StrongRole);
            became->setData(int(restore.health()), HealthRole);
            for (QStandardItem *item : {ended, what, became})
                item->setEditable(false);
            m_model.appendRow({ended, what, became});
        }
        if (m_model.rowCount() > 0)
            m_table->selectRow(0);
    }
    const auto &error = m_log.error();
    words()->setText(m_log.isRead() && error ? text::sentence(*error) + u' ' + text::advice(*error)
                     : m_restores.isEmpty() && m_log.isRead()
                         ? tr("None was run from this machine yet.")
                         : tr("Restores and undos of nodes that were run from this machine, newest first."));
    m_report->setEnabled(!m_restores.isEmpty());
}

void PastRestoresDialog::showReport()
{
    const int row = m_table->currentIndex().row();
    if (row >= 0 && row < m_restores.size())
        Q_EMIT reportWanted(m_restores.at(row));
}

} // namespace lifeboat::ui
