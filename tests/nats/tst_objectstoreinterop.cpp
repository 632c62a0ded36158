// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/store/natsobjectstore.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// Another client reads what we put, and we read what it puts.
class tst_ObjectStoreInterop final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theyReadOurs();
    void weReadTheirs();

private:
    /// What the client printed.
    QByteArray client(const QStringList &arguments) const;
    std::unique_ptr<NatsObjectStore> open() const
    {
        return ok(NatsObjectStore::open(m_server->connect(), {.bucket = u"snaps"_s, .owner = u"node-a"_s}));
    }

    const Workspace m_space;
    std::unique_ptr<NatsServer> m_server;
    UnwatchedControl m_control;
};

void tst_ObjectStoreInterop::initTestCase()
{
    NEED_NATS_SERVER();
    if (QProcess::execute(u"python3"_s, {u"-c"_s, u"import importlib.util, sys; sys.exit(importlib.util.find_spec('nats') is None)"_s}) != 0)
        QSKIP("nats-py is not installed");
    m_server = std::make_unique<NatsServer>();
}

QByteArray tst_ObjectStoreInterop::client(const QStringList &arguments) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(u"python3"_s, QStringList{QStringLiteral(LIFEBOAT_OBJECT_STORE_CLIENT), m_server->url(), u"snaps"_s} + arguments);
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        fail(u"the client failed: "_s + arguments.join(u' '), std::source_location::current());
    return process.readAllStandardOutput();
}

void tst_ObjectStoreInterop::theyReadOurs()
{
    const auto store = open();
    for (const qsizetype size : {0, 5, 131'072, 1'000'000}) {
        const QString name = u"ours-%1.snap.tar"_s.arg(size);
        const QByteArray bytes(size, char('a' + size % 7));
        m_space.write(u"a"_s, bytes);
        ok(store->put(m_control, name, *ok(PosixFileSystem::instance().open(m_space.path(u"a"_s), OpenMode::Read))));
        client({u"get"_s, name, m_space.path(u"b"_s)});
        QVERIFY(m_space.read(u"b"_s) == bytes);
    }
    QCOMPARE(client({u"list"_s}).split('\n').size(), 5);
    QVERIFY(client({u"list"_s}).contains("ours-1000000.snap.tar 1000000\n"));
    ok(store->remove(u"ours-5.snap.tar"_s));
    QVERIFY(!client({u"list"_s}).contains("ours-5."));
    client({u"delete"_s, u"ours-0.snap.tar"_s});
    QCOMPARE(ok(store->list()).size(), 2);
}

void tst_ObjectStoreInterop::weReadTheirs()
{
    const auto store = open();
    const QByteArray bytes = QByteArray("theirs ").repeated(100'000);
    m_space.write(u"a"_s, bytes);
    client({u"put"_s, u"theirs of ä"_s, m_space.path(u"a"_s)});
    m_space.write(u"b"_s, {});
    ok(store->get(m_control, u"theirs of ä"_s, *ok(PosixFileSystem::instance().open(m_space.path(u"b"_s), OpenMode::ReadWrite))));
    QVERIFY(m_space.read(u"b"_s) == bytes);
    ok(store->remove(u"theirs of ä"_s));
    QVERIFY(!client({u"list"_s}).contains("theirs"));
}

QTEST_GUILESS_MAIN(tst_ObjectStoreInterop)
#include "tst_objectstoreinterop.moc"
