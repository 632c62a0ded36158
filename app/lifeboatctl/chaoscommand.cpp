// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/chaoscommand.h"

#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/localwork.h"
#include "app/lifeboatctl/practicework.h"
#include "app/lifeboatctl/watching.h"
#include "engine/base/paths.h"
#include "engine/practice/chaosdrill.h"
#include "ui/text/format.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

using Cluster = std::shared_ptr<PracticeCluster>;

void describe(const Console &console, const ChaosReport &report)
{
    console.line(u"Cluster     %1 nodes joined by %2"_s.arg(report.nodes).arg(
        report.usesNats ? u"a nats-server, a relay before each"_s : u"shared files: there was no network to cut"_s));
    for (const Takeover &takeover : report.takeovers)
        console.line(u"Takeover    "_s + takeoverText(takeover));
    console.line(u"Published   %1 times, tokens %2"_s.arg(report.publishes).arg(
        report.doTokensFall ? u"FELL"_s : u"never fell"_s));
    console.line(u"Late        the frozen leader was %1 in that moment: %2 refused by its token, %3 given up by itself"_s
                     .arg(report.wasPublishing ? u"publishing"_s : u"not publishing"_s)
                     .arg(report.lateRefused)
                     .arg(report.lateSkipped));
    console.line(u"Old token   a publish with it, tried after the takeover, was %1"_s.arg(
        report.isOldTokenRefused ? u"refused"_s : u"NOT refused"_s));
    if (report.end) {
        console.line(u"Documents   %1 written, %2 acknowledged, %3 lost"_s.arg(
            text::number(quint64(report.end->written)), text::number(quint64(report.end->acknowledged)),
            text::number(quint64(report.end->lost))));
        for (const EndOfNode &node : report.end->nodes)
            console.line(u"Content     %1  index %2  %3"_s.arg(node.node, text::number(node.position.appliedIndex),
                                                              QString::fromLatin1(node.digest)));
        console.line(u"            all nodes %1"_s.arg(report.end->areDigestsEqual() ? u"equal"_s : u"NOT equal"_s));
    }
    console.line(u"Verdict     %1, after %2"_s.arg(report.isPassed() ? u"passed"_s : u"FAILED"_s, text::duration(report.time)));
}

Result<QString> write(const ChaosReport &report, const QString &directory)
{
    LIFEBOAT_TRY(disk().makeDirectory(directory));
    const QString file = directory + u"/chaos.json"_s;
    LIFEBOAT_TRY(disk().writeAtomically(file, QJsonDocument(toJsonObject(report)).toJson()));
    return file;
}

Result<ChaosReport> drill(const Cluster &cluster)
{
    LIFEBOAT_TRY(enrollPractice(*cluster));
    return runWatched<ChaosReport>(
        [&cluster](JobControl &control) -> Result<ChaosReport> { return runChaosDrill(control, disk(), *cluster); });
}

} // namespace

ExitStatus runChaos(Console &console, const ChaosOptions &options)
{
    console.note(u"A cluster is started, its leader killed, the next one frozen and the one after it cut off; this takes some 15 seconds."_s);
    LocalTurn turn(console, {.kind = u"drill"_s,
                             .target = u"practice cluster"_s,
                             .parameters = {{u"nodes"_s, options.nodes}, {u"share"_s, options.share}},
                             .actor = localActor()});
    auto started = runWatched<Cluster>([&options](JobControl &control) {
        return PracticeCluster::start(control, disk(),
                                      {.directory = paths::practice(),
                                       .nodes = options.nodes,
                                       .sharesFiles = options.share,
                                       .endsWithStarter = true,
                                       .daemon = daemonProgram()})
            .transform([](auto cluster) { return Cluster(std::move(cluster)); });
    });
    if (!started) {
        turn.end(failure(started.error()));
        return console.fail(started.error());
    }
    const auto report = drill(*started);
    started->reset(); // lets go of its lock
    const auto stopped = stopPractice();
    turn.end(report.transform([](const ChaosReport &done) {
        return QJsonObject{{u"drill"_s, done.id.value}, {u"verdict"_s, done.isPassed() ? u"passed"_s : u"failed"_s}};
    }));
    if (!report)
        return console.fail(report.error());
    describe(console, *report);
    QJsonObject document{{u"report"_s, toJsonObject(*report)}};
    auto kept = write(*report, paths::drillHistory() + u'/' + report->id.value);
    if (kept && !options.report.isEmpty())
        kept = write(*report, options.report);
    if (kept) {
        console.line(u"Report      "_s + *kept);
        document[u"file"_s] = *kept;
    }
    for (const auto &error : {report->failure, kept ? std::nullopt : std::optional(kept.error()),
                              stopped ? std::nullopt : std::optional(stopped.error())}) {
        if (error)
            return console.fail(*error, {}, document);
    }
    console.document(document);
    return report->isPassed() ? ExitStatus::Done : ExitStatus::Damage;
}

} // namespace lifeboat::cli
