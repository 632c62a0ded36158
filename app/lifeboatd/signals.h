// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace lifeboat::daemon {

/// SIGINT, SIGTERM and SIGHUP as a Qt signal: blocked in every thread, read from a descriptor. Made
/// in main, before there are threads.
class Signals final : public QObject
{
    Q_OBJECT

public:
    Signals();
    ~Signals() override;

Q_SIGNALS:
    void stopRequested();

private:
    const int m_descriptor;
    QSocketNotifier m_notifier;
};

} // namespace lifeboat::daemon
