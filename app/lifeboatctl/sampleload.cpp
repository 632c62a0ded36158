// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/sampleload.h"

#include "engine/state/livedatabase.h"

#include <QCoreApplication>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

constexpr int kStopPatience = 10'000; ///< milliseconds
constexpr int kCommitPatience = 10'000;
constexpr int kLook = 5;

} // namespace

SampleLoad::~SampleLoad()
{
    if (m_process.state() != QProcess::NotRunning && !stop()) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

Result<> SampleLoad::start(const JobControl &control, const QString &database)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QCoreApplication::applicationFilePath(), {u"sample-load"_s, database});
    if (!m_process.waitForStarted())
        return failure(ErrorCode::Unexpected, QCoreApplication::applicationFilePath(), m_process.errorString());
    return waitForCommit(control, database);
}

Result<> SampleLoad::waitForCommit(const JobControl &control, const QString &database)
{
    LIFEBOAT_ASSIGN(const auto connection, Connection::open(database, Connection::Access::ReadWrite));
    // data_version changes when another connection commits.
    LIFEBOAT_ASSIGN(const QVariant before, connection->query(u"PRAGMA data_version"_s));
    for (int waited = 0; waited < kCommitPatience; waited += kLook) {
        LIFEBOAT_TRY(control.checkpoint());
        LIFEBOAT_ASSIGN(const QVariant now, connection->query(u"PRAGMA data_version"_s));
        if (now != before)
            return {};
        if (m_process.waitForFinished(kLook))
            break;
    }
    return failure(ErrorCode::Unexpected, database, u"the writing process did not write"_s);
}

Result<qint64> SampleLoad::stop()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(kStopPatience) || m_process.exitStatus() != QProcess::NormalExit
        || m_process.exitCode() != 0)
        return failure(ErrorCode::Unexpected, u"sample-load"_s, m_process.errorString());
    return m_process.readAllStandardOutput().trimmed().toLongLong();
}

} // namespace lifeboat::cli
