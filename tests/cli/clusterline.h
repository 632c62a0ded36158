// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cli/commandline.h"
#include "tests/cluster/servednode.h"

#include <QObject>

namespace lifeboat::test {

/// lifeboatctl and two nodes on loopback, anew for every test function: the base of tests.
class ClusterLine : public QObject
{
protected:
    static void initTestCase();
    void init();
    void cleanup();

    /// Arguments between blanks; '' is an empty one.
    Outcome ctl(const QString &line) const;
    /// To the cluster "orders".
    void add(const ServedNode &node) const;
    /// A small archive under the name a store gives it.
    QString archive();

    std::unique_ptr<CommandLine> m_line;
    std::unique_ptr<ServedNode> m_one, m_two;
    QString m_snapshot; ///< of archive()
};

} // namespace lifeboat::test
