// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QSize>
#include <QTimer>

namespace lifeboat::ui {

class MainWindow;
class Workspace;

/// What `--screenshot` asks for.
struct ScreenshotRequest {
    QString file;
    QString page; ///< welcome, overview, snapshots, objects, leases, drill, report, timeline
    QSize size{1280, 800};
    QString cluster{}; ///< what is to be on it: no picture is made where that is not known
    QString node{};
    QString namedStore{};
};

/// Shows a page, waits until everything it shows has been read, saves the window as an image, says how it went.
class Screenshot : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    Screenshot(MainWindow &window, Workspace &workspace, const ScreenshotRequest &request, QObject *parent = nullptr);

    static bool isPage(const QString &name);

    void start();

Q_SIGNALS:
    /// `problem` is empty if the image was saved.
    void finished(const QString &problem);

private:
    bool isReady() const;
    bool isListed() const;
    QString whatIsMissing() const;
    void tryNow();
    void save();

    MainWindow &m_window;
    Workspace &m_workspace;
    const ScreenshotRequest m_request;
    QTimer m_poll;
    QElapsedTimer m_since;
};

} // namespace lifeboat::ui
