// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/net/tokenstore.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/workspace.h"

#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;

namespace {

const QDateTime kNow(QDate(2026, 1, 2), QTime(3, 4, 5), QTimeZone::UTC);

FileSystem &disk()
{
    return PosixFileSystem::instance();
}

} // namespace

class tst_TokenStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretsAreCheckedAndNotKept();
    void namesAndRoles();
    void expiry();
    void revoking();
    void takingBack();
    void changesOfAnotherProcess();
    void invalidFiles_data();
    void invalidFiles();
    void diskFails();
};

void tst_TokenStore::secretsAreCheckedAndNotKept()
{
    const Workspace space;
    const QString path = space.path(u"tokens.json"_s);
    const auto store = ok(TokenStore::open(disk(), path));
    const QString secret = ok(store->add(u"ci-1"_s, Role::Operator, kNow));
    static const QRegularExpression shape(u"\\Alb1\\.ci-1\\.[A-Za-z0-9_-]{43}\\z"_s);
    QVERIFY(shape.match(secret).hasMatch());
    QCOMPARE(ok(disk().info(path)).access.mode, 0600u);
    QVERIFY(!readFile(path).contains(secret.last(43).toLatin1()));
    for (int i = 0; i < 2; ++i) {
        const TokenInfo info = ok(store->check(secret, kNow));
        QCOMPARE(info.name, u"ci-1"_s);
        QVERIFY(info.role == Role::Operator);
    }
    const auto again = ok(TokenStore::open(disk(), path));
    ok(again->check(secret, kNow));
    for (const QString &wrong : {QString(), u"lb1.ci-1."_s, secret.chopped(1), secret + u'x',
                                 u"lb1.ci-2."_s + secret.last(43), secret.toUpper()})
        EXPECT_ERROR(again->check(wrong, kNow), ErrorCode::AuthenticationFailed);
}

void tst_TokenStore::namesAndRoles()
{
    const Workspace space;
    const auto store = ok(TokenStore::open(disk(), space.path(u"tokens.json"_s)));
    for (const QString &name :
         {QString(), u"Caps"_s, u"a b"_s, u"a.b"_s, QString(65, u'a'), u"a\n"_s})
        EXPECT_ERROR(store->add(name, Role::Viewer, kNow), ErrorCode::InvalidArgument);
    ok(store->add(u"a"_s, Role::Admin, kNow));
    EXPECT_ERROR(store->add(u"a"_s, Role::Viewer, kNow), ErrorCode::AlreadyExists);
    const auto all = ok(store->list());
    QCOMPARE(all.size(), 1);
    QVERIFY(all[0].role == Role::Admin);
    QCOMPARE(all[0].createdAt, kNow);
}

