// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/storeswindow.h"

#include "engine/base/posixfilesystem.h"
#include "engine/store/storetransfer.h"
#include "tests/support/expect.h"
#include "ui/console/dialogs/trialsteps.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/console/window/placelist.h"

#include <QComboBox>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

using namespace ui;

void StoresWindow::init()
{
    m_space = std::make_unique<test::Workspace>();
    m_console = std::make_unique<TemporaryWorkspace>(ui::ClusterWorld{
        .makeSecrets = [path = m_space->path(u"secrets.json"_s)](FileSystem &fileSystem) { return makeFileSecrets(fileSystem, path); }});
    m_look = std::make_unique<Look>();
    m_window = std::make_unique<MainWindow>(m_console->console(), *m_look, nullptr);
    m_window->show();
    QVERIFY(waitFor([this] { return m_console->console().stores().isRead(); }));
}

void StoresWindow::cleanup()
{
    m_window.reset();
    m_look.reset();
    m_console.reset();
    m_space.reset();
}

void StoresWindow::type(const QWidget *in, const QString &field, const QString &text) const
{
    QLineEdit *const edit = fieldOf(in, field);
    QVERIFY2(edit && edit->isVisible(), qPrintable(field));
    edit->setFocus();
    edit->selectAll();
    QTest::keyClick(edit, Qt::Key_Delete);
    QTest::keyClicks(edit, text);
}

void StoresWindow::choose(const QWidget *in, const QString &box, int index) const
{
    for (QComboBox *each : in->findChildren<QComboBox *>()) {
        if (each->accessibleName() == box)
            return each->setCurrentIndex(index);
    }
    QFAIL(qPrintable(box));
}

StoreDialog *StoresWindow::add(const QString &name, const QString &directory)
{
    actions().addStore->trigger();
    auto *const asked = dialog<StoreDialog>();
    type(asked, u"Name"_s, name);
    type(asked, u"Directory"_s, directory);
    return asked;
}

StoreDialog *StoresWindow::addBucket(const NatsServer &server, const QString &bucket, const QString &password)
{
    actions().addStore->trigger();
    auto *const asked = dialog<StoreDialog>();
    choose(asked, u"Kind"_s, 1);
    choose(asked, u"Identity"_s, 1);
    type(asked, u"Name"_s, u"offsite"_s);
    type(asked, u"Servers"_s, server.url());
    type(asked, u"Bucket"_s, bucket);
    type(asked, u"User"_s, u"ann"_s);
    type(asked, u"Password"_s, password);
    return asked;
}

QStringList StoresWindow::states(const StoreDialog *dialog) const
{
    QStringList states;
    const auto *steps = dialog->findChild<TrialSteps *>();
    for (const HealthLabel *label : steps->findChildren<HealthLabel *>()) {
        if (label->isVisibleTo(steps))
            states.append(label->text());
    }
    return states;
}

bool StoresWindow::tried(const StoreDialog *dialog)
{
    click(buttonOf(dialog, u"Try connection"_s));
    return waitFor([&] { return dialog->findChild<TrialSteps *>()->isVisible() && !states(dialog).contains(u"trying…"_s); });
}

void StoresWindow::openStore(const QString &name, const QHash<QString, QByteArray> &objects)
{
    StoreProfile profile;
    profile.name = name;
    profile.directory = m_space->makeDirectory(name);
    UnwatchedControl control;
    for (const auto &[object, bytes] : objects.asKeyValueRange()) {
        m_space->write(u"source"_s, bytes);
        ok(putFile(control, Stores::opener(PosixFileSystem::instance(), profile, {}), object, PosixFileSystem::instance(),
                   m_space->path(u"source"_s)));
    }
    ok(profiles().put(profile));
    m_console->console().stores().refresh();
    QVERIFY(waitFor([&] { return m_console->console().stores().store(name).has_value(); }));
    m_window->showPlace(Place::ofNamedStore(name));
    QCOMPARE(int(m_window->page()), int(MainWindow::Page::Objects));
    QVERIFY(waitFor([&] { return table()->model()->rowCount() == objects.size(); }));
}

QStringList StoresWindow::placeNames() const
{
    const auto *places = m_window->findChild<PlaceList *>();
    QStringList names;
    for (QTreeWidgetItemIterator item(const_cast<PlaceList *>(places)); *item; ++item)
        names.append((*item)->text(0));
    return names;
}

StoreProfiles StoresWindow::profiles() const
{
    return {PosixFileSystem::instance(), m_console->path(u"stores.json"_s)};
}

QString StoresWindow::users()
{
    return u"authorization { users: [ { user: ann, password: \"s3cr3t\" } ] }\n"_s;
}

} // namespace lifeboat::test
