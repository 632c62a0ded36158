// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/madeup.h"

#include <QTimeZone>

namespace lifeboat::test {

QDateTime momentAt(int minutes)
{
    return QDateTime(QDate(2026, 1, 2), QTime(3, 0), QTimeZone::UTC).addSecs(qint64(minutes) * 60);
}

CatalogEntry madeUpEntry(int minutes, const QString &database)
{
    CatalogEntry entry;
    entry.path = QStringLiteral("/store/%1.snap.tar").arg(minutes, 8, 10, QLatin1Char('0'));
    entry.file.name = fileNameOf(entry.path);
    entry.file.size = 1'000'000 + minutes;
    entry.file.modifiedNs = minutes;
    ArchiveSummary summary;
    summary.archiveBytes = entry.file.size;
    summary.manifest.name = database;
    summary.manifest.createdAt = momentAt(minutes);
    summary.manifest.pageSize = 4096;
    summary.manifest.pageCount = 1000;
    summary.manifest.position = Position{Lineage{QStringLiteral("l")}, quint64(1000 + minutes)};
    summary.manifest.contentDigest = QByteArray(64, 'a');
    summary.manifest.tables = {{QStringLiteral("accounts"), 100}};
    entry.summary = summary;
    return entry;
}

QList<CatalogEntry> madeUpCatalog(int count)
{
    QList<CatalogEntry> entries;
    entries.reserve(count);
    for (int minutes = count - 1; minutes >= 0; --minutes)
        entries.append(madeUpEntry(minutes));
    return entries;
}

DrillReport madeUpReport(int minutes, Verdict verdict)
{
    DrillReport report;
    report.startedAt = momentAt(minutes + 1);
    report.id = DrillId{QStringLiteral("drill-%1").arg(minutes)};
    report.plan.name = QStringLiteral("nightly");
    report.archivePath = madeUpEntry(minutes).path;
    report.archive = madeUpEntry(minutes).summary;
    report.rto = std::chrono::milliseconds(1500);
    report.rpo = std::chrono::minutes(1);
    report.verdict = verdict;
    report.assertions = {
        {AssertionKind::Rows, QStringLiteral("accounts"), QStringLiteral("100"), QStringLiteral("100"), true, {}},
        {AssertionKind::Rto, {}, QStringLiteral("1s"), QStringLiteral("1.5s"), verdict == Verdict::Passed, {}}};
    return report;
}

} // namespace lifeboat::test
