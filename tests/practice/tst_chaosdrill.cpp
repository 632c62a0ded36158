// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/chaosdrill.h"

#include "engine/base/posixfilesystem.h"
#include "engine/practice/chaoshistory.h"
#include "engine/practice/workload.h"
#include "engine/state/livedatabase.h"
#include "tests/practice/practiceline.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_ChaosDrill final : public PracticeLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { PracticeLine::initTestCase(); }
    void init() { PracticeLine::init(); }
    void cleanup() { PracticeLine::cleanup(); }
    void losesNothing_data();
    void losesNothing();
    void findsWhatIsLost();
    void failsWithALostDocument();
    void interrupted();
    void verdict_data();
    void verdict();
    void isReadBack();
    void historyLeavesOthersOut();
    void onTheClusterThatRuns();
    void plansAreRead_data();
    void plansAreRead();
    void stepsOfAPlanAreDone();

private:
    void deleteOne(const QString &id);
};

void tst_ChaosDrill::losesNothing_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("deeds");
    QTest::newRow("nats") << u"drill run --practice --json"_s << QStringList{u"kill"_s, u"freeze"_s, u"cut"_s};
    QTest::newRow("files") << u"drill run --practice --share --json"_s << QStringList{u"kill"_s, u"freeze"_s};
}

/// All but how long the takeovers took: that depends on the machine's load.
void tst_ChaosDrill::losesNothing()
{
    QFETCH(const QString, command);
    QFETCH(const QStringList, deeds);
    if (deeds.contains("cut"_L1))
        NEED_NATS_SERVER();
    const Outcome outcome = ctl(command);
    const QJsonObject document = outcome.json();
    const QJsonObject report = document["report"_L1].toObject();
    QVERIFY2(report["failure"_L1].isNull(), qPrintable(outcome.out));
    QStringList done;
    quint64 token = 0;
    for (const QJsonValue each : report["takeovers"_L1].toArray()) {
        done.append(each["what"_L1].toString());
        QVERIFY(each["from"_L1] != each["to"_L1]);
        const quint64 next = each["token"_L1].toString().toULongLong();
        QVERIFY(next > token);
        token = next;
    }
    done.removeDuplicates(); // a freeze is done again where the publish was quicker
    QCOMPARE(done, deeds);
    QCOMPARE(report["wasPublishing"_L1].toBool(), true);
    QCOMPARE(report["freezes"_L1].toInt(), 1);
    QCOMPARE(report["freezesRefused"_L1].toInt(), 1);
    QCOMPARE(report["lateRefused"_L1].toInt(), 1);
    // But for the takeovers' time, which is the machine's, it passes, and the command says so.
    const auto limit = report["limitMs"_L1].toInteger();
    const bool isInTime = std::ranges::all_of(report["takeovers"_L1].toArray(),
                                              [limit](const QJsonValue &each) { return each["takeoverMs"_L1].toInteger() <= limit; });
    QCOMPARE(report["verdict"_L1].toString(), isInTime ? u"passed"_s : u"failed"_s);
    QCOMPARE(outcome.status, isInTime ? 0 : 1);
    QCOMPARE(report["oldTokenRefused"_L1].toBool(), true);
    QCOMPARE(report["tokensFall"_L1].toBool(true), false);
    const QJsonObject end = report["end"_L1].toObject();
    QVERIFY(end["acknowledged"_L1].toString().toInt() > 0);
    QCOMPARE(end["lost"_L1].toString(), u"0"_s);
    QCOMPARE(end["digestsEqual"_L1].toBool(), true);
    QCOMPARE(end["nodes"_L1].toArray().size(), 3);
    QVERIFY(QFile::exists(document["file"_L1].toString()));
    const QJsonArray listed = ctl(u"drill list --json"_s).json()["chaos"_L1].toArray();
    QCOMPARE(listed.size(), 1);
    QCOMPARE(listed[0]["id"_L1], report["id"_L1]);
    QCOMPARE(listed[0]["takeovers"_L1], report["takeovers"_L1]);
    QVERIFY(ctl(u"drill list"_s).out.contains("chaos, 3 nodes by "_L1));
    QCOMPARE(processes(), QStringList());
    QVERIFY(!QFile::exists(directory()));
}

