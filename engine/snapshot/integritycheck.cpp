// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/integritycheck.h"

#include "engine/state/livedatabase.h"

#include <SQLiteCpp/Statement.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// What says that the database is bad; anything else only says that it could not be checked.
std::unexpected<Error> asFinding(const Error &error, const QString &path)
{
    switch (error.code) {
    case ErrorCode::DatabaseCorrupt:
    case ErrorCode::DatabaseEmpty:
    case ErrorCode::DatabaseEncrypted:
    case ErrorCode::NotADatabase:
        return failure(ErrorCode::IntegrityFailed, path, error.detail);
    default:
        return failure(error);
    }
}

} // namespace

Result<> checkIntegrity(JobControl &control, const QString &path, Integrity integrity)
{
    constexpr int kFindings = 5;
    const auto connection = Connection::open(path, Connection::Access::AtRest);
    if (!connection)
        return asFinding(connection.error(), path);
    (*connection)->interruptOn(control.stopToken());
    try {
        const std::string pragma = integrity == Integrity::Quick ? "PRAGMA quick_check(" : "PRAGMA integrity_check(";
        SQLite::Statement check((*connection)->sqlite(), pragma + std::to_string(kFindings) + ")");
        QStringList findings;
        while (check.executeStep())
            findings.append(QString::fromStdString(check.getColumn(0).getString()));
        if (findings == QStringList{u"ok"_s})
            return {};
        if ((*connection)->metUnknownCollation() && integrity == Integrity::Full)
            return failure(ErrorCode::DatabaseUnsupported, path, u"its indexes use a collation of its own application"_s);
        return failure(ErrorCode::IntegrityFailed, path, findings.join(u"; "_s));
    } catch (const SQLite::Exception &exception) {
        return asFinding(sqliteError(exception.getExtendedErrorCode(), path, QString::fromUtf8(exception.what())), path);
    }
}

} // namespace lifeboat
