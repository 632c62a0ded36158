// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/snapshotcommands.h"

#include "engine/snapshot/restorer.h"
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
#include <QUrl>

namespace lifeboat::ui {

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
    // On nodes ClusterCommands does them.
    const auto here = [this](auto what) {
        return [this, what] {
            if (!m_subject.isRemote())
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
    const auto entry = m_selection.entry();
    m_actions.take->setEnabled(true);
    for (QAction *action : {m_actions.verify, m_actions.manifest, m_actions.copyCommand, m_actions.openFolder})
        action->setEnabled(entry.has_value());
    const auto start = subjectOfRecovery();
    m_actions.restore->setEnabled(start && start->summary && !start->damage);
    m_actions.drillThis->setEnabled(entry && entry->summary);
}

void SnapshotCommands::take()
{
    auto *dialog = new TakeDialog(m_subject.database(), m_subject.store(), m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const TakeRequest request = dialog->request();
        const QString title = tr("Snapshot of %1").arg(fileNameOf(request.database));
        m_workspace.operations().start<TakenSnapshot>(
            title,
            [request, fileSystem = &m_workspace.fileSystem()](JobControl &control) {
                return takeSnapshot(control, request, *fileSystem);
            },
            this,
            [this, request, title](const Result<TakenSnapshot> &taken) {
                if (!taken)
                    return m_workspace.reportFailure(title, taken.error());
                m_workspace.places().openDatabase(request.database, request.store);
                m_workspace.refresh();
            });
    });
    dialog->open();
}

void SnapshotCommands::verify()
{
    auto *dialog = new VerifyDialog({*m_selection.entry()}, m_window);
    const QString title = tr("Verify %1").arg(nameOf(*m_selection.entry()));
    connect(dialog, &QDialog::accepted, this, [this, dialog, title] {
        m_workspace.operations().start<VerifyOutcome>(
            title,
            [request = dialog->request(), fileSystem = &m_workspace.fileSystem()](JobControl &control) {
                return verifySnapshot(control, request, *fileSystem);
            },
            this,
            [this, title](const Result<VerifyOutcome> &outcome) {
                if (!outcome)
                    m_workspace.reportFailure(title, outcome.error());
                m_workspace.refresh();
            });
    });
    dialog->open();
}

void SnapshotCommands::restore()
{
    const CatalogEntry entry = *subjectOfRecovery();
    auto *dialog = new RestoreDialog(m_workspace, entry, RestoreDialog::proposedTarget(entry, m_subject.database()), m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const RestoreRequest request = dialog->request();
        const QString title = tr("Restore %1").arg(fileNameOf(request.target));
        m_workspace.operations().start<RestoreOutcome>(
            title,
            [request, fileSystem = &m_workspace.fileSystem()](JobControl &control) {
                return runRestore(control, request, *fileSystem);
            },
            this,
            [this, request, title](const Result<RestoreOutcome> &outcome) {
                if (!outcome)
                    return m_workspace.reportFailure(title, outcome.error());
                for (const Error &warning : outcome->warnings)
                    m_workspace.reportFailure(tr("After the restore of %1").arg(fileNameOf(request.target)), warning);
                Q_EMIT restored(request.target, outcome->previousPath, outcome->findings.structure + outcome->findings.content);
            });
    });
    dialog->open();
}

void SnapshotCommands::showManifest()
{
    (new ManifestDialog({*m_selection.entry()}, m_window))->open();
}

} // namespace lifeboat::ui
