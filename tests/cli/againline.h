// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cli/clusterline.h"

#include <QJsonArray>

namespace lifeboat::test {

/// Two nodes of "orders" that hold archive(), and a restore of both whose command does not come to its end: the base of tests.
class AgainLine : public ClusterLine
{
protected:
    void init();

    /// The command, once n1 is at it and that is noted; it ends there when m_one is told so. `place`: of n1 among its nodes.
    std::unique_ptr<QProcess> begin(const QString &line, const QString &method, int place = 0);
    /// Kills the command once n1 is at it and that is noted; it ends there meanwhile.
    void kill(const QString &line, const QString &method, int place = 0);
    /// The command restores n1, and not n2, whose disk is full; it is not any more.
    void endOnSome(const QString &line = {});
    /// What is kept free for a killed command is so for 30 s.
    void letRunOut() const
    {
        m_one->reserveFor({});
        m_two->reserveFor({});
    }
    QJsonArray operations() const { return ctl(QStringLiteral("operations list --json")).json()[QLatin1StringView("operations")].toArray(); }
    /// In the directory of that queue of the shell's.
    QString ofQueue(int number, const QString &name) const
    {
        return m_line->path(QStringLiteral("data/lifeboat/operations/shell/%1/%2").arg(number).arg(name));
    }

    QString m_run; ///< the restore of both
};

} // namespace lifeboat::test
