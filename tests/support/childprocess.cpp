// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "childprocess.h"

#include "expect.h"

using namespace Qt::StringLiterals;

namespace lifeboat::test {

namespace {

constexpr int kPatienceMs = 120'000; // far more than any role needs: only a hang gets there

} // namespace

ChildProcess::ChildProcess(const QString &role, const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QCoreApplication::applicationFilePath(), QStringList{u"--child"_s, role} + arguments);
    if (!m_process.waitForStarted(kPatienceMs))
        fail(m_process.errorString(), std::source_location::current());
}

ChildProcess::~ChildProcess()
{
    if (m_process.state() != QProcess::NotRunning)
        kill();
}

QString ChildProcess::nextLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(kPatienceMs))
            return {};
    }
    return QString::fromUtf8(m_process.readLine()).trimmed();
}

int ChildProcess::finish()
{
    m_process.closeWriteChannel();
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(kPatienceMs)) {
        kill();
        return -1;
    }
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

void ChildProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished(kPatienceMs);
}

} // namespace lifeboat::test
