// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/wording.h"

#include "ui/text/errortext.h"
#include "ui/text/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace lifeboat::text {

namespace {

using milliseconds = std::chrono::milliseconds;

/// "4 s": limits and remaining times are not measurements, so they carry no decimals.
QString wholeDuration(milliseconds time)
{
    const qint64 seconds = (time.count() + 999) / 1000;
    if (time.count() % 1000 != 0 && time.count() < 1000)
        return duration(time);
    return seconds < 60 ? QCoreApplication::translate("lifeboat::text", "%1 s").arg(seconds) : duration(time);
}

QString limit(const QString &text)
{
    const auto parsed = parseDuration(text);
    return parsed ? text::limit(*parsed) : text;
}

QString amount(const QString &text)
{
    const auto parsed = parseDecimal(text);
    return parsed ? number(*parsed) : text;
}

QString positionReason(const RestorePlan &plan, PlanReason reason)
{
    const QString pattern = reason == PlanReason::LocalCovers
        ? QCoreApplication::translate("lifeboat::text",
                                      "The target holds index %1 of the same history; the snapshot has %2.")
        : QCoreApplication::translate("lifeboat::text",
                                      "The target holds only index %1 of the same history; the snapshot has %2.");
    const auto &snapshot = plan.archive.manifest.position;
    return pattern.arg(number(plan.local ? plan.local->appliedIndex : 0),
                       number(snapshot ? snapshot->appliedIndex : 0));
}

QString forcedReason(const RestorePlan &plan)
{
    if (!plan.startsLineage)
        return QCoreApplication::translate("lifeboat::text", "The restore was asked for although the target needs none.");
    const auto &snapshot = plan.archive.manifest.position;
    if (plan.local && snapshot && plan.local->appliedIndex > snapshot->appliedIndex)
        return QCoreApplication::translate("lifeboat::text", "Going back was asked for: the target is newer, so a new history begins.");
    return QCoreApplication::translate("lifeboat::text", "The restore was asked for although the target needs none: a new history begins.");
}

QString contentReason(const RestorePlan &plan, PlanReason reason)
{
    if (reason == PlanReason::SameContent) {
        return plan.comparedWithoutReading
            ? QCoreApplication::translate("lifeboat::text",
                                          "The target is untouched since this very content was restored to it.")
            : QCoreApplication::translate("lifeboat::text", "Every page of the target equals the snapshot\u2019s.");
    }
    if (!plan.unchangedBytes)
        return QCoreApplication::translate("lifeboat::text",
                                           "The target\u2019s content differs from the snapshot\u2019s.");
    return QCoreApplication::translate("lifeboat::text",
                                       "%1 of the target already equal the snapshot; the rest differs.")
        .arg(bytes(*plan.unchangedBytes));
}

} // namespace

QString stage(Stage stage)
{
    switch (stage) {
    case Stage::Waiting:
        return QCoreApplication::translate("lifeboat::text", "Waiting");
    case Stage::Opening:
        return QCoreApplication::translate("lifeboat::text", "Opening");
    case Stage::Finding:
        return QCoreApplication::translate("lifeboat::text", "Finding the snapshot");
    case Stage::Copying:
        return QCoreApplication::translate("lifeboat::text", "Copying");
    case Stage::Capturing:
        return QCoreApplication::translate("lifeboat::text", "Capturing");
    case Stage::Verifying:
        return QCoreApplication::translate("lifeboat::text", "Verifying");
    case Stage::Resuming:
        return QCoreApplication::translate("lifeboat::text", "Resuming");
    case Stage::Sending:
        return QCoreApplication::translate("lifeboat::text", "Sending the archive");
    case Stage::Restoring:
        return QCoreApplication::translate("lifeboat::text", "Restoring");
    case Stage::Checking:
        return QCoreApplication::translate("lifeboat::text", "Checking");
    case Stage::Swapping:
        return QCoreApplication::translate("lifeboat::text", "Putting in place");
    case Stage::Starting:
        return QCoreApplication::translate("lifeboat::text", "Starting the node");
    case Stage::Asserting:
        return QCoreApplication::translate("lifeboat::text", "Asserting");
    case Stage::Reporting:
        return QCoreApplication::translate("lifeboat::text", "Writing the report");
    case Stage::Unreachable:
        return QCoreApplication::translate("lifeboat::text", "Connection lost, it may go on");
    case Stage::Done:
        return QCoreApplication::translate("lifeboat::text", "Done");
    }
    return {};
}

