// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QProcess>
#include <QStringList>
#include <QTest>
#include <optional>

namespace lifeboat::test {

/// This test executable again, in a process of its own, playing a role of childroles.cpp. It prints lines to say how
/// far it is and ends when its standard input ends: so also when the test dies.
class ChildProcess
{
public:
    ChildProcess(const QString &role, const QStringList &arguments);
    ~ChildProcess();
    Q_DISABLE_COPY_MOVE(ChildProcess)

    /// Waits for the next line and returns it; empty if the child ended without one.
    QString nextLine();

    /// Closes the child's input, waits for its end and returns its exit status; -1 if it crashed.
    int finish();

    /// SIGKILL, and waits until it is gone.
    void kill();

private:
    QProcess m_process;
};

/// If the arguments ask for a role: plays it and returns the exit status.
std::optional<int> playRole(int argc, char **argv);

} // namespace lifeboat::test

/// main() of a test whose executable can be its own child process.
#define LIFEBOAT_TEST_MAIN(TestClass) \
    int main(int argc, char **argv) \
    { \
        if (const auto status = ::lifeboat::test::playRole(argc, argv)) \
            return *status; \
        const QCoreApplication application(argc, argv); \
        TestClass test; \
        return QTest::qExec(&test, argc, argv); \
    }
