// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/screenshot.h"

#include "ui/console/pages/drillpage.h"
#include "ui/console/window/mainwindow.h"
#include "ui/text/errortext.h"

#include <QImage>
#include <QPixmap>

namespace lifeboat::ui {

using namespace std::chrono_literals;

namespace {

const std::pair<QLatin1StringView, MainWindow::Page> kPages[] = {
    {QLatin1StringView("welcome"), MainWindow::Page::Welcome},     {QLatin1StringView("overview"), MainWindow::Page::Overview},
    {QLatin1StringView("timeline"), MainWindow::Page::Timeline},   {QLatin1StringView("snapshots"), MainWindow::Page::Snapshots},
    {QLatin1StringView("leases"), MainWindow::Page::Leases},       {QLatin1StringView("drill"), MainWindow::Page::Drills},
    {QLatin1StringView("report"), MainWindow::Page::Drills},       {QLatin1StringView("objects"), MainWindow::Page::Objects}};

const auto *pageOf(const QString &name)
{
    return std::ranges::find(kPages, name, [](const auto &each) { return each.first; });
}

} // namespace

Screenshot::Screenshot(MainWindow &window, Workspace &workspace, const ScreenshotRequest &request, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_workspace(workspace)
    , m_request(request)
{
    m_poll.setInterval(30ms);
    connect(&m_poll, &QTimer::timeout, this, &Screenshot::tryNow);
}

bool Screenshot::isPage(const QString &name)
{
    return pageOf(name) != std::end(kPages);
}

void Screenshot::start()
{
    m_window.showPage(pageOf(m_request.page)->second);
    m_window.setAttribute(Qt::WA_DontShowOnScreen);
    m_window.resize(m_request.size);
    m_window.show();
    m_since.start();
    m_poll.start();
}

bool Screenshot::isReady() const
{
    const QList<Shelf *> shelves = m_workspace.shelves();
    // Nodes that do not answer are a picture too.
    constexpr qint64 kPatience = 10'000;
    const bool settled = m_since.elapsed() > kPatience
        || (!m_workspace.clusters().isSettling() && (m_since.elapsed() > 1'000 || m_workspace.clusters().all().isEmpty()));
    return settled && m_workspace.drills().isRead() && std::ranges::all_of(shelves, &Shelf::isRead)
        && m_workspace.operations().own().isEmpty() && isListed();
}

/// A store that cannot be reached is a picture too.
bool Screenshot::isListed() const
{
    const StoreContents *const contents = m_workspace.stores().contents(m_request.namedStore);
    if (!m_workspace.stores().isRead())
        return false;
    if (contents && m_window.page() != MainWindow::Page::Objects)
        return m_since.elapsed() > 2'000; // its leases are told soon, or not at all
    return !contents || contents->error() || contents->listedAt().isValid();
}

/// The store, cluster or node that nobody knows, in words; the file that would have told of it where that cannot be read.
QString Screenshot::whatIsMissing() const
{
    if (m_workspace.stores().error() && !m_request.namedStore.isEmpty())
        return text::sentence(*m_workspace.stores().error());
    if (!m_request.namedStore.isEmpty() && !m_workspace.stores().store(m_request.namedStore))
        return tr("There is no store %1.").arg(m_request.namedStore);
    if (m_request.cluster.isEmpty())
        return {};
    const Clusters &clusters = m_workspace.clusters();
    if (clusters.error())
        return text::sentence(*clusters.error());
    const Cluster *const cluster = clusters.cluster(m_request.cluster);
    if (!cluster)
        return tr("There is no cluster %1.").arg(m_request.cluster);
    if (m_request.node.isEmpty() || m_window.subject().place().kind == Place::Kind::Node)
        return {};
    return tr("There is no node %1 in %2.").arg(m_request.node, m_request.cluster);
}

void Screenshot::tryNow()
{
    if (!isReady())
        return;
    m_poll.stop();
    if (!m_request.node.isEmpty() && m_window.subject().place().kind != Place::Kind::Node)
        m_window.showCluster(m_request.cluster, m_request.node); // its name may be known by now
    if (const QString missing = whatIsMissing(); !missing.isEmpty())
        return Q_EMIT finished(missing);
    if (m_request.page == QLatin1StringView("report") && !m_window.drillPage().showReport({})) {
        Q_EMIT finished(tr("There is no drill report to show."));
        return;
    }
    QTimer::singleShot(100ms, this, &Screenshot::save); // lets layouts settle
}

void Screenshot::save()
{
    const bool saved = m_window.grab().save(m_request.file);
    Q_EMIT finished(saved ? QString() : tr("%1 could not be written.").arg(m_request.file));
}

} // namespace lifeboat::ui
