// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/localwork.h"

#include "app/lifeboatctl/disk.h"
#include "engine/base/paths.h"
#include "engine/cluster/restorenote.h"
#include "ui/text/errortext.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>
#include <iterator>
#include <pwd.h>
#include <ranges>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

/// Programs of one user that work at once.
constexpr int kQueues = 64;

/// Each attempt but the last was killed: whoever asks again means it.
constexpr int kAttempts = 1'000'000;

constexpr auto kFile = "queue.db"_L1;

QString queueDirectory(int number)
{
    return u"%1/operations/shell/%2"_s.arg(paths::dataDirectory()).arg(number);
}

bool asksForSame(const Operation &operation, const OperationRequest &request)
{
    return operation.request.kind == request.kind && operation.request.target == request.target
        && operation.request.parameters == request.parameters;
}

bool isSame(const Operation &operation, const OperationRequest &request)
{
    return operation.status == OperationStatus::Pending && asksForSame(operation, request);
}

/// Others look at it for moments.
constexpr std::chrono::milliseconds kPatience(200);

/// A queue of which this process is the owner; nothing if another one is.
struct OwnedQueue
{
    std::unique_ptr<File> lock; ///< let go last
    std::unique_ptr<OperationsQueue> queue;
};

Result<std::optional<OwnedQueue>> own(const QString &directory, QLatin1StringView file = kFile)
{
    OwnedQueue owned;
    auto lock = disk().openLocked(directory + u"/lock"_s, OpenMode::OpenOrCreate, kPatience);
    if (!lock && lock.error().code == ErrorCode::Locked)
        return std::nullopt;
    LIFEBOAT_ASSIGN(owned.lock, std::move(lock));
    LIFEBOAT_ASSIGN(owned.queue, OperationsQueue::open(directory + u'/' + file));
    return owned;
}

/// The queue that holds an operation that is wanted, and that one; else any.
struct Chosen
{
    std::optional<OwnedQueue> owned; ///< nothing where none could be opened, for `why`
    std::optional<Operation> found;
    bool hasSkipped = false; ///< another program's queue that holds one, too, or one that cannot be opened
    Error why{ErrorCode::Locked, paths::dataDirectory() + u"/operations/shell"_s, {}};
};

Chosen choose(const std::function<bool(const Operation &)> &isWanted)
{
    Chosen chosen;
    std::optional<Error> broken;
    for (int i = 0; i < kQueues && !chosen.found; ++i) {
        const QString directory = queueDirectory(i);
        if (chosen.owned && !disk().exists(directory))
            break;
        auto tried = disk().makeDirectory(directory).and_then([&] { return own(directory); });
        const QString path = directory + u'/' + kFile;
        // Another one does as well; "operations list" names those that cannot be read.
        if (!tried) {
            broken = broken.value_or(tried.error());
            chosen.hasSkipped = chosen.hasSkipped || disk().exists(path);
            continue;
        }
        if (!*tried) {
            const auto seen = OperationsQueue::peek(path);
            chosen.hasSkipped =
                chosen.hasSkipped || (seen ? std::ranges::any_of(*seen, isWanted) : seen.error().code != ErrorCode::NotFound);
            continue;
        }
        const QList<Operation> all = (*tried)->queue->list();
        const auto found = std::ranges::find_if(all, isWanted);
        if (chosen.owned && found == all.end())
            continue;
        chosen.owned = std::move(**tried);
        if (found != all.end())
            chosen.found = *found;
    }
    chosen.why = broken.value_or(chosen.why);
    return chosen;
}

const QString kUnnoted = u"lifeboatctl: this goes on without a note of it: %1"_s;

} // namespace

QString placeOf(const QString &path)
{
    const QFileInfo file(path);
    const QString directory = QFileInfo(file.path()).canonicalFilePath();
    return directory.isEmpty() ? path : QDir(directory).filePath(file.fileName());
}

QString localActor()
{
    const struct passwd *const user = ::getpwuid(::geteuid());
    return user ? QString::fromLocal8Bit(user->pw_name) : QString::number(::geteuid());
}

LocalTurn::LocalTurn(const Console &console, const OperationRequest &request)
{
    const auto begun = begin(request);
    if (begun)
        return;
    console.note(kUnnoted.arg(text::sentence(begun.error())));
    m_queue.reset();
    m_lock.reset();
    m_operation = {};
}

