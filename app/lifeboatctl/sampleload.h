// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobcontrol.h"

#include <QProcess>

namespace lifeboat::cli {

/// A second process of this program that writes to the sample database ("lifeboatctl sample-load DATABASE"): what a
/// snapshot of a live database is really taken against. Ended by the destructor. Made and used in one thread.
class SampleLoad
{
public:
    ~SampleLoad();

    /// Starts the process and returns once a commit of its was seen in the database.
    Result<> start(const JobControl &control, const QString &database);

    /// Lets it finish its transaction and end; returns the commits it did.
    Result<qint64> stop();

private:
    QProcess m_process;
};

} // namespace lifeboat::cli