QString progress(const ProgressState &state)
{
    const QString name = stage(state.stage);
    if (state.stage == Stage::Waiting || state.stage == Stage::Unreachable || state.stage == Stage::Done)
        return name;
    const QString percent = number(quint64(std::max(state.permille, 0) / 10));
    if (state.bytesPerSecond <= 0)
        return QCoreApplication::translate("lifeboat::text", "%1 %2 %", "stage, percent").arg(name, percent);
    if (!state.remaining) {
        return QCoreApplication::translate("lifeboat::text", "%1 %2 % \u00b7 %3", "stage, percent, rate")
            .arg(name, percent, rate(state.bytesPerSecond));
    }
    return QCoreApplication::translate("lifeboat::text", "%1 %2 % \u00b7 %3 \u00b7 %4 left",
                                       "stage, percent, rate, time")
        .arg(name, percent, rate(state.bytesPerSecond), wholeDuration(std::max(*state.remaining, milliseconds(1000))));
}

QString step(DrillStep step)
{
    switch (step) {
    case DrillStep::Find:
        return QCoreApplication::translate("lifeboat::text", "Find snapshot");
    case DrillStep::Verify:
        return QCoreApplication::translate("lifeboat::text", "Verify");
    case DrillStep::Restore:
        return QCoreApplication::translate("lifeboat::text", "Restore");
    case DrillStep::Start:
        return QCoreApplication::translate("lifeboat::text", "Start node");
    case DrillStep::Assert:
        return QCoreApplication::translate("lifeboat::text", "Assert");
    }
    return {};
}

QString action(RestoreAction action)
{
    return action == RestoreAction::Skip ? QCoreApplication::translate("lifeboat::text", "Skip: nothing to do")
                                         : QCoreApplication::translate("lifeboat::text", "Full restore");
}

quint64 entriesAhead(const RestorePlan &plan)
{
    const auto &snapshot = plan.archive.manifest.position;
    const bool isComparable = plan.local && snapshot && plan.local->lineage == snapshot->lineage;
    return isComparable && plan.local->appliedIndex > snapshot->appliedIndex ? plan.local->appliedIndex - snapshot->appliedIndex : 0;
}

QString loss(const RestorePlan &plan)
{
    const auto &snapshot = plan.archive.manifest.position;
    const bool isSkipped = plan.action == RestoreAction::Skip || !plan.targetExists;
    if (!isSkipped && (!plan.local || !snapshot || plan.local->lineage != snapshot->lineage))
        return QCoreApplication::translate("lifeboat::text", "its own state");
    const quint64 ahead = isSkipped ? 0 : entriesAhead(plan);
    if (ahead <= 1) // worded apart: see format.cpp
        return ahead == 0 ? QCoreApplication::translate("lifeboat::text", "nothing")
                          : QCoreApplication::translate("lifeboat::text", "1 entry");
    const int shown = int(std::min<quint64>(ahead, std::numeric_limits<int>::max()));
    return QCoreApplication::translate("lifeboat::text", "%Ln entries", nullptr, shown);
}

QString reason(const RestorePlan &plan, PlanReason reason)
{
    switch (reason) {
    case PlanReason::TargetMissing:
        return QCoreApplication::translate("lifeboat::text", "There is nothing at the target yet.");
    case PlanReason::LocalCovers:
    case PlanReason::LocalBehind:
        return positionReason(plan, reason);
    case PlanReason::OtherLineage:
        return QCoreApplication::translate("lifeboat::text", "Target and snapshot belong to different histories.");
    case PlanReason::ForeignTarget:
        return QCoreApplication::translate("lifeboat::text", "The target keeps no applied index to compare.");
    case PlanReason::ForeignSnapshot:
        return QCoreApplication::translate("lifeboat::text", "The snapshot carries no applied index to compare.");
    case PlanReason::SameContent:
    case PlanReason::ContentDiffers:
        return contentReason(plan, reason);
    case PlanReason::RestoreUnfinished:
        return QCoreApplication::translate(
            "lifeboat::text", "An earlier restore of this snapshot was interrupted; what it wrote will be used.");
    case PlanReason::RestoreRunning:
        return QCoreApplication::translate("lifeboat::text", "A restore to this target is running now: another one is refused until it is over.");
    case PlanReason::TargetDamaged:
        return QCoreApplication::translate("lifeboat::text", "The target is not a sound database.");
    case PlanReason::Forced:
        return forcedReason(plan);
    }
    return {};
}

