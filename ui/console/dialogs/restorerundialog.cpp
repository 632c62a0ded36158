// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/restorerundialog.h"

#include "ui/console/dialogs/undodialog.h"
#include "ui/console/models/rowdelegate.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/console/workspace/workspace.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QJsonDocument>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>

namespace lifeboat::ui {

RestoreRunDialog::RestoreRunDialog(Workspace &workspace, RunningRestore &restore, QWidget *parent)
    : DialogFrame(restore.title(), QStringLiteral(" "), {}, parent)
    , m_workspace(workspace)
    , m_restore(restore)
    , m_model(restore)
    , m_verdict(new HealthLabel(TextLabel::Style::Heading))
    , m_bar(new QProgressBar)
    , m_progress(new TextLabel(TextLabel::Style::Quiet))
    , m_table(new QTableView)
    , m_why(new TextLabel(TextLabel::Style::Body))
    , m_cancel(buttons()->addButton(tr("Cancel restore"), QDialogButtonBox::ActionRole))
    , m_undo(buttons()->addButton(tr("Undo on all…"), QDialogButtonBox::ActionRole))
    , m_retry(buttons()->addButton(tr("Retry the failed"), QDialogButtonBox::ActionRole))
    , m_save(buttons()->addButton(tr("Save report…"), QDialogButtonBox::ActionRole))
{
    build();
    connect(&restore, &RunningRestore::changed, this, &RestoreRunDialog::update);
    connect(&restore, &RunningRestore::finished, this, &RestoreRunDialog::showVerdict);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &RestoreRunDialog::update);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_isCanceling = true;
        m_restore.cancel();
        update();
    });
    connect(m_undo, &QPushButton::clicked, this, &RestoreRunDialog::askForUndo);
    connect(m_retry, &QPushButton::clicked, this, &RestoreRunDialog::retry);
    connect(m_save, &QPushButton::clicked, this, &RestoreRunDialog::chooseReport);
    if (restore.isRunning())
        update();
    else
        showVerdict();
}

void RestoreRunDialog::build()
{
    setMinimumWidth(900);
    resize(940, 560);
    for (QPushButton *button : {m_cancel, m_undo, m_retry, m_save}) {
        button->setAutoDefault(false);
        button->setIcon({});
    }
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("All nodes"));
    dressTable(m_table, tr("Nodes"));
    m_table->setModel(&m_model);
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(NodeRestoreModel::Node, 170);
    header->resizeSection(NodeRestoreModel::State, 170);
    header->resizeSection(NodeRestoreModel::Done, 130);
    header->resizeSection(NodeRestoreModel::Time, 210);
    header->setSectionResizeMode(NodeRestoreModel::Outcome, QHeaderView::Stretch);
    fitTitles(m_table);
    m_table->setMinimumHeight(metrics::kRowHeight * 6);
    m_why->setWordWrap(true);
    m_why->setMinimumHeight(2 * m_why->fontMetrics().lineSpacing());
    m_why->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *card = new Card;
    card->body()->setContentsMargins(1, metrics::kTight, 1, metrics::kTight);
    card->body()->addWidget(m_table, 1);
    middle()->addWidget(m_verdict);
    middle()->addWidget(m_bar);
    middle()->addWidget(m_progress);
    middle()->addWidget(card, 1);
    middle()->addWidget(m_why);
}

