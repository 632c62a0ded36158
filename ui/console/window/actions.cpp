// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/actions.h"

#include "ui/console/theme/glyph.h"

#include <QActionGroup>
#include <QMenuBar>

namespace lifeboat::ui {

Actions::Actions(QObject *parent)
    : QObject(parent)
{
    makeFileActions();
    makeStoreActions();
    makeSnapshotActions();
    makeDrillActions();
    makePracticeActions();
    makeViewActions();
    makeTimelineActions();
    about = make(tr("&About Lifeboat"), QKeySequence(Qt::Key_F1));
    about->setMenuRole(QAction::AboutRole);
}

QAction *Actions::make(const QString &text, const QKeySequence &keys, const QString &icon)
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    if (!icon.isEmpty())
        action->setIcon(glyph(icon));
    return action;
}

void Actions::makeFileActions()
{
    openDatabase = make(tr("Open &database…"), QKeySequence(Qt::CTRL | Qt::Key_O), QStringLiteral("database"));
    openStore =
        make(tr("Open snapshot &store…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), QStringLiteral("store"));
    connectCluster = make(tr("&Connect to a cluster…"), QKeySequence(Qt::CTRL | Qt::Key_K), QStringLiteral("cluster"));
    reconnect = make(tr("Reconnect to the &nodes"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K));
    stepDown = make(tr("&Step down…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L));
    stepDown->setEnabled(false);
    trySample = make(tr("&Try a drill on sample data"), QKeySequence(Qt::CTRL | Qt::Key_T), QStringLiteral("drill"));
    closePlace = make(tr("&Remove from the list"), QKeySequence(Qt::CTRL | Qt::Key_W));
    refresh = make(tr("Read &again"), QKeySequence(Qt::Key_F5));
    quit = make(tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
}

void Actions::makeStoreActions()
{
    addStore = make(tr("&Add a store…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A), QStringLiteral("bucket"));
    editStore = make(tr("&Change…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E));
    tryStore = make(tr("&Try connection…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T));
    putFile = make(tr("&Put a file…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    getObject = make(tr("&Get…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G));
}

void Actions::makeSnapshotActions()
{
    take = make(tr("&Take snapshot…"), QKeySequence(Qt::CTRL | Qt::Key_N));
    verify = make(tr("&Verify…"), QKeySequence(Qt::CTRL | Qt::Key_E));
    restore = make(tr("&Restore…"), QKeySequence(Qt::CTRL | Qt::Key_R));
    undoRestore = make(tr("&Undo restore…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    pastRestores = make(tr("Past re&stores…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H));
    manifest = make(tr("Show &manifest"), QKeySequence(Qt::CTRL | Qt::Key_I));
    drillThis = make(tr("&Drill this snapshot"), QKeySequence(Qt::CTRL | Qt::Key_D));
    pin = make(tr("&Pin on its node"), QKeySequence(Qt::CTRL | Qt::Key_P));
    pin->setCheckable(true);
    deleteSnapshot = make(tr("Delete from its n&ode…"), QKeySequence(Qt::CTRL | Qt::Key_Delete));
    copyCommand = make(tr("&Copy command"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    openFolder = make(tr("Open &folder"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    find = make(tr("F&ind in the table"), QKeySequence(Qt::CTRL | Qt::Key_F));
}

void Actions::makeDrillActions()
{
    planDrill = make(tr("&Plan a drill"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D));
    runDrill = make(tr("&Run drill"), QKeySequence(Qt::CTRL | Qt::Key_Return));
    loadPlan = make(tr("&Load plan…"), QKeySequence(Qt::CTRL | Qt::Key_L));
    savePlan = make(tr("&Save plan…"), QKeySequence(Qt::CTRL | Qt::Key_S));
    addRows = make(tr("Add row &count"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    addSql = make(tr("Add S&QL"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Q));
    showReport = make(tr("S&how report"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I));
    openReport = make(tr("&Open report in browser"), QKeySequence(Qt::CTRL | Qt::Key_B));
}

void Actions::makePracticeActions()
{
    startPractice = make(tr("Start a &practice cluster"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P), QStringLiteral("drill"));
    killLeader = make(tr("&Kill leader"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_K));
    freezeLeader = make(tr("&Freeze leader"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_F));
    cutLeader = make(tr("&Cut leader off"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_X));
    heal = make(tr("&Heal"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_H));
    chaosDrill = make(tr("Run the chaos &drill"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_D));
    stopPractice = make(tr("&Stop"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S));
}

void Actions::makeViewActions()
{
    welcome = make(tr("&Welcome"), QKeySequence(Qt::CTRL | Qt::Key_0));
    overview = make(tr("&Overview"), QKeySequence(Qt::CTRL | Qt::Key_1));
    timeline = make(tr("&Timeline"), QKeySequence(Qt::CTRL | Qt::Key_2));
    snapshots = make(tr("&Snapshots"), QKeySequence(Qt::CTRL | Qt::Key_3));
    leases = make(tr("Le&ases"), QKeySequence(Qt::CTRL | Qt::Key_4));
    drills = make(tr("&Drills"), QKeySequence(Qt::CTRL | Qt::Key_5));
    objects = make(tr("O&bjects"), QKeySequence(Qt::CTRL | Qt::Key_6));
    themeSystem = make(tr("Follow the s&ystem"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_1));
    themeLight = make(tr("&Light"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_2));
    themeDark = make(tr("Da&rk"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_3));
    auto *themes = new QActionGroup(this);
    for (QAction *theme : {themeSystem, themeLight, themeDark}) {
        theme->setCheckable(true);
        themes->addAction(theme);
    }
    themeSystem->setChecked(true);
    dismissMessages = make(tr("Dis&miss messages"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M));
    cancelOperations = make(tr("&Cancel running operations"), QKeySequence(Qt::CTRL | Qt::Key_Period));
}

void Actions::makeTimelineActions()
{
    zoomIn = make(tr("Zoom &in"), QKeySequence(Qt::CTRL | Qt::Key_Plus));
    zoomOut = make(tr("Zoom o&ut"), QKeySequence(Qt::CTRL | Qt::Key_Minus));
    fitTimeline = make(tr("Fit &everything"), QKeySequence(Qt::Key_Home));
    followNow = make(tr("Follow &now"), QKeySequence(Qt::Key_F));
    followNow->setCheckable(true);
    previousEvent = make(tr("&Previous event"), QKeySequence(Qt::CTRL | Qt::Key_Left));
    nextEvent = make(tr("Ne&xt event"), QKeySequence(Qt::CTRL | Qt::Key_Right));
    exportTimeline = make(tr("Sa&ve timeline as…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    for (QAction *plain : {fitTimeline, followNow, previousEvent, nextEvent})
        plain->setShortcutContext(Qt::WidgetShortcut); // keys that mean something else while text is edited
}

void Actions::fill(QMenuBar *bar) const
{
    const auto add = [bar](const QString &title, const QList<QAction *> &actions) {
        QMenu *menu = bar->addMenu(title);
        for (QAction *action : actions) {
            if (action)
                menu->addAction(action);
            else
                menu->addSeparator();
        }
    };
    add(tr("&File"), {openDatabase, openStore, trySample, nullptr, closePlace, refresh, nullptr, quit});
    add(tr("&Cluster"), {connectCluster, reconnect, nullptr, stepDown});
    add(tr("St&ore"), {addStore, editStore, tryStore, nullptr, putFile, getObject});
    add(tr("&Snapshot"),
        {take, nullptr, verify, restore, undoRestore, pastRestores, manifest, drillThis, nullptr, pin, deleteSnapshot, nullptr,
         copyCommand, openFolder, find});
    add(tr("&Drill"),
        {planDrill, runDrill, nullptr, addRows, addSql, loadPlan, savePlan, nullptr, showReport, openReport});
    add(tr("&Practice"),
        {startPractice, nullptr, killLeader, freezeLeader, cutLeader, heal, nullptr, chaosDrill, nullptr, stopPractice});
    add(tr("&View"),
        {welcome, overview, timeline, snapshots, leases, drills, objects, nullptr, zoomIn, zoomOut, fitTimeline, followNow,
         previousEvent, nextEvent, exportTimeline, nullptr, themeSystem, themeLight, themeDark, nullptr, dismissMessages,
         cancelOperations});
    add(tr("&Help"), {about});
}

} // namespace lifeboat::ui
