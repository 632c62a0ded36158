// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/store/memorystore.h"
#include "engine/store/storetrial.h"
#include "tests/support/expect.h"
#include "tests/support/workspace.h"

#include <QDir>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

namespace {

enum class Answers { Come, AreLost, AreLostAsWhatIsPut };

/// One of a store that outlives it, in which some steps fail.
class Partial final : public SnapshotStore
{
public:
    Partial(SnapshotStore &store, QSet<StoreStep> refused, bool lies, Answers answers = Answers::Come)
        : m_store(store)
        , m_refused(std::move(refused))
        , m_lies(lies)
        , m_answers(answers)
    {
    }

    Result<StoreObject> put(JobControl &control, const QString &name, const File &source) override
    {
        LIFEBOAT_TRY(may(StoreStep::Write));
        if (m_answers == Answers::Come)
            return m_store.put(control, name, source);
        if (m_answers == Answers::AreLost)
            LIFEBOAT_TRY(m_store.put(control, name, source));
        return failure(ErrorCode::TimedOut, name);
    }
    Result<StoreObject> get(JobControl &control, const QString &name, File &target) override
    {
        LIFEBOAT_TRY(may(StoreStep::Read));
        auto got = m_store.get(control, name, target);
        if (m_lies)
            LIFEBOAT_TRY(target.writeAt(7, "another"));
        return got;
    }
    Result<QList<StoreObject>> list() override
    {
        LIFEBOAT_TRY(may(StoreStep::List));
        return m_store.list();
    }
    Result<> remove(const QString &name) override
    {
        LIFEBOAT_TRY(may(StoreStep::Remove));
        return m_store.remove(name);
    }
    Result<int> removeAbandoned(std::chrono::seconds age) override { return m_store.removeAbandoned(age); }

private:
    Result<> may(StoreStep step) const
    {
        if (m_refused.contains(step))
            return failure(ErrorCode::PermissionDenied);
        return {};
    }

    SnapshotStore &m_store;
    const QSet<StoreStep> m_refused;
    const bool m_lies;
    const Answers m_answers;
};

using Steps = QSet<StoreStep>;
using enum StoreStep;

} // namespace

class tst_StoreTrial final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatWorks_data();
    void saysWhatWorks();
    void answersAreLost_data();
    void answersAreLost();
    void leasesAreTriedToo();
    void stops();
};

void tst_StoreTrial::saysWhatWorks_data()
{
    QTest::addColumn<Steps>("refused");
    QTest::addColumn<bool>("lies");
    QTest::addColumn<bool>("holdsSomething");
    QTest::addColumn<Steps>("good");
    QTest::addColumn<Steps>("untried");
    QTest::newRow("all") << Steps{} << false << false << Steps{Reach, List, Write, Read, Remove} << Steps{};
    QTest::newRow("not there") << Steps{Reach} << false << true << Steps{} << Steps{List, Write, Read, Remove};
    QTest::newRow("read only") << Steps{Write, Remove} << false << true << Steps{Reach, List, Read} << Steps{Remove};
    QTest::newRow("read only, empty") << Steps{Write} << false << false << Steps{Reach, List} << Steps{Read, Remove};
    QTest::newRow("write only") << Steps{List, Read, Remove} << false << true << Steps{Reach, Write} << Steps{};
    QTest::newRow("nothing is removed") << Steps{Remove} << false << false << Steps{Reach, List, Write, Read} << Steps{};
    QTest::newRow("other bytes come back") << Steps{} << true << false << Steps{Reach, List, Write, Remove} << Steps{};
}