void tst_TokenStore::expiry()
{
    const Workspace space;
    const auto store = ok(TokenStore::open(disk(), space.path(u"tokens.json"_s)));
    const QString secret = ok(store->add(u"a"_s, Role::Viewer, kNow, kNow.addSecs(10)));
    ok(store->check(secret, kNow.addMSecs(9'999)));
    EXPECT_ERROR(store->check(secret, kNow.addSecs(10)), ErrorCode::AuthenticationFailed);
}

void tst_TokenStore::revoking()
{
    const Workspace space;
    const auto store = ok(TokenStore::open(disk(), space.path(u"tokens.json"_s)));
    const QString secret = ok(store->add(u"a"_s, Role::Viewer, kNow));
    ok(store->check(secret, kNow));
    ok(store->revoke(u"a"_s));
    EXPECT_ERROR(store->check(secret, kNow), ErrorCode::AuthenticationFailed);
    QVERIFY(ok(store->list())[0].revoked);
    EXPECT_ERROR(store->revoke(u"b"_s), ErrorCode::NotFound);
}

/// As if it had never been: unlike a revoked one its name is free.
void tst_TokenStore::takingBack()
{
    const Workspace space;
    const auto store = ok(TokenStore::open(disk(), space.path(u"tokens.json"_s)));
    const QString secret = ok(store->add(u"a"_s, Role::Viewer, kNow));
    ok(store->check(secret, kNow));
    ok(store->remove(u"a"_s));
    EXPECT_ERROR(store->check(secret, kNow), ErrorCode::AuthenticationFailed);
    QVERIFY(ok(store->list()).isEmpty());
    EXPECT_ERROR(store->remove(u"a"_s), ErrorCode::NotFound);
    ok(store->add(u"a"_s, Role::Viewer, kNow));
}

void tst_TokenStore::changesOfAnotherProcess()
{
    const Workspace space;
    const auto ours = ok(TokenStore::open(disk(), space.path(u"tokens.json"_s)));
    const auto theirs = ok(TokenStore::open(disk(), space.path(u"tokens.json"_s)));
    const QString a = ok(ours->add(u"a"_s, Role::Viewer, kNow));
    const QString b = ok(theirs->add(u"b"_s, Role::Viewer, kNow));
    ok(ours->check(b, kNow));
    ok(ours->check(a, kNow));
    ok(theirs->revoke(u"a"_s));
    EXPECT_ERROR(ours->check(a, kNow), ErrorCode::AuthenticationFailed);
    ok(ours->check(b, kNow));
    QCOMPARE(ok(disk().info(space.path(u"tokens.json"_s))).access.mode, 0600u);
}

void tst_TokenStore::invalidFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto token = [](const QByteArray &from, const QByteArray &to) {
        const QByteArray good = R"({"name":"a","role":"viewer","revoked":false,"memoryKib":19456,)"
                                R"("createdAt":"2026-01-02T03:04:05.000Z","passes":2,"salt":")"
            + QByteArray(32, 'a') + R"(","argon2id":")" + QByteArray(64, 'b') + R"("})";
        return R"({"format":1,"tokens":[)" + QByteArray(good).replace(from, to) + "]}";
    };
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << token("", "").chopped(2);
    QTest::newRow("format 2") << token("", "").replace("\"format\":1", "\"format\":2");
    QTest::newRow("no role") << token("viewer", "root");
    QTest::newRow("no name") << token("\"a\"", "\"A\"");
    QTest::newRow("revoked perhaps") << token("false", "null");
    QTest::newRow("salt cut") << token("\"aa", "\"");
    QTest::newRow("hash cut") << token("\"bb", "\"");
    QTest::newRow("memory without end") << token("19456", "99999999");
    QTest::newRow("no passes") << token(":2,", ":0,");
    QTest::newRow("when") << token("2026", "then");
}

void tst_TokenStore::invalidFiles()
{
    QFETCH(const QByteArray, bytes);
    const Workspace space;
    space.write(u"tokens.json"_s, bytes);
    EXPECT_ERROR(TokenStore::open(disk(), space.path(u"tokens.json"_s)), ErrorCode::NoteInvalid);
    QCOMPARE(space.read(u"tokens.json"_s), bytes);
}

void tst_TokenStore::diskFails()
{
    const Workspace space;
    const QString path = space.path(u"tokens.json"_s);
    ok(ok(TokenStore::open(disk(), path))->add(u"old"_s, Role::Viewer, kNow));
    const QByteArray before = readFile(path);
    for (int at = 1;; ++at) {
        FaultyFileSystem full({.at = at, .kind = Fault::Kind::Tear, .code = ErrorCode::DiskFull});
        const auto store = TokenStore::open(full, path);
        if (!store) {
            EXPECT_ERROR(store, ErrorCode::DiskFull);
            continue;
        }
        const auto added = (*store)->add(u"new"_s, Role::Viewer, kNow);
        if (!full.struck()) {
            ok(added);
            break;
        }
        EXPECT_ERROR(added, ErrorCode::DiskFull);
        const auto after = ok(ok(TokenStore::open(disk(), path))->list());
        QVERIFY(after.size() == 1 || at > 5);
        writeFile(path, before);
    }
}

QTEST_GUILESS_MAIN(tst_TokenStore)
#include "tst_tokenstore.moc"
