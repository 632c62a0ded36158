// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/againline.h"

#include "tests/support/expect.h"

#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

void AgainLine::init()
{
    ClusterLine::init();
    const QString path = archive();
    for (ServedNode *const node : {m_one.get(), m_two.get()}) {
        node->keep(path);
        node->keepReservations();
        add(*node);
    }
    m_run = u"restore run %1 --cluster orders --parallel 1 --force --confirm orders"_s.arg(m_snapshot);
}

std::unique_ptr<QProcess> AgainLine::begin(const QString &line, const QString &method, int place)
{
    m_one->hold(method);
    auto process = m_line->start(line.split(u' '));
    const QString queue = ofQueue(0, u"queue.db"_s);
    const auto isNoted = [&] {
        if (!m_one->called().contains(method))
            return false;
        SQLite::Database database(queue.toStdString(), SQLite::OPEN_READONLY, 5000);
        const QString wanted = u"SELECT max(record ->> '$.result.nodes[%1].operation') FROM operations"_s.arg(place);
        return database.execAndGet(wanted.toStdString()).getString() == "op1";
    };
    if (!QTest::qWaitFor([&] { return isNoted() || process->state() == QProcess::NotRunning; }, 60'000))
        fail(u"it was not begun"_s, std::source_location::current());
    return process;
}

void AgainLine::kill(const QString &line, const QString &method, int place)
{
    const auto process = begin(line, method, place);
    process->kill();
    CommandLine::finish(*process);
    m_one->endHeld();
}

void AgainLine::endOnSome(const QString &line)
{
    m_two->refuse(u"restore.run"_s, {ErrorCode::DiskFull, u"/srv"_s, {}});
    const Outcome failed = ctl(line.isEmpty() ? m_run : line);
    if (failed.status != 3 || !failed.err.contains(u"goes on with the rest"_s))
        fail(failed.err, std::source_location::current());
    m_two->allow(u"restore.run"_s);
}

} // namespace lifeboat::test
