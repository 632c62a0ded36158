// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/clustercommands.h"

#include "ui/console/dialogs/manifestdialog.h"
#include "ui/console/dialogs/takeonnodesdialog.h"
#include "ui/console/dialogs/verifydialog.h"
#include "ui/console/models/endedoperations.h"
#include "ui/console/models/nodeface.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/command.h"
#include "ui/console/workspace/selection.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMessageBox>
#include <QMetaMethod>
#include <QPushButton>

namespace lifeboat::ui {

using namespace Qt::StringLiterals;

ClusterCommands::ClusterCommands(Workspace &workspace, Subject &subject, Selection &selection, Actions &actions,
                                 QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_subject(subject)
    , m_selection(selection)
    , m_actions(actions)
    , m_window(window)
    , m_operations(workspace, subject)
{
    const auto onSelected = [this](auto what) {
        return [this, what] {
            if (const auto snapshot = m_selection.onNode(); snapshot && m_subject.isRemote())
                what(*snapshot);
        };
    };
    connect(actions.take, &QAction::triggered, this, [this] {
        if (m_subject.isRemote())
            take({});
    });
    connect(actions.reconnect, &QAction::triggered, this,
            [this] { m_workspace.clusters().reconnect(m_subject.place().cluster); });
    connect(actions.verify, &QAction::triggered, this, onSelected([this](const HeldSnapshot &one) { verify(one); }));
    connect(actions.restore, &QAction::triggered, this, [this] {
        if (m_subject.isRemote())
            Q_EMIT restoreWanted(
                subjectOfRecovery().value_or(HeldSnapshot{.entry = {}, .cluster = m_subject.place().cluster}));
    });
    connect(actions.drillThis, &QAction::triggered, this, [this] {
        if (const auto snapshot = subjectOfRecovery(); snapshot && m_subject.isRemote())
            Q_EMIT fetchAndDrillWanted(*snapshot);
    });
    connect(actions.manifest, &QAction::triggered, this,
            onSelected([this](const HeldSnapshot &one) { (new ManifestDialog(one, m_window))->open(); }));
    connect(actions.copyCommand, &QAction::triggered, this, onSelected([](const HeldSnapshot &one) {
                QGuiApplication::clipboard()->setText(command::fetch(one.id.value, one.cluster, one.node));
            }));
    connect(actions.pin, &QAction::triggered, this, &ClusterCommands::pin);
    connect(actions.deleteSnapshot, &QAction::triggered, this, &ClusterCommands::askToDelete);
    connect(&selection, &Selection::changed, this, &ClusterCommands::enable);
    connect(&subject, &Subject::placeChanged, this, &ClusterCommands::enable);
    connect(&subject, &Subject::nodesUpdated, this, &ClusterCommands::enable);
    connect(&subject, &Subject::heldUpdated, this, &ClusterCommands::enable);
    enable();
}

std::optional<HeldSnapshot> ClusterCommands::subjectOfRecovery() const
{
    return m_selection.isOffered() ? m_selection.onNode() : m_subject.recoveryPoint();
}

bool ClusterCommands::mayOperate(const std::optional<HeldSnapshot> &snapshot) const
{
    const NodeConnection *const node = snapshot ? nodeOf(snapshot->url) : nullptr;
    return node && ui::mayOperate(*node);
}

void ClusterCommands::enable()
{
    m_actions.reconnect->setEnabled(m_subject.isRemote());
    m_actions.drillThis->setText(!m_subject.place().isHere() ? tr("Fetch and &drill") : tr("&Drill this snapshot"));
    const auto snapshot = m_selection.onNode();
    const bool operates = m_subject.isRemote() && mayOperate(snapshot);
    m_actions.pin->setEnabled(operates);
    m_actions.pin->setChecked(snapshot && snapshot->pinned);
    m_actions.deleteSnapshot->setEnabled(operates && nodeOf(snapshot->url)->role() == "admin"_L1);
    if (!m_subject.isRemote())
        return;
    const bool mayAny = std::ranges::any_of(m_subject.nodes(), [](const auto *each) { return ui::mayOperate(*each); });
    m_actions.take->setEnabled(mayAny);
    m_actions.verify->setEnabled(operates);
    m_actions.manifest->setEnabled(snapshot.has_value());
    m_actions.copyCommand->setEnabled(snapshot.has_value());
    m_actions.openFolder->setEnabled(false);
    const auto start = subjectOfRecovery();
    const bool usable = start && !start->entry.damage && start->entry.summary;
    m_actions.restore->setEnabled(mayAny && (start ? usable : !m_subject.held().isEmpty())
                                  && isSignalConnected(QMetaMethod::fromSignal(&ClusterCommands::restoreWanted)));
    m_actions.drillThis->setEnabled(
        usable && mayOperate(start) && isSignalConnected(QMetaMethod::fromSignal(&ClusterCommands::fetchAndDrillWanted)));
}

NodeConnection *ClusterCommands::nodeOf(const QUrl &url) const
{
    return m_workspace.clusters().node(m_subject.place().cluster, url);
}

void ClusterCommands::take(const QList<QUrl> &checked)
{
    const Cluster *const cluster = m_workspace.clusters().cluster(m_subject.place().cluster);
    if (!cluster)
        return;
    QList<QUrl> wanted = checked;
    if (wanted.isEmpty()) {
        for (const NodeConnection *node : m_subject.nodes())
            wanted.append(node->profile().url);
    }
    auto *dialog = new TakeOnNodesDialog(*cluster, wanted, m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const QString state = dialog->state();
        const QJsonObject parameters = state.isEmpty() ? QJsonObject() : QJsonObject{{u"state"_s, state}};
        for (const QUrl &url : dialog->nodes()) {
            if (NodeConnection *node = nodeOf(url))
                m_operations.run(node, tr("Snapshot on %1").arg(node->name()), u"snapshot.take"_s, parameters);
        }
    });
    dialog->open();
}

void ClusterCommands::verify(const HeldSnapshot &snapshot)
{
    auto *dialog = new VerifyDialog(snapshot, m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, snapshot] {
        if (NodeConnection *node = nodeOf(snapshot.url))
            m_operations.run(node, tr("Verify on %1").arg(node->name()), u"snapshot.verify"_s,
                             {{u"state"_s, snapshot.state},
                              {u"snapshot"_s, snapshot.id.value},
                              {u"depth"_s, depthName(dialog->request().depth)}});
    });
    dialog->open();
}

