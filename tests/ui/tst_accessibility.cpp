// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/expect.h"
#include "tests/ui/temporaryworkspace.h"
#include "ui/console/drill/planform.h"
#include "ui/console/pages/drillpage.h"
#include "ui/console/window/mainwindow.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QComboBox>
#include <QLineEdit>
#include <QMenuBar>
#include <QProgressBar>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;

class tst_Accessibility final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void everyActionIsInAMenu();
    void everyActionHasItsOwnShortcut();
    void menusHaveNoClashingMnemonics();
    void everyControlHasAName();

private:
    std::unique_ptr<Look> m_look;
    std::unique_ptr<TemporaryWorkspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

void tst_Accessibility::initTestCase()
{
    m_look = std::make_unique<Look>();
    m_workspace = std::make_unique<TemporaryWorkspace>();
    m_workspace->takeSnapshotOf(QStringLiteral("orders.db"), QStringLiteral("store"));
    m_workspace->console().places().openStore(m_workspace->path(QStringLiteral("store")));
    m_window = std::make_unique<MainWindow>(m_workspace->console(), *m_look, nullptr);
    m_window->drillPage().form()->addRows();
    m_window->drillPage().form()->addSql();
    m_window->show();
    QVERIFY(m_workspace->waitUntilRead());
}

void tst_Accessibility::cleanupTestCase()
{
    m_window.reset();
    m_workspace.reset();
    m_look.reset();
}

void tst_Accessibility::everyActionIsInAMenu()
{
    QList<QAction *> inMenus;
    for (const QAction *menu : m_window->menuBar()->actions())
        inMenus += menu->menu()->actions();
    for (QAction *action : m_window->actions().findChildren<QAction *>())
        QVERIFY2(inMenus.contains(action), qPrintable(action->text()));
}

void tst_Accessibility::everyActionHasItsOwnShortcut()
{
    QHash<QString, QString> taken;
    for (const QAction *action : m_window->actions().findChildren<QAction *>()) {
        const QString keys = action->shortcut().toString();
        QVERIFY2(!keys.isEmpty(), qPrintable(action->text()));
        QVERIFY2(!taken.contains(keys), qPrintable(keys + u' ' + action->text() + u' ' + taken.value(keys)));
        taken.insert(keys, action->text());
    }
}

void tst_Accessibility::menusHaveNoClashingMnemonics()
{
    for (const QAction *menu : m_window->menuBar()->actions()) {
        QSet<QChar> taken;
        for (const QAction *action : menu->menu()->actions()) {
            if (action->isSeparator())
                continue;
            const qsizetype at = action->text().indexOf(u'&');
            QVERIFY2(at >= 0, qPrintable(action->text()));
            const QChar key = action->text().at(at + 1).toLower();
            QVERIFY2(!taken.contains(key), qPrintable(action->text()));
            taken.insert(key);
        }
    }
}

void tst_Accessibility::everyControlHasAName()
{
    int looked = 0;
    for (QWidget *widget : m_window->findChildren<QWidget *>()) {
        const bool control = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget)
            || qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractItemView *>(widget)
            || qobject_cast<QProgressBar *>(widget);
        // Parts of other controls are named by them; Qt's own have no name to give.
        const bool part = qobject_cast<QComboBox *>(widget->parentWidget())
            || qobject_cast<QLineEdit *>(widget->parentWidget())
            || qobject_cast<QAbstractItemView *>(widget->parentWidget()) || widget->inherits("QHeaderView")
            || widget->inherits("QComboBoxListView") || widget->objectName().startsWith(QLatin1StringView("qt_"))
            || widget->inherits("QTableCornerButton") || widget->inherits("QToolButton");
        if (!control || part)
            continue;
        ++looked;
        const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(interface);
        QVERIFY2(!interface->text(QAccessible::Name).isEmpty(),
                 qPrintable(QLatin1StringView(widget->metaObject()->className()) + u' '
                            + QLatin1StringView(widget->parentWidget()->metaObject()->className())));
    }
    QVERIFY(looked > 40);
}

QTEST_MAIN(tst_Accessibility)
#include "tst_accessibility.moc"
