// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/digest.h"
#include "engine/base/posixfilesystem.h"
#include "engine/store/natsobjectstore.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

/// No two chunks of it are alike.
QByteArray numbered(qsizetype size)
{
    QByteArray bytes;
    bytes.reserve(size + 16);
    for (qsizetype i = 0; bytes.size() < size; ++i)
        bytes += QByteArray::number(i) + ' ';
    bytes.truncate(size);
    return bytes;
}

} // namespace

/// Another client (nats.go, see tests/interop) reads what we put, and we read what it puts.
class tst_ObjectStoreInterop final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void theyReadOurs_data();
    void theyReadOurs();
    void theyListAndDeleteOurs();
    void weReadTheirs_data();
    void weReadTheirs();
    void weRemoveTheirs();
    void theirLinksAreNoObjects();

private:
    /// What the client printed.
    QByteArray client(const QStringList &arguments) const;
    std::unique_ptr<NatsObjectStore> open() const
    {
        return ok(NatsObjectStore::open(m_server->connect(), {.bucket = m_bucket, .owner = u"node-a"_s}));
    }
    void putOurs(const QString &name, const QByteArray &bytes);
    void putTheirs(const QString &name, const QByteArray &bytes, const QString &chunk = {});
    Result<StoreObject> get(const QString &name);

    const Workspace m_space;
    std::unique_ptr<NatsServer> m_server;
    QString m_bucket; ///< a test function's own
    UnwatchedControl m_control;
};

void tst_ObjectStoreInterop::initTestCase()
{
    NEED_NATS_SERVER();
    if (QStringLiteral(LIFEBOAT_OBJECT_STORE_CLIENT).isEmpty())
        QSKIP("there was no Go to build the other client with");
    m_server = std::make_unique<NatsServer>();
}

void tst_ObjectStoreInterop::init()
{
    static int count = 0;
    m_bucket = u"snaps%1"_s.arg(++count);
    open();
}

QByteArray tst_ObjectStoreInterop::client(const QStringList &arguments) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral(LIFEBOAT_OBJECT_STORE_CLIENT), QStringList{m_server->url(), m_bucket} + arguments);
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        fail(u"the client failed: "_s + arguments.join(u' ').left(200), std::source_location::current());
    return process.readAllStandardOutput();
}

void tst_ObjectStoreInterop::putOurs(const QString &name, const QByteArray &bytes)
{
    m_space.write(u"a"_s, bytes);
    ok(open()->put(m_control, name, *ok(PosixFileSystem::instance().open(m_space.path(u"a"_s), OpenMode::Read))));
}

void tst_ObjectStoreInterop::putTheirs(const QString &name, const QByteArray &bytes, const QString &chunk)
{
    m_space.write(u"a"_s, bytes);
    client({u"put"_s, name, m_space.path(u"a"_s), chunk});
}

/// Into the file "b".
Result<StoreObject> tst_ObjectStoreInterop::get(const QString &name)
{
    m_space.write(u"b"_s, {});
    return open()->get(m_control, name, *ok(PosixFileSystem::instance().open(m_space.path(u"b"_s), OpenMode::ReadWrite)));
}