void ClusterCommands::pin(bool pinned)
{
    const auto snapshot = m_selection.onNode();
    if (!snapshot)
        return;
    m_actions.pin->setChecked(snapshot->pinned); // until the node says so
    call(*snapshot, pinned ? tr("Pin a snapshot on %1").arg(snapshot->node) : tr("Unpin a snapshot on %1").arg(snapshot->node),
         u"snapshot.pin"_s, {{u"pinned"_s, pinned}});
}

void ClusterCommands::askToDelete()
{
    const auto snapshot = m_selection.onNode();
    if (!snapshot)
        return;
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Delete a snapshot"),
                                tr("Delete the snapshot of %1 from %2?")
                                    .arg(text::moment(snapshot->entry.createdAt(), QDateTime::currentDateTimeUtc()),
                                         snapshot->node),
                                QMessageBox::NoButton, m_window);
    box->setInformativeText(tr("%1, %2, %3. Copies on other nodes stay. This cannot be undone.")
                                .arg(snapshot->state, text::bytes(snapshot->entry.file.size),
                                     text::verification(snapshot->entry.verification, QDateTime::currentDateTimeUtc())));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setDefaultButton(box->addButton(tr("Keep it"), QMessageBox::RejectRole));
    QPushButton *remove = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    connect(box, &QMessageBox::buttonClicked, this, [this, remove, snapshot](QAbstractButton *button) {
        if (button == static_cast<QAbstractButton *>(remove))
            call(*snapshot, tr("Delete a snapshot from %1").arg(snapshot->node), u"snapshot.delete"_s, {});
    });
    box->open();
}