void tst_StoreTrial::saysWhatWorks()
{
    QFETCH(const Steps, refused);
    QFETCH(const bool, lies);
    QFETCH(const bool, holdsSomething);
    QFETCH(const Steps, good);
    QFETCH(const Steps, untried);
    const Workspace space;
    MemoryStore store;
    UnwatchedControl control;
    if (holdsSomething) {
        space.write(u"source"_s, "something");
        ok(store.put(control, u"something"_s, *ok(PosixFileSystem::instance().open(space.path(u"source"_s), OpenMode::Read))));
        QFile::remove(space.path(u"source"_s));
    }
    const OpenStore open = [&]() -> Result<std::unique_ptr<SnapshotStore>> {
        if (refused.contains(Reach))
            return failure(ErrorCode::Unreachable);
        return std::make_unique<Partial>(store, refused, lies);
    };
    const QList<StoreTrial> trials = tryStore(control, open, PosixFileSystem::instance(), space.path());
    QCOMPARE(trials.size(), 5);
    for (const StoreTrial &trial : trials) {
        QVERIFY2(trial.isGood() == good.contains(trial.step), qPrintable(stepName(trial.step)));
        QVERIFY2(trial.isTried != untried.contains(trial.step), qPrintable(stepName(trial.step)));
        QVERIFY2(trial.isTried || !trial.trouble, qPrintable(stepName(trial.step)));
    }
    // Nothing stays, here or there, but where removing is what does not work; and that is named.
    QVERIFY(QDir(space.path()).isEmpty(QDir::Files | QDir::Hidden));
    QStringList left;
    for (const StoreObject &object : ok(store.list()))
        left.append(object.name);
    left.removeOne(u"something"_s);
    QCOMPARE(left.size(), refused.contains(Remove) && good.contains(Write) ? 1 : 0);
    if (!left.isEmpty())
        QCOMPARE(trials[4].trouble->subject, left.first());
}

void tst_StoreTrial::answersAreLost_data()
{
    QTest::addColumn<Answers>("answers");
    QTest::addColumn<Steps>("good");
    QTest::addColumn<Steps>("untried");
    QTest::newRow("it was stored") << Answers::AreLost << Steps{Reach, List, Remove} << Steps{Read};
    QTest::newRow("it was not stored") << Answers::AreLostAsWhatIsPut << Steps{Reach, List} << Steps{Read, Remove};
}

/// Nothing stays of what nobody knows to be stored.
void tst_StoreTrial::answersAreLost()
{
    QFETCH(const Answers, answers);
    QFETCH(const Steps, good);
    QFETCH(const Steps, untried);
    const Workspace space;
    MemoryStore store;
    UnwatchedControl control;
    const auto trials = tryStore(
        control,
        [&]() -> Result<std::unique_ptr<SnapshotStore>> { return std::make_unique<Partial>(store, Steps{}, false, answers); },
        PosixFileSystem::instance(), space.path());
    for (const StoreTrial &trial : trials) {
        QVERIFY2(trial.isGood() == good.contains(trial.step), qPrintable(stepName(trial.step)));
        QVERIFY2(trial.isTried != untried.contains(trial.step), qPrintable(stepName(trial.step)));
        QVERIFY2(trial.isTried || !trial.trouble, qPrintable(stepName(trial.step)));
    }
    QVERIFY(ok(store.list()).isEmpty());
}

void tst_StoreTrial::leasesAreTriedToo()
{
    const Workspace space;
    MemoryStore store;
    UnwatchedControl control;
    const auto trials = tryStore(
        control, [&]() -> Result<std::unique_ptr<SnapshotStore>> { return std::make_unique<Partial>(store, Steps{}, false); },
        PosixFileSystem::instance(), space.path(), [] { return failure(ErrorCode::NotFound, u"leases"_s); });
    QCOMPARE(trials.size(), 6);
    QVERIFY(trials[5].step == Leases && trials[5].isTried);
    QCOMPARE(codeOf(trials[5].trouble->code), codeOf(ErrorCode::NotFound));
}

void tst_StoreTrial::stops()
{
    const Workspace space;
    MemoryStore store;
    Progress progress;
    std::stop_source stop;
    JobControl control(progress, stop.get_token());
    const auto trials = tryStore(
        control,
        [&]() -> Result<std::unique_ptr<SnapshotStore>> {
            stop.request_stop();
            return std::make_unique<Partial>(store, Steps{}, false);
        },
        PosixFileSystem::instance(), space.path());
    QCOMPARE(codeOf(trials[1].trouble->code), codeOf(ErrorCode::Canceled));
    QVERIFY(ok(store.list()).isEmpty());
}

QTEST_GUILESS_MAIN(tst_StoreTrial)
#include "tst_storetrial.moc"
