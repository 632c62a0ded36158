// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cli/commandline.h"

#include <QObject>

namespace lifeboat::test {

/// lifeboatctl with a data directory of its own for every test function, and nothing left running after it: the base of tests.
class PracticeLine : public QObject
{
protected:
    static void initTestCase();
    void init();
    void cleanup();

    Outcome ctl(const QString &line) const;
    QString directory() const; ///< of the practice cluster
    QStringList processes() const; ///< command lines of all that run and name the data directory
    std::unique_ptr<CommandLine> m_line;
};

} // namespace lifeboat::test
