// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/natsserver.h"
#include "tests/ui/clicks.h"
#include "tests/ui/temporaryworkspace.h"
#include "ui/console/dialogs/storedialog.h"
#include "ui/console/pages/storepage.h"
#include "ui/console/window/mainwindow.h"

namespace lifeboat::test {

/// The console with the user's named stores, and what a person does there. A test's init() and cleanup() call these.
class StoresWindow : public QObject
{
    Q_OBJECT

protected:
    void init();
    void cleanup();

    static bool waitFor(const std::function<bool()> &condition) { return QTest::qWaitFor(condition, 60'000); }
    /// The one that was opened last.
    template <typename Dialog> Dialog *dialog() const
    {
        const auto all = m_window->findChildren<Dialog *>();
        return all.isEmpty() ? nullptr : all.last();
    }
    void type(const QWidget *in, const QString &field, const QString &text) const;
    void choose(const QWidget *in, const QString &box, int index) const;
    /// The dialog, filled in.
    ui::StoreDialog *add(const QString &name, const QString &directory);
    ui::StoreDialog *addBucket(const NatsServer &server, const QString &bucket, const QString &password);
    /// Of the steps of a trial.
    QStringList states(const ui::StoreDialog *dialog) const;
    bool tried(const ui::StoreDialog *dialog);
    /// A directory store of that name with these objects is the subject.
    void openStore(const QString &name, const QHash<QString, QByteArray> &objects = {});
    StoreProfiles profiles() const;
    QStringList placeNames() const;
    QTableView *table() const { return m_window->storePage().table(); }
    ui::Actions &actions() const { return m_window->actions(); }
    bool isBusy() const { return !m_console->console().operations().running().isEmpty(); }

    /// Of a server that lets one in: ann, password "s3cr3t".
    static QString users();

    std::unique_ptr<TemporaryWorkspace> m_console;
    std::unique_ptr<Workspace> m_space;
    std::unique_ptr<ui::Look> m_look;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace lifeboat::test
