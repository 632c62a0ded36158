// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/processsetup.h"

#include <QTest>

#include <array>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

using namespace lifeboat;

class tst_ProcessSetup final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closedStreamsAreTaken_data();
    void closedStreamsAreTaken();
    void tooLargeIsNoSignal();
};

void tst_ProcessSetup::closedStreamsAreTaken_data()
{
    QTest::addColumn<QList<int>>("closed");
    QTest::newRow("none") << QList<int>();
    QTest::newRow("output") << QList<int>({1});
    QTest::newRow("output and error") << QList<int>({1, 2});
    QTest::newRow("input and error") << QList<int>({0, 2});
    QTest::newRow("all") << QList<int>({0, 1, 2});
}

/// No file opened later gets the number of a standard stream, and what goes there still fails.
void tst_ProcessSetup::closedStreamsAreTaken()
{
    QFETCH(const QList<int>, closed);
    std::fflush(nullptr);
    std::array<int, 3> kept = {};
    for (int stream = 0; stream < 3; ++stream)
        kept[size_t(stream)] = ::fcntl(stream, F_DUPFD, 100);
    for (const int stream : closed)
        ::close(stream);
    setUpProcess();
    const int later = ::open("/dev/null", O_RDONLY);
    const bool outputFails = ::write(STDOUT_FILENO, "x", 1) < 0;
    ::close(later);
    for (int stream = 0; stream < 3; ++stream) {
        ::dup2(kept[size_t(stream)], stream);
        ::close(kept[size_t(stream)]);
    }
    QVERIFY2(later > 2, qPrintable(QString::number(later)));
    if (closed.contains(1))
        QVERIFY(outputFails);
}

void tst_ProcessSetup::tooLargeIsNoSignal()
{
    std::signal(SIGXFSZ, SIG_DFL);
    setUpProcess();
    QVERIFY(std::signal(SIGXFSZ, SIG_DFL) == SIG_IGN);
}

QTEST_GUILESS_MAIN(tst_ProcessSetup)
#include "tst_processsetup.moc"
