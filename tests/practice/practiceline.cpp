// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/practice/practiceline.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

void PracticeLine::initTestCase()
{
    // Never the keychain of whoever runs the tests.
    qputenv("LIFEBOAT_SECRETS", "file");
    qunsetenv("LIFEBOAT_TOKEN_FILE");
}

void PracticeLine::init()
{
    m_line = std::make_unique<CommandLine>();
}

void PracticeLine::cleanup()
{
    const Outcome stopped = ctl(u"practice stop"_s);
    QVERIFY2(stopped.status == 0, qPrintable(stopped.err));
    // One that was on its way when all was removed ends by itself.
    QVERIFY(QTest::qWaitFor([this] { return processes().isEmpty(); }, 30'000));
    m_line.reset();
}

Outcome PracticeLine::ctl(const QString &line) const
{
    return m_line->run(line.split(u' ', Qt::SkipEmptyParts));
}

QString PracticeLine::directory() const
{
    return m_line->path(u"data/lifeboat/practice"_s);
}

QStringList PracticeLine::processes() const
{
    QStringList found;
    for (const QString &pid : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(u"/proc/%1/cmdline"_s.arg(pid));
        const QString command =
            pid.toInt() > 0 && file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll().replace('\0', ' ')) : QString();
        if (command.contains(m_line->path(u"data"_s)))
            found.append(command);
    }
    return found;
}

} // namespace lifeboat::test