void ClusterCommands::askToForget()
{
    const Place place = m_subject.place();
    NodeConnection *const node = place.kind == Place::Kind::Node ? nodeOf(QUrl(place.path)) : nullptr;
    const bool isNode = place.kind == Place::Kind::Node;
    auto *box = new QMessageBox(QMessageBox::Question, isNode ? tr("Remove a node") : tr("Remove a cluster"),
                                isNode ? tr("Forget the node %1 of %2?").arg(node ? node->name() : place.path, place.cluster)
                                       : tr("Forget the cluster %1 with all its nodes?").arg(place.cluster),
                                QMessageBox::NoButton, m_window);
    box->setInformativeText(tr("Nothing is changed there. What this machine knows of it is forgotten, and the token is "
                               "removed from the keychain."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setDefaultButton(box->addButton(tr("Keep it"), QMessageBox::RejectRole));
    QPushButton *forget = box->addButton(tr("Forget it"), QMessageBox::AcceptRole);
    connect(box, &QMessageBox::buttonClicked, this, [this, forget, isNode, place](QAbstractButton *button) {
        if (button != static_cast<QAbstractButton *>(forget))
            return;
        if (isNode)
            m_workspace.clusters().removeNode(place.cluster, QUrl(place.path));
        else
            m_workspace.clusters().remove(place.cluster);
    });
    box->open();
}

void ClusterCommands::call(const HeldSnapshot &snapshot, const QString &title, const QString &method,
                           QJsonObject parameters)
{
    NodeConnection *node = nodeOf(snapshot.url);
    if (!node)
        return;
    parameters[u"state"_s] = snapshot.state;
    parameters[u"snapshot"_s] = snapshot.id.value;
    node->call(method, parameters).then(this, [this, title](const Result<QJsonValue> &answer) {
        if (!answer)
            m_workspace.reportFailure(title, answer.error());
    });
}

void ClusterCommands::mend(HealthReason reason, const QList<QUrl> &nodes)
{
    switch (reason) {
    case HealthReason::Unreachable:
    case HealthReason::Refused:
        for (const QUrl &url : nodes) {
            if (NodeConnection *node = nodeOf(url))
                node->reconnect();
        }
        return;
    case HealthReason::NoSnapshot:
    case HealthReason::NewestDamaged:
    case HealthReason::NewestOld: return take(nodes);
    case HealthReason::NewestUnverified: return verifyNewest(nodes);
    case HealthReason::DeadOperations: return retryDead(nodes);
    default: return;
    }
}

void ClusterCommands::verifyNewest(const QList<QUrl> &nodes)
{
    for (const QUrl &url : nodes) {
        NodeConnection *node = nodeOf(url);
        const auto status = node && ui::mayOperate(*node) ? node->status() : std::nullopt;
        if (!status)
            continue;
        for (const net::StateStatus &state : status->states) {
            if (!state.newest.isEmpty() && state.newestDepth.isEmpty())
                m_operations.run(node, tr("Verify on %1").arg(node->name()), u"snapshot.verify"_s,
                                 {{u"state"_s, state.name}, {u"snapshot"_s, state.newest.value}});
        }
    }
}

void ClusterCommands::retryDead(const QList<QUrl> &nodes)
{
    for (const QUrl &url : nodes) {
        NodeConnection *node = nodeOf(url);
        if (!node || !ui::mayOperate(*node))
            continue;
        const QList<lifeboat::Operation> dead = deadOperations(*node);
        if (dead.isEmpty())
            Q_EMIT noteWanted(tr("Nothing is tried again on %1.").arg(node->name()),
                              tr("What it counts as dead is not among its last operations, which are told of here."));
        for (const lifeboat::Operation &operation : dead) {
            // A restore that failed some time ago is for somebody to plan and confirm anew.
            const QString &kind = operation.request.kind;
            if (kind != "take"_L1 && kind != "verify"_L1) {
                if (operation.lastError)
                    m_workspace.reportFailure(tr("Not repeated without a new plan, on %1").arg(node->name()), *operation.lastError);
                continue;
            }
            node->call(u"operations.retry"_s, {{u"operation"_s, operation.id.value}})
                .then(this, [this, name = node->name()](const Result<QJsonValue> &answer) {
                    if (!answer)
                        m_workspace.reportFailure(tr("Retry on %1").arg(name), answer.error());
                });
        }
    }
}

} // namespace lifeboat::ui
