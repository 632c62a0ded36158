// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/commandline.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"

#include <QJsonArray>
#include <QTest>

using namespace lifeboat::test;
using namespace Qt::StringLiterals;

namespace {

/// One who may do everything, and one who may only read.
const QString kUsers = u"authorization { users: [\n"
                       "  { user: ann, password: \"s3cr3t\" }\n"
                       "  { user: bob, password: \"b0b\", permissions: { publish: { deny: [\"$O.>\"] } } }\n"
                       "] }\n"_s;

QStringList goodSteps(const QJsonObject &answer)
{
    QStringList good;
    for (const QJsonValue step : answer["steps"_L1].toArray()) {
        if (step["tried"_L1].toBool() && step["error"_L1].isNull())
            good.append(step["step"_L1].toString());
    }
    return good;
}

} // namespace

/// lifeboatctl store: the real program on a directory and on a real NATS object store.
class tst_CtlStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("LIFEBOAT_SECRETS", "file"); }
    void aDirectory();
    void aBucket();
    void whatFailsIsSaid();
    void secretsGoWithTheirStores();
    void namesThatAreTooLong();
    void anEmptyFileOfStores();
    void wrongUse_data();
    void wrongUse();
};

void tst_CtlStore::aDirectory()
{
    CommandLine ctl;
    ctl.space().makeDirectory(u"offsite"_s);
    QCOMPARE(ctl.run({u"store"_s, u"list"_s}).status, 0);
    QCOMPARE(ctl.run({u"store"_s, u"add"_s, u"disk"_s, u"--directory"_s, u"offsite"_s}).status, 0);
    const Outcome known = ctl.run({u"store"_s, u"list"_s});
    QVERIFY2(known.out.contains(ctl.path(u"offsite"_s)), qPrintable(known.out));

    const Outcome tried = ctl.run({u"store"_s, u"test"_s, u"disk"_s, u"--json"_s});
    QCOMPARE(tried.status, 0);
    QCOMPARE(goodSteps(tried.json()), (QStringList{u"reach"_s, u"list"_s, u"write"_s, u"read"_s, u"remove"_s}));
    for (const QJsonValue step : tried.json()["steps"_L1].toArray())
        QCOMPARE(step["timeMs"_L1].toDouble(-1), double(step["timeMs"_L1].toInteger(-1)));
    QVERIFY(ctl.space().names(u"offsite"_s).isEmpty());

    const QByteArray bytes(1'000'000, 'x');
    ctl.space().write(u"a.snap.tar"_s, bytes);
    QCOMPARE(ctl.run({u"store"_s, u"put"_s, u"disk"_s, u"a.snap.tar"_s}).status, 0);
    QCOMPARE(ctl.run({u"store"_s, u"put"_s, u"disk"_s, u"a.snap.tar"_s}).status, 4); // names are used once
    const Outcome listed = ctl.run({u"store"_s, u"list"_s, u"disk"_s, u"--json"_s});
    QCOMPARE(listed.json()["objects"_L1][0]["object"_L1].toString(), u"a.snap.tar"_s);
    QCOMPARE(listed.json()["objects"_L1][0]["bytes"_L1].toString(), u"1000000"_s);

    QCOMPARE(ctl.run({u"store"_s, u"get"_s, u"disk"_s, u"a.snap.tar"_s, u"back"_s}).status, 0);
    QCOMPARE(ctl.space().read(u"back"_s), bytes);
    QCOMPARE(ctl.run({u"store"_s, u"get"_s, u"disk"_s, u"a.snap.tar"_s, u"back"_s}).status, 4); // nothing is replaced
    ctl.space().makeDirectory(u"into"_s);
    QCOMPARE(ctl.run({u"store"_s, u"get"_s, u"disk"_s, u"a.snap.tar"_s, u"into"_s}).status, 0);
    QCOMPARE(ctl.space().names(u"into"_s), QStringList{u"a.snap.tar"_s});

    QCOMPARE(ctl.run({u"store"_s, u"remove"_s, u"disk"_s}).status, 0);
    QCOMPARE(ctl.run({u"store"_s, u"list"_s, u"disk"_s}).status, 3);
    QVERIFY(ctl.space().exists(u"offsite/a.snap.tar"_s));
}

