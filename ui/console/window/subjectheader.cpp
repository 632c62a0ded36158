// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/subjectheader.h"

#include "ui/console/models/entryhealth.h"
#include "ui/console/models/nodeface.h"
#include "ui/console/theme/consolestyle.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/actionbutton.h"
#include "ui/console/widgets/elidedlabel.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/practice.h"
#include "ui/console/workspace/subject.h"
#include "ui/text/format.h"
#include "ui/text/healthwording.h"
#include "ui/text/storewording.h"

#include <QHBoxLayout>

namespace lifeboat::ui {

using namespace std::chrono_literals;

SubjectHeader::SubjectHeader(Workspace &workspace, Subject &subject, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_subject(subject)
    , m_name(new TextLabel(TextLabel::Style::Heading))
    , m_good(new HealthLabel)
    , m_doubtful(new HealthLabel)
    , m_bad(new HealthLabel)
    , m_line(new ElidedLabel(fontOf(TextLabel::Style::Body)))
    , m_drill(new ActionButton(actions.planDrill, tr("Drill…")))
    , m_fetch(new ActionButton(actions.drillThis))
    , m_undo(new ActionButton(actions.undoRestore))
    , m_snapshotButtons{new ActionButton(actions.take), new ActionButton(actions.restore)}
    , m_storeButtons{new ActionButton(actions.tryStore), new ActionButton(actions.putFile)}
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kGap);
    for (QWidget *part : {static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_good),
                          static_cast<QWidget *>(m_doubtful), static_cast<QWidget *>(m_bad)})
        row->addWidget(part);
    row->addWidget(m_line, 1);
    makeQuiet(m_undo);
    row->addWidget(m_undo);
    for (ActionButton *button : m_snapshotButtons + m_storeButtons)
        row->addWidget(button);
    row->addWidget(m_drill);
    row->addWidget(m_fetch);
    connect(&subject, &Subject::nodesUpdated, this, &SubjectHeader::refresh);
    connect(&subject, &Subject::updated, this, &SubjectHeader::refresh);
    connect(&subject, &Subject::placeChanged, this, &SubjectHeader::refresh);
    connect(&workspace.practice(), &Practice::changed, this, &SubjectHeader::refresh);
    connect(&workspace.stores(), &Stores::listChanged, this, &SubjectHeader::refresh);
    connect(&workspace.stores(), &Stores::contentsChanged, this, [this](const QString &name) {
        if (name == m_subject.place().name)
            refresh();
    });
    connect(actions.drillThis, &QAction::changed, this, &SubjectHeader::refresh);
    m_ages.setInterval(5s);
    connect(&m_ages, &QTimer::timeout, this, [this] {
        if (m_subject.place().isNamedStore())
            refresh();
    });
    m_ages.start();
    const auto showUndo = [this, undo = actions.undoRestore] { m_undo->setVisible(undo->isEnabled()); };
    connect(actions.undoRestore, &QAction::changed, this, showUndo);
    showUndo();
    refresh();
}

void SubjectHeader::setDrillPrimary(bool primary)
{
    m_isDrillPrimary = primary;
    refresh();
}

void SubjectHeader::refresh()
{
    const Place &place = m_subject.place();
    m_line->setElideMode(place.isRemote() ? Qt::ElideRight : Qt::ElideMiddle); // words, or a path
    m_drill->setVisible(place.isHere());
    m_fetch->setVisible(!place.isHere());
    for (ActionButton *button : std::as_const(m_snapshotButtons))
        button->setVisible(!place.isNamedStore());
    for (ActionButton *button : std::as_const(m_storeButtons))
        button->setVisible(place.isNamedStore());
    makePrimary(m_fetch, m_isDrillPrimary && m_fetch->isEnabled());
    m_fetch->update();
    if (place.isRemote())
        return refreshRemote();
    if (place.isNamedStore())
        return refreshNamedStore();
    m_name->setText(place.kind == Place::Kind::Machine ? tr("This machine") : place.fileName());
    // Without a snapshot there is nothing to drill: taking one comes first.
    makePrimary(m_drill, m_isDrillPrimary && !m_subject.entries().isEmpty());
    m_drill->update();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    int counts[4] = {};
    for (const CatalogEntry &entry : m_subject.entries()) {
        const Health health = healthOf(entry, now, m_subject.unreadable());
        ++counts[health == Health::Good ? 0 : health == Health::Bad ? 2 : health == Health::Unknown ? 3 : 1];
    }
    m_good->setHealth(Health::Good, tr("%n verified", nullptr, counts[0]));
    QStringList doubts;
    if (counts[1] > 0)
        doubts.append(tr("%n not verified lately", nullptr, counts[1]));
    if (counts[3] > 0)
        doubts.append(tr("%n unknown", nullptr, counts[3]));
    m_doubtful->setHealth(Health::Warning, doubts.join(QStringLiteral(" · ")));
    m_bad->setHealth(Health::Bad, tr("%n damaged", nullptr, counts[2]));
    m_good->setVisible(counts[0] > 0);
    m_doubtful->setVisible(!doubts.isEmpty());
    m_bad->setVisible(counts[2] > 0);
    const QString line = place.kind == Place::Kind::Machine ? tr("everything open here") : place.path;
    m_line->setText(line);
}

