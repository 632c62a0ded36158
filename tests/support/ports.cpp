// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ports.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QRandomGenerator>
#include <QTcpServer>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

namespace {

/// Until this process ends, however that may be.
bool claim(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0)
        return true; // another user's: it is as it was without claims
    if (::flock(file, LOCK_EX | LOCK_NB) == 0)
        return true;
    ::close(file);
    return false;
}

} // namespace

quint16 freePort()
{
    const QString claims = QDir::tempPath() + u"/lifeboat-test-ports"_s;
    QDir().mkpath(claims);
    while (true) {
        const auto port = quint16(QRandomGenerator::system()->bounded(15'000, 32'000));
        if (claim(claims + u'/' + QString::number(port)) && QTcpServer().listen(QHostAddress::LocalHost, port))
            return port;
    }
}

} // namespace lifeboat::test