void tst_CtlStore::aBucket()
{
    NEED_NATS_SERVER();
    const NatsServer server(kUsers);
    CommandLine ctl;
    ctl.space().write(u"password"_s, "s3cr3t\n");
    const Outcome added = ctl.run({u"store"_s, u"add"_s, u"offsite"_s, u"--nats"_s, server.url(), u"--bucket"_s, u"orders"_s,
                                   u"--user"_s, u"ann"_s, u"--password-file"_s, u"password"_s, u"--leases"_s, u"lifeboat-orders"_s});
    QVERIFY(ctl.space().read(u"data/lifeboat/stores.json"_s).contains("\"leases\": \"lifeboat-orders\""));
    QVERIFY2(added.status == 0, qPrintable(added.err));
    QVERIFY(!ctl.space().read(u"data/lifeboat/stores.json"_s).contains("s3cr3t"));

    // A typing error in a bucket's name must not make one.
    const Outcome missing = ctl.run({u"store"_s, u"test"_s, u"offsite"_s, u"--json"_s});
    QCOMPARE(missing.status, 3);
    QCOMPARE(missing.json()["steps"_L1][0]["error"_L1]["code"_L1].toString(), u"NotFound"_s);
    ctl.space().write(u"a.snap.tar"_s, QByteArray(300'000, 'x'));
    QCOMPARE(ctl.run({u"store"_s, u"put"_s, u"offsite"_s, u"a.snap.tar"_s}).status, 3);

    const Outcome put = ctl.run({u"store"_s, u"put"_s, u"offsite"_s, u"a.snap.tar"_s, u"--make-bucket"_s, u"--object"_s, u"b"_s});
    QVERIFY2(put.status == 0, qPrintable(put.err));
    const Outcome tried = ctl.run({u"store"_s, u"test"_s, u"offsite"_s, u"--json"_s});
    QCOMPARE(tried.status, 3); // nobody has made the lease bucket
    QCOMPARE(goodSteps(tried.json()).size(), 5);
    QCOMPARE(tried.json()["steps"_L1][5]["step"_L1].toString(), u"leases"_s);
    QCOMPARE(tried.json()["steps"_L1][5]["error"_L1]["code"_L1].toString(), u"NotFound"_s);
    const Outcome listed = ctl.run({u"store"_s, u"list"_s, u"offsite"_s, u"--json"_s});
    QCOMPARE(listed.json()["objects"_L1].toArray().size(), 1);
    QCOMPARE(listed.json()["objects"_L1][0]["object"_L1].toString(), u"b"_s);
    QCOMPARE(ctl.run({u"store"_s, u"get"_s, u"offsite"_s, u"b"_s, u"back"_s}).status, 0);
    QCOMPARE(ctl.space().read(u"back"_s), QByteArray(300'000, 'x'));
    QCOMPARE(ctl.run({u"store"_s, u"get"_s, u"offsite"_s, u"c"_s, u"other"_s}).status, 3);
    QVERIFY(!ctl.space().exists(u"other"_s));
    QCOMPARE(ctl.space().names().filter(u"other"_s), QStringList());

    QCOMPARE(ctl.run({u"store"_s, u"remove"_s, u"offsite"_s}).status, 0);
    QVERIFY(!ctl.space().read(u"data/lifeboat/secrets.json"_s).contains("s3cr3t"));
}

void tst_CtlStore::whatFailsIsSaid()
{
    NEED_NATS_SERVER();
    NatsServer server(kUsers);
    CommandLine ctl;
    ctl.space().write(u"ann"_s, "s3cr3t");
    ctl.space().write(u"bob"_s, "b0b");
    const auto add = [&](const QString &name, const QString &user, const QString &password) {
        return ctl.run({u"store"_s, u"add"_s, name, u"--nats"_s, server.url(), u"--bucket"_s, u"orders"_s, u"--user"_s, user,
                        u"--password-file"_s, password});
    };
    QCOMPARE(add(u"all"_s, u"ann"_s, u"ann"_s).status, 0);
    QCOMPARE(add(u"reads"_s, u"bob"_s, u"bob"_s).status, 0);
    QCOMPARE(add(u"wrong"_s, u"ann"_s, u"bob"_s).status, 0);
    ctl.space().write(u"a"_s, "something");
    QCOMPARE(ctl.run({u"store"_s, u"put"_s, u"all"_s, u"a"_s, u"--make-bucket"_s}).status, 0);

    const Outcome reads = ctl.run({u"store"_s, u"test"_s, u"reads"_s, u"--json"_s});
    QVERIFY(reads.status > 0);
    QCOMPARE(goodSteps(reads.json()), (QStringList{u"reach"_s, u"list"_s, u"read"_s}));
    QCOMPARE(reads.json()["steps"_L1][2]["error"_L1]["code"_L1].toString(), u"PermissionDenied"_s);
    const Outcome told = ctl.run({u"store"_s, u"test"_s, u"reads"_s});
    QVERIFY2(told.out.contains("FAILS       write an object"_L1), qPrintable(told.out));
    QVERIFY2(told.out.contains("works       list what is there"_L1), qPrintable(told.out));

    const Outcome wrong = ctl.run({u"store"_s, u"test"_s, u"wrong"_s, u"--json"_s});
    QVERIFY(goodSteps(wrong.json()).isEmpty());
    QCOMPARE(wrong.json()["steps"_L1][0]["error"_L1]["code"_L1].toString(), u"AuthenticationFailed"_s);
    QVERIFY(!(wrong.out + wrong.err).contains("b0b"_L1));

    server.kill();
    const Outcome away = ctl.run({u"store"_s, u"test"_s, u"all"_s, u"--json"_s});
    QCOMPARE(away.status, 3);
    QCOMPARE(away.json()["steps"_L1][0]["error"_L1]["code"_L1].toString(), u"Unreachable"_s);
}

void tst_CtlStore::secretsGoWithTheirStores()
{
    CommandLine ctl;
    ctl.space().makeDirectory(u"offsite"_s);
    ctl.space().write(u"password"_s, "s3cr3t");
    ctl.space().write(u"other"_s, "an0ther");
    const auto add = [&](const QString &name, const QString &password) {
        return ctl.run({u"store"_s, u"add"_s, name, u"--nats"_s, u"nats://h"_s, u"--bucket"_s, u"orders"_s, u"--user"_s, u"ann"_s,
                        u"--password-file"_s, password}).status;
    };
    ctl.space().write(u"empty"_s, "\n");
    QVERIFY(ctl.run({u"store"_s, u"add"_s, u"a"_s, u"--nats"_s, u"nats://h"_s, u"--bucket"_s, u"orders"_s, u"--user"_s, u"ann"_s,
                     u"--password-file"_s, u"empty"_s}).err.contains("no password in it"_L1));
    const QString kept = u"data/lifeboat/secrets.json"_s;
    const QString stores = u"data/lifeboat/stores.json"_s;
    QCOMPARE(add(u"a"_s, u"password"_s), 0);
    QVERIFY(ctl.space().read(kept).contains("s3cr3t"));
    // What cannot be kept leaves no secret, and takes none.
    const QByteArray before = ctl.space().read(stores);
    ctl.space().write(stores, "nonsense");
    QVERIFY(add(u"a"_s, u"other"_s) > 0);
    QVERIFY(add(u"b"_s, u"other"_s) > 0);
    QVERIFY(ctl.space().read(kept).contains("s3cr3t"));
    QVERIFY(!ctl.space().read(kept).contains("an0ther"));
    ctl.space().write(stores, before);
    // One whose secret cannot be removed can be removed later.
    QFile secrets(ctl.path(kept));
    QVERIFY(secrets.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    QVERIFY(ctl.run({u"store"_s, u"remove"_s, u"a"_s}).status > 0);
    QVERIFY(secrets.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(ctl.run({u"store"_s, u"remove"_s, u"a"_s}).status, 0);
    QVERIFY(!ctl.space().read(kept).contains("s3cr3t"));
    // Another store under that name needs none.
    QCOMPARE(add(u"a"_s, u"password"_s), 0);
    QCOMPARE(ctl.run({u"store"_s, u"add"_s, u"a"_s, u"--directory"_s, u"offsite"_s}).status, 0);
    QVERIFY(!ctl.space().read(kept).contains("s3cr3t"));
}

/// With what stands beside it a name must fit into the file system's 255 bytes.
void tst_CtlStore::namesThatAreTooLong()
{
    CommandLine ctl;
    ctl.space().makeDirectory(u"offsite"_s);
    ctl.space().write(u"a"_s, "content");
    QCOMPARE(ctl.run({u"store"_s, u"add"_s, u"disk"_s, u"--directory"_s, u"offsite"_s}).status, 0);
    for (const int length : {235, 255}) {
        const Outcome outcome = ctl.run({u"store"_s, u"put"_s, u"disk"_s, u"a"_s, u"--object"_s, QString(length, u'x')});
        QVERIFY2(outcome.status == 2 && outcome.err.contains("at most 234"_L1), qPrintable(outcome.err));
        QVERIFY(ctl.space().names(u"offsite"_s).isEmpty());
    }
    const Outcome longest = ctl.run({u"store"_s, u"put"_s, u"disk"_s, u"a"_s, u"--object"_s, QString(234, u'x')});
    QVERIFY2(longest.status == 0, qPrintable(longest.err));
}

/// What stood in it is lost, which is not the same as that nothing stood in it.
void tst_CtlStore::anEmptyFileOfStores()
{
    CommandLine ctl;
    ctl.space().makeDirectory(u"offsite"_s);
    ctl.space().makeDirectory(u"data/lifeboat"_s);
    ctl.space().write(u"data/lifeboat/stores.json"_s, "");
    for (const QStringList &words : {QStringList{u"list"_s}, {u"add"_s, u"a"_s, u"--directory"_s, u"offsite"_s}}) {
        const Outcome outcome = ctl.run(QStringList{u"store"_s} + words);
        QCOMPARE(outcome.status, 3);
        QVERIFY2(outcome.err.contains("stores.json does not hold what it should"_L1) && outcome.err.contains("is empty"_L1), qPrintable(outcome.err));
    }
    QCOMPARE(ctl.space().read(u"data/lifeboat/stores.json"_s), QByteArray());
}

void tst_CtlStore::wrongUse_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("status");
    QTest::newRow("neither directory nor servers") << u"add a"_s << 2;
    QTest::newRow("both") << u"add a --directory d --nats nats://h --bucket b"_s << 2;
    QTest::newRow("no bucket") << u"add a --nats nats://h"_s << 2;
    QTest::newRow("another scheme") << u"add a --nats http://h --bucket b"_s << 2;
    QTest::newRow("a password in the URL") << u"add a --nats nats://u:p@h --bucket b"_s << 2;
    QTest::newRow("a bucket that cannot be") << u"add a --nats nats://h --bucket a.b"_s << 2;
    QTest::newRow("a user without a password") << u"add a --nats nats://h --bucket b --user u"_s << 2;
    QTest::newRow("a name that cannot be") << u"add a/b --directory d"_s << 2;
    QTest::newRow("no password file") << u"add a --nats nats://h --bucket b --user u --password-file nothing"_s << 3;
    for (const char *command : {"test a", "list a", "remove a", "put a stores", "get a b c"})
        QTest::newRow(command) << QString::fromLatin1(command) << 3;
}

void tst_CtlStore::wrongUse()
{
    QFETCH(const QString, arguments);
    QFETCH(const int, status);
    CommandLine ctl;
    const Outcome outcome = ctl.run(QStringList{u"store"_s} + arguments.split(u' '));
    QVERIFY2(outcome.status == status, qPrintable(outcome.out + outcome.err));
    QVERIFY(!outcome.err.isEmpty());
    QVERIFY(!ctl.space().exists(u"data/lifeboat/stores.json"_s));
}

QTEST_GUILESS_MAIN(tst_CtlStore)
#include "tst_ctlstore.moc"
