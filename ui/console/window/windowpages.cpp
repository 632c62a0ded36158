// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/pages/snapshotspage.h"
#include "ui/console/pages/timelinepage.h"
#include "ui/console/window/mainwindow.h"
#include "ui/console/window/placelist.h"
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

void MainWindow::showPage(Page page)
{
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

void MainWindow::showLeasesTab()
{
    m_tabs->setTabVisible(int(Page::Leases) - 1, m_subject.isRemote());
    m_actions.leases->setEnabled(m_subject.isRemote());
    if (page() == Page::Leases && !m_subject.isRemote())
        showPage(Page::Overview);
}

void MainWindow::showPlace(const Place &place)
{
    m_subject.setPlace(place);
    m_places->setCurrentPlace(place);
    if (page() == Page::Welcome && !isFirstRun())
        showPage(Page::Overview);
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

} // namespace lifeboat::ui
