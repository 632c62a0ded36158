// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/absences.h"
#include "app/lifeboatctl/eventwait.h"
#include "app/lifeboatctl/reach.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

Stage stageOf(const QString &method)
{
    if (method.startsWith("restore."_L1))
        return Stage::Restoring;
    return method == "snapshot.take"_L1 ? Stage::Capturing : Stage::Verifying;
}

/// One question to the chosen nodes. A connection goes on to tell of an operation that nobody waits for any more, so what
/// it tells to is held weakly.
class Asking final : public std::enable_shared_from_this<Asking>
{
public:
    Asking(const Console &console, const Reach &reach, Kind kind, const QString &method, const QStringList &without);

    void ask(const QJsonObject &parameters);
    QList<NodeAnswer> answers();

private:
    struct Part
    {
        NodeAnswer told;
        OperationId operation;
        int permille = 0;
        double bytesPerSecond = 0;
        bool isDone = false;
        QFuture<Result<QJsonValue>> canceling{}; ///< finished where nothing was to be cancelled
    };

    void keep(qsizetype i, const Result<QJsonValue> &answer);
    void move(qsizetype i, const Operation &operation, int permille, double bytesPerSecond);
    void cancel();
    static void cancelPart(Part &part);
    void giveUpTheLost();
    ProgressState progress() const;

    const Kind m_kind;
    const QString m_method;
    QList<Part> m_parts;
    bool m_isCanceled = false;
    Absences m_absences;
    EventWait m_wait;
    QObject m_context; ///< of the answers that are awaited
};

Asking::Asking(const Console &console, const Reach &reach, Kind kind, const QString &method, const QStringList &without)
    : m_kind(kind)
    , m_method(method)
    , m_absences(console, reach.wait())
    , m_wait([this] { cancel(); }, [this] { return progress(); }, [this] { giveUpTheLost(); })
{
    for (NodeConnection *const node : reach.nodes()) {
        if (!without.contains(node->name()))
            m_parts.append(Part{.told = {.node = node, .answer = {}}, .operation = {}});
    }
}

void Asking::ask(const QJsonObject &parameters)
{
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        NodeConnection *const node = m_parts[i].told.node;
        if (const auto trouble = Reach::troubleOf(*node)) {
            keep(i, failure(*trouble));
        } else if (m_kind == Kind::Call) {
            handOver(&m_context, node->call(m_method, parameters),
                     [this, i](const Result<QJsonValue> &answer) { keep(i, answer); });
        } else {
            const auto moved = [asking = weak_from_this(), i](const Operation &operation, int permille, double rate) {
                if (const auto alive = asking.lock())
                    alive->move(i, operation, permille, rate);
            };
            handOver(&m_context, node->run(m_method, parameters, moved), [this, i](const Result<QJsonObject> &answer) {
                keep(i, answer.transform([](const QJsonObject &object) { return QJsonValue(object); }));
            });
        }
    }
}

QList<NodeAnswer> Asking::answers()
{
    m_wait.until([this] {
        return (m_isCanceled && m_kind == Kind::Call) || std::ranges::all_of(m_parts, &Part::isDone);
    });
    QList<NodeAnswer> answers;
    for (const Part &part : std::as_const(m_parts)) {
        answers.append(part.told);
        if (!part.isDone)
            answers.last().answer = failure(ErrorCode::Canceled, part.told.node->name());
    }
    return answers;
}

void Asking::keep(qsizetype i, const Result<QJsonValue> &answer)
{
    Part &part = m_parts[i];
    if (part.isDone)
        return;
    part.told.answer = answer;
    part.isDone = true;
    m_wait.wake();
}

void Asking::move(qsizetype i, const Operation &operation, int permille, double bytesPerSecond)
{
    Part &part = m_parts[i];
    const bool isNew = part.operation.isEmpty();
    part.operation = operation.id;
    part.permille = permille;
    part.bytesPerSecond = bytesPerSecond;
    if (isNew && m_isCanceled)
        cancelPart(part);
}

void Asking::cancel()
{
    m_isCanceled = true;
    for (Part &part : m_parts)
        cancelPart(part);
}

void Asking::cancelPart(Part &part)
{
    if (!part.isDone && !part.operation.isEmpty())
        part.canceling = part.told.node->call(u"operations.cancel"_s, {{u"operation"_s, part.operation.value}});
}

void Asking::giveUpTheLost()
{
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        const NodeConnection &node = *m_parts[i].told.node;
        const bool isTold = m_isCanceled && m_parts[i].canceling.isFinished(); // to cancel it
        if (!m_parts[i].isDone && (m_absences.isLost(node) || (isTold && node.unnoted())))
            keep(i, failure(lostError(node)));
    }
}

ProgressState Asking::progress() const
{
    ProgressState state;
    state.permille = 1000;
    for (const Part &part : m_parts) {
        state.permille = std::min(state.permille, part.isDone ? 1000 : part.permille);
        state.bytesPerSecond += part.isDone ? 0 : part.bytesPerSecond;
        state.stage = part.operation.isEmpty() ? state.stage : stageOf(m_method);
    }
    return state;
}

} // namespace

QList<NodeAnswer> askAll(const Console &console, const Reach &reach, Kind kind, const QString &method,
                         const QJsonObject &parameters, const QStringList &without)
{
    const auto asking = std::make_shared<Asking>(console, reach, kind, method, without);
    asking->ask(parameters);
    return asking->answers();
}

} // namespace lifeboat::cli
