// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/storecommands.h"

#include "engine/archive/layout.h"
#include "ui/console/dialogs/getdialog.h"
#include "ui/console/dialogs/putdialog.h"
#include "ui/console/dialogs/storedialog.h"
#include "ui/console/pages/storepage.h"
#include "ui/console/widgets/messagebar.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/storecommand.h"
#include "ui/console/workspace/subject.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>

namespace lifeboat::ui {

StoreCommands::StoreCommands(const Means &means, QWidget *window)
    : QObject(window)
    , m_means(means)
    , m_window(window)
    , m_fetch(means.workspace, means.workspace.paths().fetched)
{
    const Actions &actions = means.actions;
    connect(actions.addStore, &QAction::triggered, this, [this] { edit({}, false); });
    connect(actions.editStore, &QAction::triggered, this, [this] { edit(store(), false); });
    connect(actions.tryStore, &QAction::triggered, this, [this] { edit(store(), true); });
    connect(actions.putFile, &QAction::triggered, this, &StoreCommands::put);
    connect(actions.getObject, &QAction::triggered, this, &StoreCommands::get);
    connect(actions.drillThis, &QAction::triggered, this, &StoreCommands::fetchAndDrill);
    connect(actions.copyCommand, &QAction::triggered, this, [this] {
        if (const auto object = m_means.page.selected())
            QGuiApplication::clipboard()->setText(command::getObject(m_means.subject.place().name, object->name, QStringLiteral(".")));
    });
    connect(&means.workspace.localQueue(), &LocalQueue::ended, this, &StoreCommands::tell);
    connect(&means.page, &StorePage::selectionChanged, this, &StoreCommands::enable);
    connect(&means.subject, &Subject::placeChanged, this, &StoreCommands::enable);
    connect(&means.workspace.stores(), &Stores::listChanged, this, &StoreCommands::enable);
    enable();
}

std::optional<StoreProfile> StoreCommands::store() const
{
    const Place &place = m_means.subject.place();
    return place.isNamedStore() ? m_means.workspace.stores().store(place.name) : std::nullopt;
}

std::optional<StoreObject> StoreCommands::archive() const
{
    const auto object = m_means.page.selected();
    return object && object->name.endsWith(layout::kArchiveSuffix) ? object : std::nullopt;
}

void StoreCommands::enable()
{
    const bool is = store().has_value();
    Actions &actions = m_means.actions;
    for (QAction *action : {actions.editStore, actions.tryStore, actions.putFile})
        action->setEnabled(is);
    actions.getObject->setEnabled(m_means.page.selected().has_value());
    if (!m_means.subject.place().isNamedStore())
        return;
    actions.drillThis->setEnabled(archive().has_value());
    actions.copyCommand->setEnabled(m_means.page.selected().has_value());
}

void StoreCommands::edit(const std::optional<StoreProfile> &known, bool triesNow)
{
    auto *dialog = new StoreDialog(m_means.workspace.stores(), known, m_window);
    connect(dialog, &StoreDialog::kept, this, [this, isNew = !known](const QString &name) {
        if (isNew)
            Q_EMIT added(name);
    });
    dialog->open();
    if (triesNow)
        dialog->tryNow();
}

void StoreCommands::askToRemove()
{
    const auto profile = store();
    if (!profile)
        return;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Remove a store"), tr("Forget the store %1?").arg(profile->name),
                                QMessageBox::NoButton, m_window);
    const QString stays = tr("What is in it stays: %1.").arg(profile->where());
    box->setInformativeText(profile->needsSecret() ? stays + u' ' + tr("Its secret is removed from the keychain.") : stays);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setDefaultButton(box->addButton(tr("Keep it"), QMessageBox::RejectRole));
    QPushButton *remove = box->addButton(tr("Forget it"), QMessageBox::AcceptRole);
    connect(box, &QMessageBox::buttonClicked, this, [this, remove, name = profile->name](QAbstractButton *button) {
        if (button == static_cast<QAbstractButton *>(remove))
            m_means.workspace.stores().remove(name);
    });
    box->open();
}

void StoreCommands::put()
{
    const auto profile = store();
    if (!profile)
        return;
    QList<CatalogEntry> snapshots;
    for (const Shelf *shelf : m_means.workspace.shelves())
        snapshots += shelf->entries();
    std::ranges::stable_sort(snapshots, std::ranges::greater(), &CatalogEntry::createdAt);
    StoreContents *const contents = m_means.workspace.stores().contents(profile->name);
    QSet<QString> names;
    for (const StoreObject &object : contents ? contents->objects() : QList<StoreObject>())
        names.insert(object.name);
    auto *dialog = new PutDialog(profile->name, snapshots, names, m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, store = profile->name] {
        m_means.workspace.localQueue().add(ui::operationOf(StorePut{store, dialog->object(), dialog->file()},
                                                           tr("Put %1 into %2").arg(dialog->object(), store)));
    });
    dialog->open();
}

void StoreCommands::get()
{
    const auto object = m_means.page.selected();
    if (!object)
        return;
    const QString store = m_means.subject.place().name;
    auto *dialog = new GetDialog(store, object->name, QDir::homePath(), m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, store, object = object->name] {
        const QString target = QDir::cleanPath(dialog->directory() + u'/' + object);
        m_means.workspace.localQueue().add(
            ui::operationOf(StoreGet{store, object, target}, tr("Get %1 from %2").arg(object, store)));
    });
    dialog->open();
}

/// Also of what an earlier start of the console began.
void StoreCommands::tell(const lifeboat::Operation &operation)
{
    const QJsonObject &parameters = operation.request.parameters;
    const QString &kind = operation.request.kind;
    if (operation.status != OperationStatus::Completed)
        return; // the workspace tells
    if (kind == QLatin1StringView("put")) {
        if (StoreContents *const filled = m_means.workspace.stores().contents(parameters[QLatin1StringView("store")].toString()))
            filled->refresh();
    } else if (kind == QLatin1StringView("get") && afterwardsOf(operation) == Afterwards::What::Drill) {
        Q_EMIT drilling();
    } else if (kind == QLatin1StringView("get")) {
        m_means.messages.showDone(tr("%1 is here.").arg(parameters[QLatin1StringView("object")].toString()), fileOf(operation));
    }
}

void StoreCommands::fetchAndDrill()
{
    const auto object = archive();
    if (object && m_means.subject.place().isNamedStore())
        m_fetch.start(m_means.subject.place().name, object->name);
}

} // namespace lifeboat::ui
