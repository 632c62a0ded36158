// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/integritycheck.h"

#include "engine/state/livedatabase.h"

#include <QUrl>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

Result<> checkIntegrity(JobControl &control, const QString &path, Integrity integrity)
{
    constexpr int kFindings = 5;
    constexpr int kStepsBetweenLooks = 100'000;
    const auto canceled = [](void *argument) { return int(static_cast<JobControl *>(argument)->isCanceled()); };
    try {
        // immutable: no locks, no -wal, no -shm; the file is ours alone.
        QUrl uri = QUrl::fromLocalFile(path);
        uri.setQuery(u"immutable=1"_s);
        const SQLite::Database sqlite(uri.toEncoded().toStdString(),
                                SQLite::OPEN_READONLY | SQLite::OPEN_URI | SQLITE_OPEN_EXRESCODE);
        sqlite3_progress_handler(sqlite.getHandle(), kStepsBetweenLooks, canceled, &control);
        const std::string pragma = integrity == Integrity::Quick ? "PRAGMA quick_check(" : "PRAGMA integrity_check(";
        SQLite::Statement check(sqlite, pragma + std::to_string(kFindings) + ")");
        QStringList findings;
        while (check.executeStep())
            findings.append(QString::fromStdString(check.getColumn(0).getString()));
        if (findings == QStringList{u"ok"_s})
            return {};
        return failure(ErrorCode::IntegrityFailed, path, findings.join(u"; "_s));
    } catch (const SQLite::Exception &exception) {
        const Error error = sqliteError(exception.getExtendedErrorCode(), path, QString::fromUtf8(exception.what()));
        if (error.code == ErrorCode::Canceled)
            return failure(ErrorCode::Canceled);
        return failure(ErrorCode::IntegrityFailed, path, error.detail);
    }
}

} // namespace lifeboat
