// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/snapshotcommands.h"

#include "engine/base/errorobject.h"
#include "ui/console/dialogs/manifestdialog.h"
#include "ui/console/dialogs/restoredialog.h"
#include "ui/console/dialogs/takedialog.h"
#include "ui/console/dialogs/verifydialog.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/command.h"
#include "ui/console/workspace/selection.h"
#include "ui/console/workspace/subject.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QJsonArray>
#include <QUrl>

namespace lifeboat::ui {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const CatalogEntry &entry)
{
    return entry.summary ? entry.summary->manifest.name : fileNameOf(entry.path);
}

} // namespace

SnapshotCommands::SnapshotCommands(Workspace &workspace, Subject &subject, Selection &selection, Actions &actions,
                                   QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_subject(subject)
    , m_selection(selection)
    , m_actions(actions)
    , m_window(window)
{
    // On nodes ClusterCommands does them, in named stores StoreCommands.
    const auto here = [this](auto what) {
        return [this, what] {
            if (m_subject.place().isHere())
                what();
        };
    };
    connect(actions.take, &QAction::triggered, this, here([this] { take(); }));
    connect(actions.verify, &QAction::triggered, this, here([this] { verify(); }));
    connect(actions.restore, &QAction::triggered, this, here([this] { restore(); }));
    connect(actions.manifest, &QAction::triggered, this, here([this] { showManifest(); }));
    connect(actions.copyCommand, &QAction::triggered, this,
            here([this] { QGuiApplication::clipboard()->setText(command::show(m_selection.entry()->path)); }));
    connect(actions.openFolder, &QAction::triggered, this, here([this] {
                QDesktopServices::openUrl(QUrl::fromLocalFile(directoryOf(m_selection.entry()->path)));
            }));
    connect(&workspace.localQueue(), &LocalQueue::ended, this, &SnapshotCommands::tell);
    connect(&selection, &Selection::changed, this, &SnapshotCommands::enable);
    connect(&subject, &Subject::placeChanged, this, &SnapshotCommands::enable);
    connect(&subject, &Subject::updated, this, &SnapshotCommands::enable);
    enable();
}

std::optional<CatalogEntry> SnapshotCommands::subjectOfRecovery() const
{
    return m_selection.isOffered() ? m_selection.entry() : m_subject.newestUndamaged();
}

void SnapshotCommands::enable()
{
    if (m_subject.isRemote())
        return;
    const bool isHere = m_subject.place().isHere();
    const auto entry = isHere ? m_selection.entry() : std::nullopt;
    m_actions.take->setEnabled(isHere);
    for (QAction *action : {m_actions.verify, m_actions.manifest, m_actions.openFolder})
        action->setEnabled(entry.has_value());
    const auto start = isHere ? subjectOfRecovery() : std::nullopt;
    m_actions.restore->setEnabled(start && start->summary && !start->damage);
    if (!isHere)
        return;
    m_actions.copyCommand->setEnabled(entry.has_value());
    m_actions.drillThis->setEnabled(entry && entry->summary);
}

void SnapshotCommands::take()
{
    auto *dialog = new TakeDialog(m_subject.database(), m_subject.store(), m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const TakeRequest request = dialog->request();
        m_workspace.localQueue().take(request, tr("Snapshot of %1").arg(fileNameOf(request.database)));
    });
    dialog->open();
}

void SnapshotCommands::verify()
{
    auto *dialog = new VerifyDialog({*m_selection.entry()}, m_window);
    const QString title = tr("Verify %1").arg(nameOf(*m_selection.entry()));
    connect(dialog, &QDialog::accepted, this, [this, dialog, title] {
        m_workspace.localQueue().verify(dialog->request(), title);
    });
    dialog->open();
}

void SnapshotCommands::restore()
{
    const CatalogEntry entry = *subjectOfRecovery();
    auto *dialog = new RestoreDialog(m_workspace, entry, RestoreDialog::proposedTarget(entry, m_subject.database()), m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const RestoreRequest request = dialog->request();
        m_workspace.localQueue().restore(request, tr("Restore %1").arg(fileNameOf(request.target)));
    });
    dialog->open();
}

/// Also of what an earlier start of the console began.
void SnapshotCommands::tell(const lifeboat::Operation &operation)
{
    const QJsonObject &parameters = operation.request.parameters;
    const QString &kind = operation.request.kind;
    if (operation.status != OperationStatus::Completed)
        return; // the workspace tells
    if (kind == "take"_L1) {
        m_workspace.places().openDatabase(parameters["database"_L1].toString(), parameters["store"_L1].toString());
        return m_workspace.refresh();
    }
    if (kind != "restore"_L1)
        return;
    const QJsonObject &outcome = operation.result;
    const QString target = parameters["target"_L1].toString();
    for (const QJsonValue warning : outcome["warnings"_L1].toArray())
        m_workspace.reportFailure(tr("After the restore of %1").arg(fileNameOf(target)),
                                  errorFromObject(warning.toObject(), ErrorCode::Unexpected));
    QStringList findings;
    for (const auto found : {"structure"_L1, "content"_L1}) {
        for (const QJsonValue finding : outcome["findings"_L1][found].toArray())
            findings.append(finding.toString());
    }
    Q_EMIT restored(target, outcome["previous"_L1].toString(), findings);
}

void SnapshotCommands::showManifest()
{
    (new ManifestDialog({*m_selection.entry()}, m_window))->open();
}

} // namespace lifeboat::ui
