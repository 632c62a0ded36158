// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "restorefixture.h"

#include "engine/snapshot/catalog.h"
#include "engine/snapshot/verifier.h"

#include <QTest>
#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// Several operators at one store: nobody sees anything half done, and nobody fails for the others' sake.
class tst_ManyAtOnce final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takers_data();
    void takers();
    void readers();

private:
    FaultyFileSystem m_fileSystem;
};

void tst_ManyAtOnce::takers_data()
{
    QTest::addColumn<bool>("wal");
    QTest::newRow("WAL") << true;
    QTest::newRow("rollback journal") << false;
}

void tst_ManyAtOnce::takers()
{
    QFETCH(const bool, wal);
    constexpr int kTakers = 5;
    const Workspace space;
    const QString database = space.path(u"state.db"_s);
    const QString store = space.makeDirectory(u"store"_s);
    makeDatabase(database, {.wal = wal, .fillerBytes = 2'000'000, .position = {}, .marker = {}});
    std::vector<Result<TakenSnapshot>> taken(kTakers);
    std::atomic<bool> done = false;
    std::atomic<int> badReads = 0;
    {
        std::jthread reader([&] {
            while (!done) {
                const auto entries = readCatalog(m_fileSystem, store);
                badReads += !entries;
                if (entries)
                    badReads += int(std::ranges::count_if(*entries, [](const CatalogEntry &entry) { return entry.damage.has_value(); }));
            }
        });
        std::vector<std::jthread> takers;
        for (auto &result : taken) {
            takers.emplace_back([&] {
                UnwatchedControl control;
                result = takeSnapshot(control, {.database = database, .store = store, .threads = 2, .node = {u"n"_s}, .nodeMap = {}},
                                      m_fileSystem);
            });
        }
        takers.clear();
        done = true;
    }
    QSet<QString> paths;
    QSet<QByteArray> digests;
    for (const auto &result : taken) {
        paths.insert(ok(result).path);
        digests.insert(result->summary.manifest.contentDigest);
    }
    QCOMPARE(badReads, 0);
    QCOMPARE(paths.size(), kTakers);
    QCOMPARE(digests.size(), 1);
    QCOMPARE(space.names(u"store"_s).size(), 2 * kTakers);
}

/// Twenty readers of one archive, of which all that verify write its sidecar.
void tst_ManyAtOnce::readers()
{
    SampleSpec spec = managed(100, u"snapshot"_s);
    spec.fillerBytes = 9'000'000;
    const RestoreFixture fixture(spec);
    const QByteArray source = readFile(fixture.space.path(u"source.db"_s));
    constexpr int kReaders = 20;
    std::vector<Result<>> outcomes(kReaders, failure(ErrorCode::Unexpected));
    const auto read = [&](int number) -> Result<> {
        UnwatchedControl control;
        if (number % 4 == 0) {
            const QString target = fixture.space.path(u"node/%1.db"_s.arg(number));
            LIFEBOAT_TRY(runRestore(control, {.archive = fixture.archive, .target = target, .confirmedName = {}, .threads = 1}, m_fileSystem));
            return readFile(target) == source ? Result<>() : failure(ErrorCode::PageMismatch, target);
        }
        if (number % 4 == 1) {
            LIFEBOAT_ASSIGN(const CatalogEntry newest, newestIntact(m_fileSystem, directoryOf(fixture.archive)));
            return newest.path == fixture.archive ? Result<>() : failure(ErrorCode::NotFound, newest.path);
        }
        LIFEBOAT_TRY(verifySnapshot(control, {.archive = fixture.archive, .depth = number % 4 == 2 ? Depth::Sealed : Depth::Read, .threads = 1},
                                    m_fileSystem));
        return {};
    };
    {
        std::vector<std::jthread> readers;
        for (int number = 0; number < kReaders; ++number)
            readers.emplace_back([&, number] { outcomes[size_t(number)] = read(number); });
    }
    for (const Result<> &outcome : outcomes)
        ok(outcome);
    const Sidecar sidecar = ok(readSidecar(m_fileSystem, fixture.archive));
    QVERIFY(sidecar.describes(ok(m_fileSystem.info(fixture.archive))));
    QVERIFY(!sidecar.verification->damage);
    QCOMPARE(fixture.space.names(u"store"_s).size(), 2);
}

QTEST_GUILESS_MAIN(tst_ManyAtOnce)
#include "tst_manyatonce.moc"