void SubjectHeader::refreshNamedStore()
{
    const QString name = m_subject.place().name;
    const auto profile = m_workspace.stores().store(name);
    const StoreContents *const contents = m_workspace.stores().contents(name);
    const bool isBad = contents && contents->error();
    const QDateTime listed = contents ? contents->listedAt() : QDateTime();
    m_good->setHealth(Health::Good, listed.isValid() ? tr("reached %1").arg(text::age(listed, QDateTime::currentDateTimeUtc()))
                                                     : QString());
    m_bad->setHealth(Health::Bad, isBad ? text::storeTrouble(*contents->error()) : QString());
    m_good->setVisible(contents && !isBad && contents->listedAt().isValid());
    m_doubtful->hide();
    m_bad->setVisible(isBad);
    m_name->setText(name);
    m_line->setText(profile ? profile->where() : QString());
}

void SubjectHeader::refreshRemote()
{
    const Place &place = m_subject.place();
    const QList<NodeConnection *> nodes = m_subject.nodes();
    int counts[4] = {};
    for (const NodeConnection *node : nodes)
        ++counts[int(m_workspace.clusters().verdict(node).health)];
    const int doubtful = counts[int(lifeboat::Health::Attention)];
    const int unknown = counts[int(lifeboat::Health::Unknown)];
    const int failed = counts[int(lifeboat::Health::Failed)];
    m_good->setHealth(Health::Good, tr("%n healthy", nullptr, counts[0]));
    QStringList doubts;
    if (doubtful > 0)
        doubts.append(tr("%n to look at", nullptr, doubtful));
    if (unknown > 0)
        doubts.append(tr("%n unknown", nullptr, unknown));
    // While nothing is known of any, as at the start, nothing is wrong yet.
    const bool isAnyKnown = unknown < nodes.size();
    m_doubtful->setHealth(isAnyKnown ? Health::Warning : Health::Unknown, doubts.join(QStringLiteral(" · ")));
    m_bad->setHealth(Health::Bad, tr("%n failed", nullptr, failed));
    m_good->setVisible(counts[0] > 0);
    m_doubtful->setVisible(!doubts.isEmpty());
    m_bad->setVisible(failed > 0);
    const NodeConnection *node = place.kind == Place::Kind::Node && !nodes.isEmpty() ? nodes.first() : nullptr;
    if (node) {
        const HealthVerdict verdict = m_workspace.clusters().verdict(node);
        const QString note = noteOf(*node, verdict);
        HealthLabel *const label = counts[0] > 0 ? m_good : failed > 0 ? m_bad : m_doubtful;
        label->show();
        label->setHealth(shapeOf(verdict.health), note.isEmpty() ? text::healthWord(verdict.health) : note);
    }
    m_name->setText(node ? node->name() : place.cluster);
    if (!node && m_workspace.practice().is(place.cluster))
        return m_line->setText(tr("practice cluster of %n nodes on this machine", nullptr, int(nodes.size())));
    m_line->setText(node ? tr("%1 · node of %2").arg(nodeLabel(node->profile().url), place.cluster)
                         : tr("cluster of %n nodes", nullptr, int(nodes.size())));
}

} // namespace lifeboat::ui
