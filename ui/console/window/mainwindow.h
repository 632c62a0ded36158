// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/theme/look.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/drillrun.h"
#include "ui/console/workspace/sampletour.h"
#include "ui/console/workspace/selection.h"
#include "ui/console/workspace/subject.h"

#include <QMainWindow>

class QSettings;
class QStackedWidget;
class QTabBar;

namespace lifeboat::ui {

class ClusterCommands;
class ClusterOverview;
class DrillPage;
class LeasesPage;
class MessageBar;
class PlaceList;
class PracticeCommands;
class SnapshotsPage;
class StoreCommands;
class StorePage;
class SubjectHeader;
class TimelinePage;
class WelcomePage;

/// The console's window: places at the left, the subject in the middle, running operations at the bottom.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    enum class Page { Welcome, Overview, Timeline, Snapshots, Objects, Leases, Drills };

    /// All of them must outlive this; `settings` may be null: nothing is kept.
    MainWindow(Workspace &workspace, Look &look, QSettings *settings);
    ~MainWindow() override;

    Actions &actions() { return m_actions; }
    Subject &subject() { return m_subject; }
    MessageBar &messages() { return *m_messages; }
    SnapshotsPage &snapshotsPage() { return *m_snapshots; }
    ClusterOverview &clusterOverview() { return *m_clusterOverview; }
    TimelinePage &timelinePage() { return *m_timeline; }
    LeasesPage &leasesPage() { return *m_leases; }
    DrillPage &drillPage() { return *m_drills; }
    StorePage &storePage() { return *m_objects; }
    ClusterCommands &clusterCommands() { return *m_commands; }
    DrillRun &drillRun() { return m_run; }
    SampleTour &sampleTour() { return m_tour; }

    Page page() const;
    void showPage(Page page);
    /// Makes a place the subject, and leaves the welcome page.
    void showPlace(const Place &place);
    /// Shows a cluster, or its node of that name, once it is known; nothing happens if it never is.
    void showCluster(const QString &cluster, const QString &node = {});
    /// The same for a store that was set up.
    void showNamedStore(const QString &name);

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeCentre();
    void connectActions();
    void connectViews();
    void connectDrills();
    /// Nothing is open, and no drill was ever run here.
    bool isFirstRun() const;
    void connectStores();
    /// What a place has pages for.
    bool offers(Page page) const;
    void showTabs();
    void closePlace();
    void tellOfFailed(const lifeboat::Operation &operation);
    void openDatabase();
    void openStore();
    void startSample();
    void openReport();
    void showReport(const DrillId &id);
    void updateTheme();
    void askBeforeClosing();
    void keepGeometry();

    Workspace &m_workspace;
    Look &m_look;
    QSettings *const m_settings;
    Actions m_actions;
    Subject m_subject;
    Selection m_selection;
    DrillRun m_run;
    SampleTour m_tour;
    PlaceList *m_places;
    ClusterCommands *m_commands;
    PracticeCommands *m_practice;
    SubjectHeader *m_header;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    QStackedWidget *m_overviews; ///< of this machine, of clusters
    ClusterOverview *m_clusterOverview;
    MessageBar *m_messages;
    SnapshotsPage *m_snapshots;
    TimelinePage *m_timeline;
    LeasesPage *m_leases;
    DrillPage *m_drills;
    StorePage *m_objects;
    StoreCommands *m_storeCommands;
    DrillId m_timelineDrill;
    bool m_isWelcomeByDefault = false; ///< nobody asked for the first page
    bool m_mayClose = false;
};

} // namespace lifeboat::ui