void tst_ObjectStoreInterop::theyReadOurs_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<qsizetype>("size");
    QTest::newRow("empty") << u"empty"_s << qsizetype(0);
    QTest::newRow("a few bytes") << u"few.snap.tar"_s << qsizetype(5);
    QTest::newRow("one chunk") << u"one_chunk-1.snap.tar"_s << qsizetype(131'072);
    QTest::newRow("many chunks") << u"many.snap.tar"_s << qsizetype(10'000'000);
    QTest::newRow("longest name") << u"n"_s.repeated(255) << qsizetype(200'000);
}

void tst_ObjectStoreInterop::theyReadOurs()
{
    QFETCH(const QString, name);
    QFETCH(const qsizetype, size);
    const QByteArray bytes = numbered(size);
    putOurs(name, bytes);
    m_space.write(u"theirs"_s, {}); // they write into what is there
    client({u"get"_s, name, m_space.path(u"theirs"_s)});
    QVERIFY(m_space.read(u"theirs"_s) == bytes);
    const qsizetype chunks = (size + 131'071) / 131'072;
    QCOMPARE(client({u"list"_s}), u"%1 %2 \"%3\"\n"_s.arg(size).arg(chunks).arg(name).toUtf8());
}

void tst_ObjectStoreInterop::theyListAndDeleteOurs()
{
    putOurs(u"one"_s, "1");
    putOurs(u"two"_s, "22");
    ok(open()->remove(u"one"_s));
    QCOMPARE(client({u"list"_s}), "2 1 \"two\"\n");
    client({u"delete"_s, u"two"_s});
    QVERIFY(ok(open()->list()).isEmpty());
    EXPECT_ERROR(get(u"two"_s), ErrorCode::NotFound);
    putOurs(u"two"_s, "three");
    ok(get(u"two"_s));
    QCOMPARE(m_space.read(u"b"_s), "three");
}

void tst_ObjectStoreInterop::weReadTheirs_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<QString>("chunk"); ///< empty: as they like
    QTest::newRow("empty") << u"empty"_s << qsizetype(0) << QString();
    QTest::newRow("many chunks") << u"many.snap.tar"_s << qsizetype(5'000'000) << QString();
    QTest::newRow("small chunks") << u"small.snap.tar"_s << qsizetype(100'003) << u"1000"_s;
    QTest::newRow("large chunks") << u"large.snap.tar"_s << qsizetype(2'000'001) << u"500000"_s;
    QTest::newRow("odd characters") << u"theirs of ä/ß > * . \"日本\" \U0001F6DF\n"_s << qsizetype(300'000) << QString();
    QTest::newRow("1,000 characters") << u"n"_s.repeated(1000) << qsizetype(300'000) << QString();
    QTest::newRow("1,000 odd characters") << u"/"_s + u"ä"_s.repeated(999) << qsizetype(300'000) << QString();
}

void tst_ObjectStoreInterop::weReadTheirs()
{
    QFETCH(const QString, name);
    QFETCH(const qsizetype, size);
    QFETCH(const QString, chunk);
    const QByteArray bytes = numbered(size);
    putTheirs(name, bytes, chunk);
    const QList<StoreObject> objects = ok(open()->list());
    QCOMPARE(objects.size(), 1);
    QCOMPARE(objects[0].name, name);
    QCOMPARE(objects[0].bytes, size);
    QCOMPARE(objects[0].digest, Sha256::of(bytes));
    QCOMPARE(ok(get(name)).digest, objects[0].digest);
    QVERIFY(m_space.read(u"b"_s) == bytes);
}

void tst_ObjectStoreInterop::weRemoveTheirs()
{
    const QString name = u"theirs of ä"_s;
    putTheirs(name, numbered(300'000));
    ok(open()->remove(name));
    QCOMPARE(client({u"list"_s}), QByteArray());
    putTheirs(name, "again");
    ok(get(name));
    QCOMPARE(m_space.read(u"b"_s), "again");
    QCOMPARE(ok(open()->removeAbandoned(std::chrono::seconds(0))), 0);
}

/// A link has no content of its own: it is not listed as an empty object, nor handed out as one.
void tst_ObjectStoreInterop::theirLinksAreNoObjects()
{
    putTheirs(u"theirs"_s, numbered(300'000));
    client({u"link"_s, u"link"_s, u"theirs"_s});
    QVERIFY(client({u"list"_s}).contains("\"link\""));
    const QList<StoreObject> objects = ok(open()->list());
    QCOMPARE(objects.size(), 1);
    QCOMPARE(objects[0].name, u"theirs"_s);
    m_space.write(u"a"_s, "x");
    EXPECT_ERROR(open()->put(m_control, u"link"_s, *ok(PosixFileSystem::instance().open(m_space.path(u"a"_s), OpenMode::Read))),
                 ErrorCode::AlreadyExists);
    const auto got = get(u"link"_s);
    EXPECT_ERROR(got, ErrorCode::NotAFile);
    QVERIFY2(got.error().detail.contains(u"link to theirs of %1"_s.arg(m_bucket)), qPrintable(got.error().detail));
    QCOMPARE(ok(open()->removeAbandoned(std::chrono::seconds(0))), 0);
    ok(open()->remove(u"link"_s));
    ok(get(u"theirs"_s));
    QVERIFY(m_space.read(u"b"_s) == numbered(300'000));
}

QTEST_GUILESS_MAIN(tst_ObjectStoreInterop)
#include "tst_objectstoreinterop.moc"