QString depth(Depth depth)
{
    switch (depth) {
    case Depth::Listed:
        return QCoreApplication::translate("lifeboat::text", "listed", "verification depth");
    case Depth::Sealed:
        return QCoreApplication::translate("lifeboat::text", "sealed", "verification depth");
    case Depth::Read:
        return QCoreApplication::translate("lifeboat::text", "read", "verification depth");
    case Depth::Restored:
        return QCoreApplication::translate("lifeboat::text", "restored", "verification depth");
    }
    return {};
}

QString verification(const std::optional<Verification> &verification, const QDateTime &now)
{
    if (!verification)
        return QCoreApplication::translate("lifeboat::text", "not verified");
    const QString pattern = verification->damage
        ? QCoreApplication::translate("lifeboat::text", "damaged (%1, %2)", "verification depth, age")
        : QCoreApplication::translate("lifeboat::text", "%1, %2", "verification depth, age");
    return pattern.arg(depth(verification->depth), age(verification->at, now));
}

QString limit(milliseconds time)
{
    const auto minutes = std::chrono::floor<std::chrono::minutes>(time);
    const auto hours = std::chrono::floor<std::chrono::hours>(time);
    if (hours == time && hours.count() > 0 && hours.count() < 24)
        return QCoreApplication::translate("lifeboat::text", "%1 h").arg(hours.count());
    if (minutes == time && minutes.count() > 0 && minutes.count() < 60)
        return QCoreApplication::translate("lifeboat::text", "%1 min").arg(minutes.count());
    return wholeDuration(time);
}

QString assertion(const AssertionOutcome &outcome)
{
    switch (outcome.kind) {
    case AssertionKind::Integrity:
        return QCoreApplication::translate("lifeboat::text", "integrity check");
    case AssertionKind::Rows:
        return QCoreApplication::translate("lifeboat::text", "rows in %1 \u2265 %2")
            .arg(outcome.subject, amount(outcome.expected));
    case AssertionKind::Sql:
        return QCoreApplication::translate("lifeboat::text", "%1 = %2").arg(outcome.subject, outcome.expected);
    case AssertionKind::Rto:
        return QCoreApplication::translate("lifeboat::text", "RTO \u2264 %1").arg(limit(outcome.expected));
    case AssertionKind::Rpo:
        return QCoreApplication::translate("lifeboat::text", "RPO \u2264 %1").arg(limit(outcome.expected));
    }
    return {};
}

QString found(const AssertionOutcome &outcome)
{
    if (outcome.error) {
        const Error &error = *outcome.error;
        return error.code == ErrorCode::QueryFailed && !error.detail.isEmpty() ? error.detail : sentence(error);
    }
    const auto time = parseDuration(outcome.found);
    switch (outcome.kind) {
    case AssertionKind::Rto:
    case AssertionKind::Rpo: return time ? duration(*time) : outcome.found;
    case AssertionKind::Rows: return amount(outcome.found);
    default: return outcome.found;
    }
}

QString kind(SnapshotKind kind)
{
    return kind == SnapshotKind::Delta ? QCoreApplication::translate("lifeboat::text", "delta")
                                       : QCoreApplication::translate("lifeboat::text", "full");
}

QString identity(const Manifest &manifest)
{
    if (manifest.position)
        return QCoreApplication::translate("lifeboat::text", "index %1").arg(number(manifest.position->appliedIndex));
    return QCoreApplication::translate("lifeboat::text", "content %1")
        .arg(QString::fromLatin1(manifest.contentDigest.left(8)));
}

QString history(const Lineage &lineage)
{
    return lineage.isEmpty() ? QStringLiteral("-") : lineage.value.left(8);
}

} // namespace lifeboat::text