/// An acknowledged document that somebody deleted is missing everywhere; one that is gone from one node's file makes that node differ.
void tst_ChaosDrill::findsWhatIsLost()
{
    QVERIFY(ctl(u"practice start --share"_s).status == 0);
    const QString file = directory() + u"/workload.log"_s;
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(file) && ok(Workload::read(file)).acknowledged.size() > 10; }, 60'000));
    const UnwatchedControl control;
    PosixFileSystem &disk = PosixFileSystem::instance();
    const auto cluster = ok(PracticeCluster::open(disk, directory(), {}));
    ok(cluster->endWorkload());
    const QString victim = ok(Workload::read(file)).acknowledged[3];
    deleteOne(victim);
    ok(awaitEqualNodes(control, *cluster));
    ok(cluster->endNodes());
    const ChaosEnd end = ok(examineEnd(control, disk, *cluster));
    QCOMPARE(end.lost, 1);
    for (const EndOfNode &node : end.nodes)
        QCOMPARE(node.missing, 1);
    QVERIFY(end.areDigestsEqual());
    const QString another = ok(Workload::read(file)).acknowledged[5];
    {
        const auto state = ok(Connection::open(directory() + u"/n2/data/state.db"_s, Connection::Access::ReadWrite));
        ok(state->execute(u"DELETE FROM results WHERE id = '%1'"_s.arg(another)));
    }
    const ChaosEnd worse = ok(examineEnd(control, disk, *cluster));
    QCOMPARE(worse.lost, 2);
    QCOMPARE(worse.nodes[1].missing, 2);
    QCOMPARE(worse.nodes[2].missing, 1);
    QVERIFY(!worse.areDigestsEqual());
}

