// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/sampleload.h"

#include "engine/drill/sample.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

constexpr int kStopPatience = 10'000; ///< milliseconds
constexpr int kLook = 5; ///< milliseconds

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
    return waitForCommit(control, database, [this] { return !m_process.waitForFinished(kLook); });
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
