// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/pages/snapshotspage.h"
#include "ui/console/pages/timelinepage.h"
#include "ui/console/window/mainwindow.h"
#include "ui/console/window/placelist.h"
#include "ui/console/window/storecommands.h"
#include "ui/console/window/subjectheader.h"

#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>

/// Which page of the window is shown, of which place.
namespace lifeboat::ui {

MainWindow::Page MainWindow::page() const
{
    return Page(m_stack->currentIndex());
}

/// Leases are of clusters and buckets only; of what is in a named store nothing more is known than what is listed there, and what
/// became of the leases in its bucket.
bool MainWindow::offers(Page page) const
{
    const bool isNamedStore = m_subject.place().isNamedStore();
    switch (page) {
    case Page::Welcome: return true;
    case Page::Objects: return isNamedStore;
    case Page::Leases: return m_subject.isRemote() || m_subject.leases();
    case Page::Timeline: return !isNamedStore || m_subject.leases();
    default: return !isNamedStore;
    }
}

void MainWindow::showPage(Page page)
{
    // A drill, say, is of this machine whatever was looked at.
    if (!offers(page) && m_subject.place().isNamedStore())
        showPlace({});
    if (page == Page::Objects && !offers(page))
        return;
    const bool welcome = page == Page::Welcome;
    m_isWelcomeByDefault = false;
    m_header->setVisible(!welcome);
    m_tabs->setVisible(!welcome);
    m_stack->setCurrentIndex(int(page));
    m_selection.showPage(page == Page::Snapshots      ? static_cast<const QObject *>(m_snapshots)
                             : page == Page::Timeline ? m_timeline
                                                      : nullptr);
    m_header->setDrillPrimary(page != Page::Drills);
    if (!welcome) {
        const QSignalBlocker quiet(m_tabs);
        m_tabs->setCurrentIndex(int(page) - 1);
    }
}

void MainWindow::showTabs()
{
    const std::pair<Page, QAction *> pages[] = {{Page::Overview, m_actions.overview}, {Page::Timeline, m_actions.timeline},
                                                {Page::Snapshots, m_actions.snapshots}, {Page::Leases, m_actions.leases},
                                                {Page::Drills, m_actions.drills}, {Page::Objects, m_actions.objects}};
    const QSignalBlocker quiet(m_tabs);
    for (const auto &[page, action] : pages) {
        // One that stays as it is would have the bar forget that others did not (Qt 6.8), until its size changes.
        if (m_tabs->isTabVisible(int(page) - 1) != offers(page))
            m_tabs->setTabVisible(int(page) - 1, offers(page));
        action->setEnabled(offers(page));
    }
    if (!offers(page()))
        showPage(offers(Page::Objects) ? Page::Objects : Page::Overview);
    else if (page() != Page::Welcome)
        m_tabs->setCurrentIndex(int(page()) - 1);
}

void MainWindow::connectStores()
{
    connect(&m_workspace.stores(), &Stores::listChanged, this, [this] {
        if (m_subject.place().isNamedStore())
            showTabs(); // it may have got a lease bucket, or lost it
    });
    connect(m_storeCommands, &StoreCommands::added, this, [this](const QString &name) {
        showPlace(Place::ofNamedStore(name));
        showPage(Page::Objects);
    });
    // Its report stands where the archive is now.
    connect(m_storeCommands, &StoreCommands::drilling, this, [this] {
        showPlace(m_workspace.places().openStore(m_workspace.paths().fetched));
    });
}

void MainWindow::showPlace(const Place &place)
{
    m_subject.setPlace(place);
    m_places->setCurrentPlace(place);
    if (page() == Page::Welcome && !isFirstRun())
        showPage(offers(Page::Objects) ? Page::Objects : Page::Overview);
}

void MainWindow::showCluster(const QString &name, const QString &node)
{
    const Cluster *const cluster = m_workspace.clusters().cluster(name);
    const NodeConnection *const one = cluster && !node.isEmpty() ? cluster->node(node) : nullptr;
    if (one)
        return showPlace(Place::ofNode(name, one->profile().url.toString()));
    if (cluster && node.isEmpty())
        return showPlace(Place::ofCluster(name));
    connect(&m_workspace.clusters(), &Clusters::listChanged, this, [this, name, node] { showCluster(name, node); },
            Qt::SingleShotConnection);
}

void MainWindow::showNamedStore(const QString &name)
{
    if (m_workspace.stores().store(name))
        return showPlace(Place::ofNamedStore(name));
    connect(&m_workspace.stores(), &Stores::listChanged, this, [this, name] { showNamedStore(name); }, Qt::SingleShotConnection);
}

} // namespace lifeboat::ui