void tst_ChaosDrill::deleteOne(const QString &id)
{
    m_line->space().write(u"ids"_s, u"{\"id\": \"%1\"}\n"_s.arg(id).toUtf8());
    QVERIFY(QTest::qWaitFor([&] { return ctl(u"documents delete ids --table results --cluster practice"_s).status == 0; }, 60'000));
}

/// Somebody deletes an acknowledged document while the drill is on. That its report cannot be kept, too, is less.
void tst_ChaosDrill::failsWithALostDocument()
{
    m_line->space().makeDirectory(u"data/lifeboat"_s);
    m_line->space().write(u"data/lifeboat/drills"_s, "no directory");
    const auto drill = m_line->start({u"drill"_s, u"run"_s, u"--practice"_s, u"--share"_s, u"--json"_s});
    // The first loss.
    const auto isGone = [this](const QString &name) {
        QFile file(directory() + u"/processes/"_s + name);
        const auto process = file.open(QIODevice::ReadOnly) ? markFromLine(file.readAll()) : std::nullopt;
        return process && stateOf(*process) == ProcessState::Gone;
    };
    QVERIFY(QTest::qWaitFor([&] { return isGone(u"n1"_s) || isGone(u"n2"_s) || isGone(u"n3"_s); }, 120'000));
    QStringList written;
    const auto hasWritten = [&] {
        written = Workload::read(directory() + u"/workload.log"_s).value_or(WorkloadNote{}).acknowledged;
        return !written.isEmpty();
    };
    QVERIFY(QTest::qWaitFor(hasWritten, 60'000));
    deleteOne(written.first());
    const Outcome outcome = CommandLine::finish(*drill);
    const QJsonObject report = outcome.json()["report"_L1].toObject();
    QVERIFY2(outcome.status == 1, qPrintable(outcome.out + outcome.err));
    QVERIFY(outcome.json()["error"_L1].isObject() && !outcome.json().contains("file"_L1));
    QCOMPARE(report["verdict"_L1].toString(), u"failed"_s);
    QCOMPARE(report["end"_L1]["lost"_L1].toString(), u"1"_s);
    QCOMPARE(report["end"_L1]["digestsEqual"_L1].toBool(), true);
}

void tst_ChaosDrill::interrupted()
{
    const auto drill = m_line->start({u"drill"_s, u"run"_s, u"--practice"_s, u"--share"_s});
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(directory() + u"/processes/load"_s); }, 60'000));
    ::kill(pid_t(drill->processId()), SIGINT);
    const Outcome outcome = CommandLine::finish(*drill);
    QVERIFY2(outcome.status == 5, qPrintable(outcome.out + outcome.err));
    QCOMPARE(processes(), QStringList());
    QVERIFY(!QFile::exists(directory()));
}

void tst_ChaosDrill::verdict_data()
{
    QTest::addColumn<std::function<void(ChaosReport &)>>("spoil");
    const auto row = [](const char *name, const std::function<void(ChaosReport &)> &spoil) { QTest::newRow(name) << spoil; };
    row("all well", {});
    row("lost", [](ChaosReport &report) { report.end->lost = 1; });
    row("unequal", [](ChaosReport &report) { report.end->nodes[1].digest = "b"; });
    row("nothing written", [](ChaosReport &report) { report.end->acknowledged = 0; });
    row("no end", [](ChaosReport &report) { report.end.reset(); });
    row("let through", [](ChaosReport &report) { report.isOldTokenRefused = false; });
    row("not refused", [](ChaosReport &report) { report.freezesRefused = 0; });
    row("one of two not refused, the other twice", [](ChaosReport &report) { report.freezes = report.lateRefused = 2; });
    row("fell", [](ChaosReport &report) { report.doTokensFall = true; });
    row("slow", [](ChaosReport &report) { report.takeovers[0].time += std::chrono::milliseconds(1); });
    row("failure", [](ChaosReport &report) { report.failure = Error{ErrorCode::TimedOut, {}, {}}; });
}

void tst_ChaosDrill::verdict()
{
    QFETCH(const std::function<void(ChaosReport &)>, spoil);
    ChaosReport report;
    report.takeovers = {{.what = u"kill"_s, .lost = {}, .won = {}, .time = PracticeCluster::takeoverLimit()}};
    report.isOldTokenRefused = true;
    report.freezes = report.freezesRefused = report.lateRefused = 1;
    report.end = ChaosEnd{10, 9, 0, {{u"n1"_s, "a", {}, 0}, {u"n2"_s, "a", {}, 0}}};
    if (spoil)
        spoil(report);
    QCOMPARE(report.isPassed(), !spoil);
    QCOMPARE(toJsonObject(report)["verdict"_L1].toString(), spoil ? u"failed"_s : u"passed"_s);
}

namespace {

ChaosReport madeUp(const QString &id)
{
    ChaosReport report;
    report.id.value = id;
    report.startedAt = QDateTime(QDate(2026, 11, 21), QTime(2, 3, 22, 123), QTimeZone::UTC);
    report.time = std::chrono::milliseconds(15'200);
    report.limit = std::chrono::milliseconds(4'321);
    report.usesNats = true;
    report.nodes = 2;
    Takeover takeover{.what = u"freeze"_s, .lost = {}, .won = {}, .time = std::chrono::milliseconds(3'100)};
    takeover.lost.holder = u"n1"_s;
    takeover.won.holder = u"n2"_s;
    takeover.won.token = std::numeric_limits<quint64>::max();
    report.takeovers = {takeover};
    report.wasPublishing = true;
    report.freezes = report.freezesRefused = report.lateRefused = 1;
    report.isOldTokenRefused = true;
    report.publishes = 7;
    report.end = ChaosEnd{10, 9, 0, {{u"n1"_s, "a", {{u"l"_s}, 9}, 0}, {u"n2"_s, "a", {{u"l"_s}, 9}, 0}}};
    return report;
}

} // namespace

void tst_ChaosDrill::isReadBack()
{
    const ChaosReport report = madeUp(u"20261121T020322123Z-9f3a01c4"_s);
    const QByteArray json = QJsonDocument(toJsonObject(report)).toJson();
    const ChaosReport back = ok(chaosReportFromJson(json, u"x"_s));
    QCOMPARE(QJsonDocument(toJsonObject(back)).toJson(), json);
    QVERIFY(back.isPassed());
    ChaosReport failed = report;
    failed.end.reset();
    failed.failure = Error{ErrorCode::TimedOut, u"practice"_s, u"nobody leads"_s};
    const QByteArray other = QJsonDocument(toJsonObject(failed)).toJson();
    QCOMPARE(QJsonDocument(toJsonObject(ok(chaosReportFromJson(other, u"x"_s)))).toJson(), other);
    for (const QByteArray &bad : {QByteArray(), QByteArray("{}"), QByteArray(json).replace("\"9\"", "\"-9\""),
                                  QByteArray(json).replace("\"freeze\"", "7")})
        EXPECT_ERROR(chaosReportFromJson(bad, u"x"_s), ErrorCode::NoteInvalid);
}

void tst_ChaosDrill::historyLeavesOthersOut()
{
    PosixFileSystem &disk = PosixFileSystem::instance();
    const QString history = m_line->path(u"history"_s);
    QVERIFY(ok(readChaosHistory(disk, history)).isEmpty());
    const QString first = u"20261121T020322123Z-9f3a01c4"_s;
    const QString second = u"20261122T020322123Z-9f3a01c4"_s;
    for (const QString &id : {first, second})
        QCOMPARE(ok(writeChaosReport(disk, history + u'/' + id, madeUp(id))), chaosFile(history, {id}));
    ok(writeChaosReport(disk, history + u"/20261123T020322123Z-9f3a01c4"_s, madeUp(first))); // misplaced
    m_line->space().makeDirectory(u"history/20261124T020322123Z-9f3a01c4"_s);
    m_line->space().write(u"history/20261124T020322123Z-9f3a01c4/chaos.json"_s, "{");
    QStringList ids;
    for (const ChaosReport &report : ok(readChaosHistory(disk, history)))
        ids.append(report.id.value);
    QCOMPARE(ids, (QStringList{second, first}));
}

/// What was killed before is healed first, and everything runs again afterwards. What was taken away before, as by a restore, is
/// no loss.
void tst_ChaosDrill::onTheClusterThatRuns()
{
    QVERIFY(ctl(u"practice start --share"_s).status == 0);
    const QString file = directory() + u"/workload.log"_s;
    QVERIFY(QTest::qWaitFor([&] { return !Workload::read(file).value_or(WorkloadNote{}).acknowledged.isEmpty(); }, 60'000));
    deleteOne(ok(Workload::read(file)).acknowledged.first());
    QVERIFY(ctl(u"practice kill-leader"_s).status == 0);
    const UnwatchedControl control;
    const ChaosRehearsal done =
        ok(rehearseLossesHere(control, PosixFileSystem::instance(), directory(), practiceDaemon(), m_line->path(u"history"_s)));
    QVERIFY2(!done.report.failure, qPrintable(done.report.failure ? toString(*done.report.failure) : QString()));
    QVERIFY(done.report.takeovers.size() >= 2);
    QVERIFY(done.report.end && done.report.end->lost == 0 && done.report.end->areDigestsEqual());
    QVERIFY(done.report.end->acknowledged > 0);
    QVERIFY(QFile::exists(done.file));
    QVERIFY(done.troubles.isEmpty());
    for (const QJsonValue each : ctl(u"practice status --json"_s).json()["processes"_L1].toArray())
        QCOMPARE(each["state"_L1].toString(), u"running"_s);
    // What was refused is what the frozen leader sent, and nothing the drill tried itself.
    QVERIFY(done.report.wasPublishing && done.report.isOldTokenRefused);
    QCOMPARE(done.report.lateRefused, 1);
    const Lease &frozen = done.report.takeovers.last().lost;
    QStringList refused;
    for (const QJsonValue each : ctl(u"lease history --cluster practice --json"_s).json()["events"_L1].toArray()) {
        // Another that was late by itself may have been refused too.
        if (each["kind"_L1] == "publish-refused"_L1 && each["holder"_L1] == frozen.holder)
            refused << each["holder"_L1].toString() + u' ' + each["token"_L1].toString();
    }
    QCOMPARE(refused, QStringList(done.report.lateRefused, u"%1 %2"_s.arg(frozen.holder).arg(frozen.token)));
    // The workload goes on where it stood: no document is written over.
    const auto acknowledged = [this] { return ok(Workload::read(directory() + u"/workload.log"_s)).acknowledged; };
    QVERIFY(QTest::qWaitFor([&] { return acknowledged().size() > done.report.end->acknowledged + 10; }, 60'000));
    const QStringList ids = acknowledged();
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
}

void tst_ChaosDrill::plansAreRead_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("steps"); ///< empty: it is none of ours
    QTest::addColumn<QString>("wrong");
    const auto row = [](const char *name, const QByteArray &toml, const QString &steps, const QString &wrong = {}) {
        QTest::newRow(name) << toml << steps << wrong;
    };
    const QByteArray kill = "[[chaos]]\nstep = \"kill\"\n";
    const QByteArray heal = "[[chaos]]\nstep = \"heal\"\n";
    row("steps", kill + heal + "[[chaos]]\nstep = \"freeze\"\n[[chaos]]\nstep = \"cut\"\n", u"kill heal freeze cut"_s);
    row("of a recovery", "[snapshot]\nstore = \"x\"\n", {});
    row("both", "[snapshot]\nstore = \"x\"\n" + kill, {}, u"line 1: unknown key snapshot"_s);
    row("no steps", "[practice]\nnodes = 3\n", {}, u"[[chaos]] needs a step that kills, freezes or cuts"_s);
    row("heals only", heal, {}, u"[[chaos]] needs a step that kills, freezes or cuts"_s);
    row("unknown step", kill + "[[chaos]]\nstep = \"burn\"\n", {}, u"line 3"_s);
    row("no step", kill + "[[chaos]]\n", {}, u"line 3"_s);
    row("unknown key", kill + "after = 3\n", {}, u"line 3: unknown key chaos.after"_s);
    row("one node", "[practice]\nnodes = 1\n" + kill, {}, u"line 2"_s);
    row("ten nodes", "[practice]\nnodes = 10\n" + kill, {}, u"line 2"_s);
    row("no table", "practice = 3\n" + kill, {}, u"line 1"_s);
    row("cuts files", "[practice]\nshare = true\n" + kill + "[[chaos]]\nstep = \"cut\"\n", {}, u"line 5"_s);
    row("too many", kill.repeated(101), {}, u"101 steps"_s);
    row("no TOML", "[[chaos", {}, u"line 1"_s);
}

void tst_ChaosDrill::plansAreRead()
{
    QFETCH(const QByteArray, toml);
    QFETCH(const QString, steps);
    QFETCH(const QString, wrong);
    const auto plan = chaosPlanFromToml(toml);
    if (!wrong.isEmpty()) {
        EXPECT_ERROR(plan, ErrorCode::PlanInvalid);
        QVERIFY2(plan.error().detail.contains(wrong), qPrintable(plan.error().detail));
        return;
    }
    QStringList names;
    for (const ChaosStep step : ok(plan).value_or(ChaosPlan{}).steps)
        names.append(stepName(step));
    QCOMPARE(names.join(u' '), steps);
    QCOMPARE(ok(plan).has_value(), !steps.isEmpty());
}

void tst_ChaosDrill::stepsOfAPlanAreDone()
{
    m_line->space().write(u"plan.toml"_s,
                          "name = \"two in a row\"\n[practice]\nshare = true\n[[chaos]]\nstep = \"kill\"\n[[chaos]]\nstep = \"kill\"\n");
    const Outcome outcome = m_line->run({u"drill"_s, u"run"_s, u"--plan"_s, m_line->path(u"plan.toml"_s), u"--json"_s});
    const QJsonObject report = outcome.json()["report"_L1].toObject();
    QVERIFY2(report["failure"_L1].isNull(), qPrintable(outcome.out));
    QCOMPARE(report["name"_L1].toString(), u"two in a row"_s);
    QStringList done;
    for (const QJsonValue each : report["takeovers"_L1].toArray())
        done.append(each["what"_L1].toString());
    QCOMPARE(done, (QStringList{u"kill"_s, u"kill"_s}));
    QCOMPARE(report["oldTokenRefused"_L1].toBool(), true);
    QCOMPARE(report["end"_L1]["lost"_L1].toString(), u"0"_s);
    QCOMPARE(report["end"_L1]["digestsEqual"_L1].toBool(), true);
    QVERIFY(ctl(u"drill list"_s).out.contains("two in a row"_L1));
    m_line->space().write(u"plan.toml"_s, "[practice]\nnodes = 3\n");
    const Outcome refused = m_line->run({u"drill"_s, u"run"_s, u"--plan"_s, m_line->path(u"plan.toml"_s)});
    QCOMPARE(refused.status, 2);
    QVERIFY2(refused.err.contains("needs a step"_L1), qPrintable(refused.err));
}

QTEST_GUILESS_MAIN(tst_ChaosDrill)
#include "tst_chaosdrill.moc"
