// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/ids.h"
#include "engine/cluster/handover.h"
#include "engine/cluster/nodeconnection.h"
#include "engine/cluster/restorereport.h"
#include "engine/cluster/restoresteps.h"

#include <QUuid>
#include <algorithm>

using namespace Qt::StringLiterals;

/// How the nodes of a restore are kept free for it: see PROTOCOL.md, "Several nodes together".
namespace lifeboat {

namespace {

/// For how long the end waits for the nodes' word that they are free again; they are so by themselves in the end.
constexpr std::chrono::seconds kFarewell(2);

bool isUnknownCall(const Error &error)
{
    return error.code == ErrorCode::ProtocolViolation && error.subject.startsWith("restore."_L1);
}

} // namespace

QJsonObject ClusterRestore::Private::withReservation(int i, QJsonObject parameters) const
{
    if (!works[i].keepsNoReservations)
        parameters[u"reservation"_s] = reservation;
    return parameters;
}

/// Those that are done already belong to what is retried: nobody may take them elsewhere meanwhile. Where nothing is left to do, what
/// a killed one kept is given back all the same.
void ClusterRestore::Private::reserve(QList<int> which)
{
    const bool isOfAnother = !leftReservation.isEmpty();
    reservation = isOfAnother ? std::exchange(leftReservation, {}) : QUuid::createUuid().toString(QUuid::WithoutBraces);
    for (Work &work : works)
        work.mayBeReserved = isOfAnother;
    if (which.isEmpty()) {
        stage = Stage::Working;
        return pump();
    }
    for (int i = 0; mode == Mode::Restoring && i < nodes.size(); ++i) {
        if (!which.contains(i))
            which.append(i);
    }
    // One after the other in an order that is the same for everybody: of two who want some of the same nodes, one gets
    // all of its own.
    std::ranges::sort(which, {}, [this](int i) { return works[i].connection->name(); });
    toReserve = which;
    stage = Stage::Reserving;
    Q_EMIT q->changed(which.first());
    if (stage == Stage::Reserving)
        reserveNext();
}

void ClusterRestore::Private::reserveNext()
{
    if (toReserve.isEmpty())
        return prepare();
    const int i = toReserve.takeFirst();
    works[i].mayBeReserved = true;
    works[i].keepsNoReservations = false;
    QJsonObject asked = parameters();
    asked[u"reservation"_s] = reservation;
    handOver(q, works[i].connection->call(u"restore.reserve"_s, asked),
             [this, i, mine = reservation](const Result<QJsonValue> &answer) {
                 if (stage == Stage::Reserving && mine == reservation)
                     onReserved(i, answer);
             });
}

void ClusterRestore::Private::onReserved(int i, const Result<QJsonValue> &answer)
{
    if (answer) {
        const auto ttl = std::chrono::milliseconds((*answer)["ttlMs"_L1].toInteger());
        if (ttl.count() > 0 && (!renewal.isActive() || ttl / 3 < renewal.intervalAsDuration()))
            renewal.start(std::max(ttl / 3, std::chrono::milliseconds(1)));
        const auto kept = checkKept(i, *answer);
        if (kept && isElsewhere(nodes[i])) // it is back
            nodes[i].error = troubleTold(nodes[i].outcome);
        return kept ? reserveNext() : giveUpAll(i, kept.error());
    }
    const Error &error = answer.error();
    works[i].keepsNoReservations = isUnknownCall(error);
    const bool isWanted = queue.contains(i);
    const bool stops = isWanted && mode == Mode::Restoring && request.stopAtFirstFailure;
    if (error.code == ErrorCode::Busy || (stops && !works[i].keepsNoReservations))
        return giveUpAll(i, error);
    // What cannot be reserved cannot be restored either, and says so in its own turn.
    reserveNext();
}

/// What was restored here and is of another history by now was restored by somebody else.
Result<> ClusterRestore::Private::checkKept(int i, const QJsonValue &answer) const
{
    const QString reached = nodes[i].outcome["position"_L1]["lineage"_L1].toString();
    const QString now = answer["position"_L1]["lineage"_L1].toString();
    if (mode != Mode::Restoring || nodes[i].phase != Phase::Done || reached.isEmpty() || now.isEmpty() || reached == now)
        return {};
    return failure(elsewhereError(nodes[i].node));
}

/// Nothing was begun yet, and nothing is.
void ClusterRestore::Private::giveUpAll(int i, const Error &error)
{
    const int told = queue.contains(i) ? i : queue.first();
    toReserve.clear();
    queue.removeOne(told);
    stage = Stage::Working;
    isStopping = true;
    nodes[told].error = error;
    if (error.code == ErrorCode::Disconnected)
        nodes[told].error->code = ErrorCode::Unreachable; // what is lost may have begun something
    if (told != i)
        nodes[told].error->subject = nodes[i].node; // it is another's
    nodes[told].startedAt = clock.utcNow();
    ++inWork;
    leave(told, nodes[told].phase == Phase::Done ? Phase::Done : Phase::Failed);
}

void ClusterRestore::Private::renew()
{
    for (const Work &work : std::as_const(works)) {
        if (!work.mayBeReserved || work.keepsNoReservations || !work.connection || work.connection->link() != Link::Online)
            continue;
        QJsonObject asked = parameters();
        asked[u"reservation"_s] = reservation;
        // Where it ran out the node itself refuses what comes later.
        (void)work.connection->call(u"restore.renew"_s, asked);
    }
}

QList<QFuture<Result<QJsonValue>>> ClusterRestore::Private::tellReleased()
{
    QJsonObject asked = parameters();
    asked[u"reservation"_s] = reservation;
    QList<QFuture<Result<QJsonValue>>> answers;
    for (Work &work : works) {
        const bool wasReserved = std::exchange(work.mayBeReserved, false) && !work.keepsNoReservations;
        if (wasReserved && work.connection && work.connection->link() == Link::Online)
            answers.append(work.connection->call(u"restore.release"_s, asked));
    }
    return answers;
}

void ClusterRestore::Private::release()
{
    stage = Stage::Releasing;
    renewal.stop();
    farewell.start(kFarewell);
    const auto answers = tellReleased();
    const auto open = std::make_shared<qsizetype>(answers.size() + 1);
    const auto answered = [this, open, mine = reservation] {
        if (--*open > 0 || stage != Stage::Releasing || mine != reservation)
            return;
        farewell.stop();
        end();
    };
    for (const auto &answer : answers)
        handOver(q, answer, [answered](const Result<QJsonValue> &) { answered(); });
    answered();
}

} // namespace lifeboat
