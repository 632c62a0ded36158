// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/net/auditlog.h"
#include "tests/cli/commandline.h"
#include "tests/support/expect.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_CtlAudit final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verify();
};

void tst_CtlAudit::verify()
{
    CommandLine line;
    const QString path = line.path(u"audit.log"_s);
    {
        const auto log = ok(net::AuditLog::open(PosixFileSystem::instance(), path));
        for (int i = 0; i < 3; ++i) {
            ok(log->append({QDateTime::currentDateTimeUtc(), u"admin"_s, u"192.0.2.7:1"_s,
                            u"snapshot.take"_s, u"main"_s, u"ok"_s}));
            if (i == 0)
                QVERIFY(line.run({u"audit"_s, u"verify"_s, u"audit.log"_s}).out.startsWith("1 record\n"_L1));
        }
    }
    const Outcome good = line.run({u"audit"_s, u"verify"_s, u"audit.log"_s, u"--json"_s});
    QCOMPARE(good.status, 0);
    QCOMPARE(good.json()["records"_L1].toString(), u"3"_s);
    QCOMPARE(good.json()["log"_L1].toString(), path);
    const QString hash = good.json()["hash"_L1].toString();
    const Outcome anchored = line.run(
        {u"audit"_s, u"verify"_s, u"audit.log"_s, u"--records"_s, u"3"_s, u"--hash"_s, hash});
    QCOMPARE(anchored.status, 0);
    QVERIFY(anchored.out.contains(hash));
    QCOMPARE(line.run({u"audit"_s, u"verify"_s, u"audit.log"_s, u"--records"_s, u"4"_s}).status, 1);
    QCOMPARE(line.run({u"audit"_s, u"verify"_s, u"audit.log"_s, u"--hash"_s, u"zz"_s}).status, 2);
    line.space().write(u"audit.log"_s, readFile(path).replace("main", "mine"));
    const Outcome bad = line.run({u"audit"_s, u"verify"_s, u"audit.log"_s});
    QCOMPARE(bad.status, 1);
    QVERIFY2(bad.err.contains(u"line 1"_s), qPrintable(bad.err));
    QCOMPARE(line.run({u"audit"_s, u"verify"_s, u"none.log"_s}).status, 3);
}

QTEST_GUILESS_MAIN(tst_CtlAudit)
#include "tst_ctlaudit.moc"
