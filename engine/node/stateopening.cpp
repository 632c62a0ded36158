// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/protectedstate.h"

#include "engine/base/errorobject.h"
#include "engine/base/jsonreading.h"
#include "engine/base/limits.h"
#include "engine/log/replay.h"
#include "engine/operations/operation.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <set>

using namespace Qt::StringLiterals;

/// How a state is opened, closed while something else is put in its place, and goes on with its log.
namespace lifeboat {

namespace {

/// Without leaving by an exception, so that what was closed is opened again.
Result<QJsonObject> attempt(const std::function<Result<QJsonObject>()> &work, const QString &state)
{
    try {
        return work();
    } catch (const std::exception &exception) {
        return failure(ErrorCode::Unexpected, state, QString::fromUtf8(exception.what()));
    }
}

} // namespace

/// Opens state and log, and follows it if the node was started. A log that is not there begins where the state
/// stands, if that is at the beginning or a restore has just put it there: else it was lost. It may have had entries under
/// the state's name, so it gets another.
Result<> ProtectedState::openManaged(bool mayBeginLog)
{
    LIFEBOAT_ASSIGN(auto state, ManagedState::open(m_fileSystem, databasePath()));
    LIFEBOAT_ASSIGN(const Position position, state->position());
    LIFEBOAT_ASSIGN(auto log, m_distribution.openLog(name(), {makeLineage(), position.appliedIndex},
                                                     mayBeginLog || position.appliedIndex == 0));
    UnwatchedControl control;
    if (position.appliedIndex == 0) // takes on the log's history; the follower says why where it cannot
        (void)replay(control, *log, *state, 0);
    if (m_succession) { // before anybody follows
        LIFEBOAT_TRY(succeed(*log, *state, *m_succession));
        LIFEBOAT_TRY(settle());
    }
    const std::scoped_lock lock(m_opening);
    m_state = std::move(state);
    m_log = std::move(log);
    m_openTrouble.reset();
    if (m_isFollowing)
        m_follower = std::make_unique<LogFollower>(*m_log, *m_state, m_applied);
    return {};
}

/// Once something else stands where the state stood, the log goes on from this state: that is what was asked for. A work
/// that failed must leave a log alone that other nodes may follow.
Result<> ProtectedState::reopenManaged()
{
    if (!m_state)
        LIFEBOAT_TRY(openManaged(m_succession && m_succession->mayBegin));
    else if (!m_state->position())
        LIFEBOAT_TRY(m_state->reopen());
    if (!m_succession)
        return {};
    LIFEBOAT_TRY(succeed(*m_log, *m_state, *m_succession));
    return settle();
}

QString ProtectedState::owedPath() const
{
    return m_data + u"/succession.json"_s;
}

/// What was put in place before the last start, and the log has not followed.
std::optional<Succession> ProtectedState::owed() const
{
    const auto text = m_fileSystem.readAll(owedPath(), limits::kSmallFileBytes);
    const JsonReading reading(QJsonDocument::fromJson(text.value_or(QByteArray())).object());
    const Succession succession{{reading.text("own"_L1)}, reading.boolean("isUndo"_L1), reading.boolean("isForced"_L1),
                                reading.boolean("mayBegin"_L1)};
    return text && reading.error().isEmpty() ? std::optional(succession) : std::nullopt;
}

/// The log has followed.
Result<> ProtectedState::settle()
{
    if (m_fileSystem.exists(owedPath()))
        LIFEBOAT_TRY(m_fileSystem.removeIfPresent(owedPath()));
    m_succession.reset();
    return {};
}

void ProtectedState::noteOpening(const Result<> &opened)
{
    const std::scoped_lock lock(m_opening);
    m_openTrouble = opened ? std::optional<Error>() : opened.error();
}

/// For the next start, which knows nothing of work that was told done.
Result<> ProtectedState::noteOwed() const
{
    if (!m_succession)
        return {};
    const QJsonObject note{{u"own"_s, m_succession->own.value},
                           {u"isUndo"_s, m_succession->isUndo},
                           {u"isForced"_s, m_succession->isForced},
                           {u"mayBegin"_s, m_succession->mayBegin}};
    return m_fileSystem.writeAtomically(owedPath(), QJsonDocument(note).toJson(QJsonDocument::Compact));
}

Result<QJsonObject> ProtectedState::whileClosed(JobControl &control, const Succession &succession,
                                                const std::function<Result<QJsonObject>()> &work)
{
    if (!isManaged())
        return work();
    const std::scoped_lock alone(m_swapping);
    if (m_state)
        m_state->close();
    auto done = attempt(work, name());
    if (done && (*done)["action"_L1] != "skip"_L1)
        m_succession = succession;
    const Result<> opened = reopenManaged();
    noteOpening(opened);
    if (done && opened) {
        tellStanding(control, *m_log, *m_state, *done);
        if (m_follower && !done->contains("trouble"_L1))
            m_follower->forgetTrouble();
    }
    if (done && !opened) {
        QJsonArray warnings = (*done)["warnings"_L1].toArray();
        warnings.append(errorObject(opened.error()));
        if (const auto noted = noteOwed(); !noted)
            warnings.append(errorObject(noted.error()));
        done->insert("warnings"_L1, warnings);
        done->insert("trouble"_L1, errorObject(opened.error()));
    }
    return done;
}

void ProtectedState::openAgain()
{
    const std::unique_lock alone(m_swapping, std::try_to_lock);
    if (!alone)
        return;
    {
        const std::scoped_lock lock(m_opening);
        if (!m_openTrouble)
            return;
        // A file that is damaged or missing may be in the middle of being put there.
        const ErrorCode code = m_openTrouble->code;
        static const std::set<ErrorCode> passing{
            ErrorCode::DiskFull, ErrorCode::LogMissing, ErrorCode::DirectoryMissing,
            // of servers, whose settings somebody may be correcting
            ErrorCode::AuthenticationFailed, ErrorCode::CertificateUntrusted, ErrorCode::PermissionDenied,
            ErrorCode::ProtocolViolation, ErrorCode::SecretUnavailable, ErrorCode::ServiceMissing, ErrorCode::SettingsDiffer};
        const bool mayPass = isWorthRetrying(code) || passing.contains(code);
        if (!m_succession && !mayPass)
            return;
    }
    if (m_fileSystem.exists(databasePath()))
        noteOpening(reopenManaged());
}

} // namespace lifeboat
