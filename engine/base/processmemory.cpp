// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/processmemory.h"

#include <QFile>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

qint64 peakMemory(qint64 process)
{
    constexpr QByteArrayView kPeak("\nVmHWM:");
    QFile file(u"/proc/%1/status"_s.arg(process));
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const qsizetype at = text.indexOf(kPeak);
    if (at < 0)
        return 0;
    return text.sliced(at + kPeak.size()).trimmed().split(' ').first().toLongLong() * 1024;
}

qint64 peakMemory()
{
    return peakMemory(::getpid());
}

} // namespace lifeboat
