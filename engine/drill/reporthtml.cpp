// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/drill/drillnames.h"
#include "engine/drill/drillreport.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using std::chrono::milliseconds;

constexpr auto kStyle = R"(
:root{--window:#f6f7f9;--panel:#fff;--line:#d9dde4;--grid:#e8ebf0;--text:#1b2430;--quiet:#5c6877;--accent:#1f6feb;--good:#1a7f4e;--bad:#b42318}
@media (prefers-color-scheme:dark){:root{--window:#14181f;--panel:#1b212a;--line:#2d3642;--grid:#232b36;--text:#e6eaf0;--quiet:#96a2b2;--accent:#6aa6ff;--good:#4cc38a;--bad:#ff7b72}}
*{box-sizing:border-box}body{margin:0;background:var(--window);color:var(--text);font:14px/1.45 "Noto Sans",system-ui,sans-serif}
main{max-width:960px;margin:24px auto;padding:0 16px}
.panel{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:16px;margin:0 0 12px}
.verdict{font-size:28px;font-weight:600}.good{color:var(--good)}.bad{color:var(--bad)}.quiet{color:var(--quiet)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:12px;margin-bottom:12px}
.cards .panel{margin:0}.figure{font-size:24px;font-weight:600;font-variant-numeric:tabular-nums}
table{width:100%;border-collapse:collapse}th{text-align:left;font-weight:500;color:var(--quiet)}
td,th{padding:6px 8px;border-bottom:1px solid var(--grid);vertical-align:top;overflow-wrap:anywhere}
tr:last-child td{border-bottom:0}.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.track{position:relative;height:10px;min-width:200px}.bar{position:absolute;top:0;height:10px;min-width:2px;background:var(--accent);border-radius:2px}
code{font-family:"Noto Sans Mono",ui-monospace,monospace;font-size:13px;overflow-wrap:anywhere}
h1{font-size:17px;margin:0}h2{font-size:15px;margin:0 0 8px}
)"_L1;

QString seconds(milliseconds time)
{
    if (time >= std::chrono::minutes(1)) {
        const qint64 whole = time.count() / 1000;
        if (whole >= 86'400)
            return u"%1 d %2 h"_s.arg(whole / 86'400).arg(whole % 86'400 / 3600);
        if (whole >= 3600)
            return u"%1 h %2 min"_s.arg(whole / 3600).arg(whole % 3600 / 60);
        return u"%1 min %2 s"_s.arg(whole / 60).arg(whole % 60);
    }
    return u"%1 s"_s.arg(double(time.count()) / 1000, 0, 'f', 2);
}

QString megabytes(qint64 bytes)
{
    return bytes < 1'000'000 ? u"%1 kB"_s.arg(double(bytes) / 1000, 0, 'f', 1) : u"%1 MB"_s.arg(double(bytes) / 1'000'000, 0, 'f', 1);
}

QString mark(bool good, const QString &word)
{
    return good ? u"<span class=\"good\">✔ %1</span>"_s.arg(word) : u"<span class=\"bad\">✕ %1</span>"_s.arg(word);
}

QString card(const QString &label, const QString &figure, const QString &meaning)
{
    return u"<div class=\"panel\"><div class=\"quiet\">%1</div><div class=\"figure\">%2</div><div class=\"quiet\">%3</div></div>\n"_s
        .arg(label, figure, meaning);
}

QString stepText(DrillStep step)
{
    switch (step) {
    case DrillStep::Find:
        return u"Find snapshot"_s;
    case DrillStep::Verify:
        return u"Verify"_s;
    case DrillStep::Restore:
        return u"Restore and check"_s;
    case DrillStep::Start:
        return u"Start node"_s;
    case DrillStep::Assert:
        return u"Assert"_s;
    }
    return {};
}

QString errorText(const std::optional<Error> &error)
{
    return error ? toString(*error).toHtmlEscaped() : QString();
}

QString originText(const Origin &origin)
{
    return origin.cluster.isEmpty() ? u"node %1"_s.arg(origin.node) : u"node %1 of %2"_s.arg(origin.node, origin.cluster);
}

QString header(const DrillReport &report)
{
    const bool passed = report.verdict == Verdict::Passed;
    QString text = u"<div class=\"panel\"><div class=\"verdict\">%1</div><h1>%2</h1><div class=\"quiet\">%3 · on %4 · drill %5%6</div>"_s
                       .arg(mark(passed, passed ? u"Passed"_s : u"Failed"_s), report.plan.name.toHtmlEscaped(),
                            report.startedAt.toUTC().toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s), report.host.toHtmlEscaped(),
                            report.id.value.toHtmlEscaped(),
                            report.origin ? u" · of "_s + originText(*report.origin).toHtmlEscaped() : QString());
    if (report.failure)
        text += u"<p class=\"bad\">✕ %1</p>"_s.arg(errorText(report.failure));
    return text + u"</div>\n"_s;
}

QString cards(const DrillReport &report)
{
    QString rtoMeaning = u"no earlier run to forecast from"_s;
    if (report.forecast) {
        rtoMeaning = u"forecast %1 (%2 to %3) from %4 run(s)"_s.arg(seconds(report.forecast->expected), seconds(report.forecast->low),
                                                                   seconds(report.forecast->high))
                         .arg(report.forecast->runs);
    }
    QString rpoMeaning = report.plan.maxRpo ? u"limit %1"_s.arg(durationText(*report.plan.maxRpo)) : u"since the snapshot"_s;
    if (!report.rpo)
        rpoMeaning = report.rto ? u"the snapshot is dated ahead of this clock"_s : u"the snapshot did not come back"_s;
    const QString restored = u"%1/s · peak memory %2"_s.arg(megabytes(qint64(report.bytesPerSecond)), megabytes(report.peakMemoryBytes));
    return u"<div class=\"cards\">"_s + card(u"RTO measured"_s, report.rto ? seconds(*report.rto) : u"not reached"_s, rtoMeaning)
        + card(u"RPO"_s, report.rpo ? seconds(*report.rpo) : u"unknown"_s, rpoMeaning)
        + card(u"Restored"_s, megabytes(report.restoredBytes), restored)
        + card(u"Assertions"_s, u"%1 of %2"_s.arg(report.heldAssertions()).arg(report.assertions.size()), u"hold"_s) + u"</div>\n"_s;
}

QString stages(const DrillReport &report)
{
    milliseconds end{1};
    for (const DrillStage &stage : report.stages)
        end = std::max(end, stage.begin + stage.time);
    const auto percent = [&](milliseconds time) { return QString::number(100.0 * double(time.count()) / double(end.count()), 'f', 2); };
    QString rows;
    for (const DrillStage &stage : report.stages) {
        const bool ran = stage.state == StepState::Done || stage.state == StepState::Failed;
        const QString name = ran ? mark(stage.state == StepState::Done, stepText(stage.step)) : u"<span class=\"quiet\">not reached: %1</span>"_s.arg(stepText(stage.step));
        const QString bytes = stage.bytes > 0 ? megabytes(stage.bytes) : QString();
        const QString bar = ran ? u"<div class=\"track\"><div class=\"bar\" style=\"left:%1%;width:%2%\"></div></div>"_s.arg(percent(stage.begin), percent(stage.time)) : QString();
        rows += u"<tr><td>%1</td><td class=\"quiet\">%2%3</td><td>%4</td><td class=\"number\">%5</td></tr>\n"_s
                    .arg(name, bytes, errorText(stage.error), bar, ran ? seconds(stage.time) : QString());
    }
    return u"<div class=\"panel\"><h2>Stages</h2><table>%1</table></div>\n"_s.arg(rows);
}

QString assertions(const DrillReport &report)
{
    QString rows;
    for (const AssertionOutcome &outcome : report.assertions) {
        const QString found = outcome.error ? errorText(outcome.error) : outcome.found.toHtmlEscaped();
        const bool reached = outcome.holds || !found.isEmpty();
        rows += u"<tr><td>%1</td><td>%2</td><td>%3</td></tr>\n"_s.arg(describe(outcome).toHtmlEscaped(), reached ? found : u"not reached"_s,
                                                                     mark(outcome.holds, outcome.holds ? u"holds"_s : u"does not hold"_s));
    }
    return u"<div class=\"panel\"><h2>Assertions</h2><table><tr><th>Assertion</th><th>Found</th><th></th></tr>%1</table></div>\n"_s.arg(rows);
}

QString snapshot(const DrillReport &report)
{
    QStringList rows;
    const auto row = [&rows](const QString &name, const QString &value) {
        rows += u"<tr><td class=\"quiet\">%1</td><td><code>%2</code></td></tr>"_s.arg(name, value.toHtmlEscaped());
    };
    row(u"Archive"_s, report.archivePath);
    if (report.origin)
        row(u"Fetched from"_s, u"%1, %2"_s.arg(originText(*report.origin), report.origin->at.toUTC().toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s)));
    if (report.archive) {
        const Manifest &manifest = report.archive->manifest;
        row(u"Snapshot"_s, manifest.id.value);
        row(u"Database"_s, u"%1 on %2"_s.arg(manifest.name, manifest.node.value));
        row(u"Created"_s, manifest.createdAt.toUTC().toString(u"yyyy-MM-dd HH:mm:ss.zzz 'UTC'"_s));
        if (manifest.position)
            row(u"Applied index"_s, u"%1 in lineage %2"_s.arg(manifest.position->appliedIndex).arg(manifest.position->lineage.value));
        row(u"Size"_s, u"%1, archive %2"_s.arg(megabytes(manifest.rawBytes()), megabytes(report.archive->archiveBytes)));
        row(u"Content digest (SHA-256 of the page index)"_s, QString::fromLatin1(manifest.contentDigest));
    }
    row(u"Made by"_s, u"Lifeboat %1, %2 workers"_s.arg(report.toolVersion, QString::number(report.threads)));
    return u"<div class=\"panel\"><h2>Evidence</h2><table>%1</table></div>\n"_s.arg(rows.join(u'\n'));
}

} // namespace

QByteArray toHtml(const DrillReport &report)
{
    const QString title = u"Drill %1: %2"_s.arg(report.verdict == Verdict::Passed ? u"passed"_s : u"failed"_s, report.plan.name.toHtmlEscaped());
    const QString page = u"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                         "<title>%1</title><style>%2</style></head><body><main>\n"_s.arg(title, kStyle)
        + header(report) + cards(report) + stages(report) + assertions(report) + snapshot(report) + u"</main></body></html>\n"_s;
    return page.toUtf8();
}

} // namespace lifeboat