Result<> LocalTurn::begin(const OperationRequest &request)
{
    Chosen chosen = choose([&request](const Operation &each) { return isSame(each, request); });
    if (!chosen.owned)
        return failure(chosen.why);
    m_queue = std::move(chosen.owned->queue);
    m_lock = std::move(chosen.owned->lock);
    m_operation = chosen.found.value_or(Operation());
    leaveOthers();
    if (!chosen.found) {
        OperationRequest asked = request;
        asked.maxAttempts = kAttempts;
        LIFEBOAT_ASSIGN(m_operation, m_queue->add(asked));
    }
    LIFEBOAT_ASSIGN(const auto due, m_queue->takeDue());
    if (!due || due->id != m_operation.id)
        return failure(ErrorCode::Busy, m_operation.id.value);
    m_operation = *due;
    return {};
}

void LocalTurn::leaveOthers()
{
    for (const Operation &other : m_queue->list()) {
        if (other.status == OperationStatus::Pending && other.id != m_operation.id)
            (void)m_queue->cancel(other.id);
    }
}

void LocalTurn::end(const Result<QJsonObject> &outcome)
{
    if (!m_queue)
        return;
    if (outcome)
        (void)m_queue->complete(m_operation.id, *outcome);
    else
        (void)m_queue->fail(m_operation.id, outcome.error(), OperationsQueue::Again::Never);
}

NotedWork::NotedWork(const OperationRequest &request)
    : m_request(request)
{
    const QList<Operation> known = localOperations().operations;
    Chosen chosen = choose([this, &known](const Operation &each) {
        const bool isAtWork = each.status == OperationStatus::InFlight; // in another program's queue: a killed one's is dead
        return (isAtWork || (isInterrupted(each) && !isOvertaken(each, known))) && asksForSame(each, m_request);
    });
    m_left = std::move(chosen.found);
    m_isUnsure = chosen.hasSkipped && !m_left;
    if (!chosen.owned)
        return; // begin() says so
    m_queue = std::move(chosen.owned->queue);
    m_lock = std::move(chosen.owned->lock);
}

void NotedWork::begin(const Console &console, const QJsonObject &known, const QJsonObject &left, Left becomes)
{
    const auto begun = m_queue ? m_queue->begin(m_request)
                               : failure(ErrorCode::Locked, paths::dataDirectory() + u"/operations/shell"_s);
    if (!begun)
        return console.note(kUnnoted.arg(text::sentence(begun.error())));
    m_operation = begun->id;
    note(known);
    const QString why = (becomes == Left::GoneOnWith ? kGoneOnWith : kSetAside) + m_operation.value;
    if (m_left)
        (void)m_queue->amend(m_left->id, {ErrorCode::Canceled, m_request.target, why}, left);
}

void NotedWork::note(const QJsonObject &known)
{
    if (!m_operation.isEmpty())
        (void)m_queue->note(m_operation, known);
}

void NotedWork::end(const QJsonObject &known, const std::optional<Error> &error)
{
    note(known);
    if (m_operation.isEmpty())
        return;
    if (error)
        (void)m_queue->fail(m_operation, *error, OperationsQueue::Again::Never);
    else
        (void)m_queue->complete(m_operation, known);
}

LocalOperations localOperations()
{
    LocalOperations found;
    const auto look = [&found](const QString &directory, QLatin1StringView file) {
        const auto owned = own(directory, file);
        const bool isBusy = owned && !*owned;
        const auto seen = isBusy ? OperationsQueue::peek(directory + u'/' + file) : Result<QList<Operation>>();
        if (owned && *owned)
            found.operations += (*owned)->queue->list();
        else if (!owned)
            found.unread.append(owned.error());
        else if (seen)
            std::ranges::copy(std::views::reverse(*seen), std::back_inserter(found.operations));
        else if (seen.error().code != ErrorCode::NotFound)
            found.unread.append(seen.error());
        return isBusy;
    };
    if (disk().exists(paths::operations() + u'/' + paths::kQueueFile))
        found.isConsoleAtWork = look(paths::operations(), paths::kQueueFile);
    for (int i = 0; i < kQueues && disk().exists(queueDirectory(i)); ++i)
        (void)look(queueDirectory(i), kFile);
    std::ranges::stable_sort(found.operations, std::greater(), &Operation::createdAt);
    return found;
}

} // namespace lifeboat::cli
