// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>

class QMenuBar;

namespace lifeboat::ui {

/// Every action of the console: made once, shown in a menu, with a shortcut of its own. Buttons only repeat them.
/// What they do is connected where it is done.
class Actions : public QObject
{
    Q_OBJECT

public:
    explicit Actions(QObject *parent = nullptr);

    /// Puts all of them into menus.
    void fill(QMenuBar *bar) const;

    // File
    QAction *openDatabase, *openStore, *connectCluster, *reconnect, *trySample, *closePlace, *refresh, *quit;
    // Cluster
    QAction *stepDown;
    // Store
    QAction *addStore, *editStore, *tryStore, *putFile, *getObject;
    // Snapshot
    QAction *take, *verify, *restore, *undoRestore, *pastRestores, *manifest, *drillThis, *pin, *deleteSnapshot, *copyCommand, *openFolder, *find;
    // Drill
    QAction *planDrill, *runDrill, *loadPlan, *savePlan, *addRows, *addSql, *showReport, *openReport;
    // Practice
    QAction *startPractice, *killLeader, *freezeLeader, *cutLeader, *heal, *chaosDrill, *stopPractice;
    // View
    QAction *welcome, *overview, *timeline, *snapshots, *leases, *drills, *objects;
    QAction *themeSystem, *themeLight, *themeDark;
    QAction *zoomIn, *zoomOut, *fitTimeline, *followNow, *previousEvent, *nextEvent, *exportTimeline;
    QAction *dismissMessages, *cancelOperations;
    // Help
    QAction *about;

private:
    QAction *make(const QString &text, const QKeySequence &keys, const QString &icon = {});
    void makeFileActions();
    void makeStoreActions();
    void makeSnapshotActions();
    void makeDrillActions();
    void makePracticeActions();
    void makeViewActions();
    void makeTimelineActions();
};

} // namespace lifeboat::ui
