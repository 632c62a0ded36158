// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/restoringnodes.h"

#include "engine/base/posixfilesystem.h"
#include "engine/snapshot/planobject.h"
#include "tests/support/expect.h"
#include "tests/support/samplearchive.h"

using namespace Qt::StringLiterals;

namespace lifeboat::test {

void letRestore(FakeNode &node, const Manifest &manifest, const std::function<void(RestorePlan &)> &change)
{
    node.handler = [&node, manifest, change](const QString &method,
                                             const QJsonObject &parameters) -> Result<QJsonValue> {
        if (method == "restore.plan"_L1) {
            RestorePlan plan;
            plan.archive.manifest = manifest;
            plan.target = u"/srv/%1/orders.db"_s.arg(node.status.node);
            plan.targetExists = true;
            plan.reasons = {PlanReason::LocalBehind};
            if (change)
                change(plan);
            return QJsonValue(planObject(plan));
        }
        if (method == "operations.cancel"_L1) {
            Operation canceled = operationOf(u"op"_s, OperationStatus::Dead);
            canceled.lastError = Error{ErrorCode::Canceled, {}, {}};
            node.tell(canceled);
            return QJsonValue(QJsonObject());
        }
        if (parameters["confirm"_L1].toString() != "orders.db"_L1)
            return failure(ErrorCode::ConfirmationNeeded, u"main"_s, u"orders.db"_s);
        Operation operation = operationOf(u"op"_s, OperationStatus::InFlight);
        operation.request.parameters = parameters;
        node.tell(operation, 100);
        return QJsonValue(QJsonObject{{u"operation"_s, u"op"_s}});
    };
}

void endRestore(FakeNode &node, OperationStatus status, const std::optional<Error> &error, const QString &lineage)
{
    Operation operation = operationOf(u"op"_s, status);
    operation.lastError = error;
    operation.result = {{u"action"_s, u"full"_s}};
    if (!lineage.isEmpty())
        operation.result[u"position"_s] = QJsonObject{{u"lineage"_s, lineage}, {u"appliedIndex"_s, u"5"_s}};
    node.tell(operation);
    QTest::qWait(0); // futures pass through the event loop
}

RestoringNodes::RestoringNodes(int count, Listing listing)
{
    FileSystem &disk = PosixFileSystem::instance();
    m_manifest = makeManifest(512, 6, 1024);
    m_manifest = ok(writeArchive(disk, archive(), makePages(512, 6), m_manifest));
    const QJsonObject held = catalogObject(ok(readCatalogEntry(disk, archive())), false);
    for (int number = 0; number < count; ++number) {
        const QString name = u"n%1"_s.arg(number);
        FakeNode &added = m_network.add(name);
        if (listing == Listing::Told)
            added.snapshots = {held};
        added.status.states.resize(1);
        added.status.states[0].name = u"main"_s;
        letRestore(added, m_manifest, [this, number](RestorePlan &plan) {
            if (planned)
                planned(number, plan);
        });
        m_connections.push_back(std::make_unique<NodeConnection>(
            NodeProfile{.name = name, .url = ok(nodeUrl(name)), .fingerprint = {}},
            [] { return QtFuture::makeReadyValueFuture(Result<QString>(u"secret"_s)); },
            m_network.surroundings()));
        m_connections.back()->start();
    }
}

RestoringNodes::~RestoringNodes()
{
    m_connections.clear();
}

QList<NodeConnection *> RestoringNodes::connections() const
{
    QList<NodeConnection *> connections;
    for (const auto &each : m_connections)
        connections.append(each.get());
    return connections;
}

void RestoringNodes::move(int number, int permille)
{
    node(number).tell(operationOf(u"op"_s, OperationStatus::InFlight), permille);
}

void RestoringNodes::finish(int number, OperationStatus status, const std::optional<Error> &error,
                            const QString &lineage)
{
    endRestore(node(number), status, error, lineage);
}

QJsonObject RestoringNodes::lastParameters(int number, const QString &method)
{
    return node(number).parameters.value(node(number).calls.lastIndexOf(method));
}

} // namespace lifeboat::test