void RestoreRunDialog::update()
{
    const bool isRunning = m_restore.isRunning();
    const ProgressState state = m_restore.progress();
    setWindowTitle(m_restore.title());
    heading()->setText(m_restore.title());
    const QDateTime ended = m_restore.endedAt();
    words()->setText(isRunning ? tr("Closing this window stops nothing: the nodes finish what they began, and it stays "
                                    "among the running operations.")
                               : tr("Ended %1. Its report stays among the past restores.")
                                     .arg(text::moment(ended, QDateTime::currentDateTimeUtc())));
    words()->setVisible(isRunning || ended.isValid());
    m_bar->setValue(state.permille);
    const int good = m_restore.succeeded();
    m_progress->setText(m_isCanceling ? tr("Cancelling…")
                                      : tr("%1 of %n nodes done · %2", nullptr, m_restore.involved())
                                            .arg(good)
                                            .arg(text::progress(state)));
    for (QWidget *widget : {static_cast<QWidget *>(m_bar), static_cast<QWidget *>(m_progress)})
        widget->setVisible(isRunning);
    m_verdict->setVisible(!isRunning);
    m_table->setColumnHidden(NodeRestoreModel::Done, !isRunning);
    m_cancel->setText(m_restore.isUndo() ? tr("Cancel undo") : tr("Cancel restore"));
    m_cancel->setVisible(isRunning);
    m_cancel->setEnabled(!m_isCanceling);
    m_undo->setVisible(!isRunning && m_restore.isAlive() && !m_restore.restored().isEmpty());
    m_retry->setVisible(m_restore.canGoOn());
    m_retry->setText(m_restore.isInterrupted() ? tr("Try again") : tr("Retry the failed"));
    m_save->setVisible(!isRunning);
    const int current = m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
    QStringList why;
    if (!isRunning && m_restore.isSplit())
        why.append(m_restore.consequence());
    if (current >= 0)
        why.append(m_model.explanation(current));
    m_why->setWords(why.join(u' '));
    command()->setCommand(m_restore.command());
}

void RestoreRunDialog::showVerdict()
{
    m_isCanceling = false;
    const int rows = int(m_restore.nodes().size());
    m_verdict->setHealth(m_restore.health(), m_restore.verdict());
    for (int row = 0; row < rows && !m_table->currentIndex().isValid(); ++row) {
        if (m_restore.nodes().at(row).error)
            m_table->setCurrentIndex(m_model.index(row, NodeRestoreModel::Node));
    }
    update();
}

void RestoreRunDialog::askForUndo()
{
    QList<NodeConnection *> known = m_restore.connections();
    const Cluster *const cluster = m_workspace.clusters().cluster(m_restore.request().cluster);
    for (NodeConnection *const node : cluster ? cluster->nodes() : QList<NodeConnection *>()) {
        if (!known.contains(node))
            known.append(node);
    }
    auto *dialog = new UndoDialog(m_restore.request().cluster, m_restore.request().state, known, m_restore.restored(), this);
    connect(dialog, &UndoDialog::confirmed, this, [this, dialog](const QStringList &nodes) {
        m_table->setCurrentIndex({});
        if (const auto begun = m_restore.undo(nodes, dialog->isApart(), dialog->redoes()); !begun)
            return showNote(begun.error());
        update();
    });
    dialog->open();
}

void RestoreRunDialog::retry()
{
    m_table->setCurrentIndex({});
    if (const auto begun = m_restore.goOn(); !begun)
        return showNote(begun.error());
    update();
}

void RestoreRunDialog::showNote(const Error &error)
{
    m_why->setWords(text::sentence(error) + u' ' + text::advice(error));
}

void RestoreRunDialog::chooseReport()
{
    auto *dialog = new QFileDialog(this, tr("Save report"), {}, tr("Reports (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, &RestoreRunDialog::saveReport);
    dialog->open();
}

void RestoreRunDialog::saveReport(const QString &path)
{
    const QByteArray report = QJsonDocument(m_restore.report()).toJson();
    auto job = m_workspace.readers().start<void>([path, report, fileSystem = &m_workspace.fileSystem()](JobControl &) {
        return fileSystem->writeAtomically(path, report);
    });
    job.future.then(this, [this, path](const Result<> &written) {
        if (!written)
            return showNote(written.error());
        m_why->setWords(tr("The report is in %1.").arg(path));
        Q_EMIT saved(path);
    });
}

} // namespace lifeboat::ui
