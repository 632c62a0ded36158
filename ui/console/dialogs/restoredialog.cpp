// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/restoredialog.h"

#include "ui/console/dialogs/pathfield.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/console/workspace/command.h"
#include "ui/console/workspace/workspace.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lifeboat::ui {

using namespace std::chrono_literals;

namespace {

QString describe(const CatalogEntry &entry)
{
    if (!entry.summary)
        return fileNameOf(entry.path);
    return RestoreDialog::tr("%1, %2, taken %3")
        .arg(entry.summary->manifest.name, text::identity(entry.summary->manifest),
             text::moment(entry.createdAt(), QDateTime::currentDateTimeUtc()));
}

} // namespace

RestoreDialog::RestoreDialog(Workspace &workspace, const CatalogEntry &entry, const QString &target, QWidget *parent)
    : DialogFrame(tr("Restore a snapshot"), describe(entry), tr("Restore"), parent)
    , m_workspace(workspace)
    , m_entry(entry)
    , m_target(new PathField(tr("Restore to"), QFileDialog::AnyFile))
    , m_force(new QCheckBox(tr("Restore even if the target holds this content or newer")))
    , m_full(new QCheckBox(tr("Full integrity check: also that indexes match their tables")))
    , m_action(new HealthLabel(TextLabel::Style::Heading))
    , m_reasons(new TextLabel(TextLabel::Style::Body))
    , m_confirmWords(new TextLabel(TextLabel::Style::Body))
    , m_confirm(new QLineEdit)
{
    addRow(tr("Restore &to"), m_target);
    addRow({}, m_full);
    addRow({}, m_force);
    buildPlanArea();
    m_settle.setSingleShot(true);
    m_settle.setInterval(250ms);
    connect(&m_settle, &QTimer::timeout, this, &RestoreDialog::askForPlan);
    connect(m_target, &PathField::pathChanged, this, [this] {
        m_plan.reset();
        m_confirm->clear();
        m_settle.start();
        update();
    });
    connect(m_force, &QCheckBox::toggled, this, &RestoreDialog::askForPlan);
    connect(m_full, &QCheckBox::toggled, this, &RestoreDialog::update);
    connect(m_confirm, &QLineEdit::textChanged, this, &RestoreDialog::update);
    m_target->setPath(target);
    m_settle.stop();
    // A plan that is made at once would be told before anybody can listen.
    QMetaObject::invokeMethod(this, &RestoreDialog::askForPlan, Qt::QueuedConnection);
}

QString RestoreDialog::proposedTarget(const CatalogEntry &entry, const QString &database)
{
    const QString name = entry.summary ? entry.summary->manifest.name : fileNameOf(entry.path);
    const bool own = !database.isEmpty() && fileNameOf(database) == name;
    const bool managed = entry.summary && entry.summary->manifest.position;
    if (own && (managed || !QFileInfo::exists(database)))
        return database;
    return directoryOf(own ? database : entry.path) + QStringLiteral("/restored-") + name;
}

RestoreDialog::~RestoreDialog()
{
    m_planning.request_stop();
}

void RestoreDialog::buildPlanArea()
{
    m_reasons->setWordWrap(true);
    m_reasons->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_confirmWords->setWordWrap(true);
    m_confirmWords->setBuddy(m_confirm);
    m_confirm->setAccessibleName(tr("Name of the target, to confirm"));
    auto *card = new Card;
    card->body()->setSpacing(metrics::kNear);
    card->body()->addWidget(m_action);
    card->body()->addWidget(m_reasons);
    card->body()->addWidget(m_confirmWords);
    card->body()->addWidget(m_confirm);
    card->body()->addStretch();
    card->setMinimumHeight(190);
    middle()->addWidget(card);
}

void RestoreDialog::askForPlan()
{
    m_planning.request_stop();
    m_plan.reset();
    const int generation = ++m_generation;
    if (m_target->path().isEmpty())
        return update();
    m_action->setHealth(Health::Unknown, tr("Looking at the target…"));
    m_reasons->clear();
    update();
    const PlanRequest request{m_entry.path, m_target->path(), m_force->isChecked(), true, 0};
    auto job = m_workspace.readers().start<RestorePlan>(
        [request, fileSystem = &m_workspace.fileSystem()](JobControl &control) {
            return planRestore(control, request, *fileSystem);
        });
    m_planning = job.stop;
    job.future.then(this, [this, generation](const Result<RestorePlan> &plan) {
        if (generation == m_generation)
            take(plan);
    });
}

void RestoreDialog::take(const Result<RestorePlan> &plan)
{
    if (plan) {
        m_plan = *plan;
        showPlan();
    } else {
        m_action->setHealth(Health::Bad, tr("This cannot be restored there"));
        m_reasons->setText(text::sentence(plan.error()) + u'\n' + text::advice(plan.error()));
    }
    update();
    Q_EMIT planned();
}

void RestoreDialog::showPlan()
{
    const bool skip = m_plan->action == RestoreAction::Skip;
    const bool replaces = !m_plan->confirmation().isEmpty() && !skip;
    m_action->setHealth(skip ? Health::Good : replaces || !m_plan->users.isEmpty() ? Health::Warning : Health::Good,
                        text::action(m_plan->action));
    QStringList lines;
    for (const PlanReason reason : m_plan->reasons)
        lines.append(text::reason(*m_plan, reason));
    if (!skip)
        lines.append(tr("Writes %1.").arg(text::bytes(m_plan->writeBytes)));
    if (m_plan->startsLineage)
        lines.append(tr("A new history begins: the target was further along in the same one."));
    if (!m_plan->users.isEmpty())
        lines.append(tr("Open now by %1. It must be closed there before it can be replaced.")
                         .arg(lifeboat::describe(m_plan->users)));
    const QString name = m_plan->confirmation();
    if (replaces && m_workspace.fileSystem().exists(m_plan->target + u".previous"_s))
        lines.append(tr("What is kept as %1.previous now is removed.").arg(name));
    m_reasons->setText(lines.join(u'\n'));
    m_confirmWords->setText(
        tr("This replaces %1 (%2). The old state stays beside it as %1.previous. Type its name to go on:")
            .arg(name, text::bytes(m_plan->targetBytes)));
}

RestoreRequest RestoreDialog::request() const
{
    RestoreRequest request;
    request.archive = m_entry.path;
    request.target = m_target->path();
    request.confirmedName = m_confirm->text();
    request.force = m_force->isChecked();
    request.integrity = m_full->isChecked() ? Integrity::Full : Integrity::Quick;
    return request;
}

void RestoreDialog::update()
{
    const QString needed = m_plan && m_plan->action != RestoreAction::Skip ? m_plan->confirmation() : QString();
    m_confirmWords->setVisible(!needed.isEmpty());
    m_confirm->setVisible(!needed.isEmpty());
    m_action->setVisible(!m_target->path().isEmpty());
    const RestoreRequest wanted = request();
    acceptButton()->setEnabled(m_plan && m_plan->action != RestoreAction::Skip
                               && (needed.isEmpty() || wanted.confirmedName == needed));
    command()->setCommand(command::restore(wanted.archive, wanted.target, needed, wanted.force, wanted.integrity));
}

} // namespace lifeboat::ui
