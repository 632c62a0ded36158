// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/placelist.h"

#include "ui/console/theme/glyph.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/models/nodeface.h"
#include "ui/console/window/placedelegate.h"
#include "ui/console/workspace/workspace.h"
#include "ui/text/format.h"
#include "ui/text/healthwording.h"
#include "ui/text/storewording.h"

#include <QHeaderView>

namespace lifeboat::ui {

PlaceList::PlaceList(Workspace &workspace, QWidget *parent)
    : QTreeWidget(parent)
    , m_workspace(workspace)
{
    setAccessibleName(tr("Places"));
    setItemDelegate(new PlaceDelegate(this));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setIndentation(0);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideMiddle);
    setFixedWidth(228);
    viewport()->setBackgroundRole(QPalette::NoRole);
    viewport()->setAutoFillBackground(false);
    connect(this, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *item) {
        if (m_rebuilding || !item || !item->data(0, PlaceDelegate::PlaceRole).isValid())
            return;
        m_current = m_places.at(item->data(0, PlaceDelegate::PlaceRole).toInt());
        Q_EMIT placeChosen(m_current);
    });
    connect(&workspace.places(), &Places::changed, this, &PlaceList::rebuild);
    connect(&workspace, &Workspace::shelvesUpdated, this, &PlaceList::describe);
    connect(&workspace.clusters(), &Clusters::listChanged, this, &PlaceList::rebuild);
    connect(&workspace.practice(), &Practice::changed, this, [this, was = false]() mutable {
        if (std::exchange(was, m_workspace.practice().isRunning()) != m_workspace.practice().isRunning())
            rebuild();
    });
    connect(&workspace.stores(), &Stores::listChanged, this, &PlaceList::rebuild);
    connect(&workspace.stores(), &Stores::contentsChanged, this, [this](const QString &name) {
        if (QTreeWidgetItem *item = m_stores.value(name))
            describeNamedStore(name, item);
    });
    connect(&workspace.clusters(), &Clusters::nodesChanged, this, [this](const NodeSet &changed) {
        for (NodeConnection *node : changed) {
            if (QTreeWidgetItem *item = m_nodes.value(node))
                describeNode(node, item);
        }
        describeClusters();
    });
    rebuild();
}

void PlaceList::setCurrentPlace(const Place &place)
{
    if (m_current == place)
        return;
    m_current = place;
    rebuild();
}

QTreeWidgetItem *PlaceList::addSection(const QString &title)
{
    auto *section = new QTreeWidgetItem(this, {title});
    section->setFlags(Qt::ItemIsEnabled);
    return section;
}

QTreeWidgetItem *PlaceList::addPlace(QTreeWidgetItem *section, const Place &place, const QString &title,
                                     const QString &icon)
{
    auto *item = new QTreeWidgetItem(section, {title});
    if (!icon.isEmpty())
        item->setIcon(0, glyph(icon));
    item->setToolTip(0, place.path);
    item->setData(0, PlaceDelegate::PlaceRole, int(m_places.size()));
    m_places.append(place);
    if (place == m_current)
        setCurrentItem(item);
    return item;
}

void PlaceList::rebuild()
{
    m_rebuilding = true;
    clear();
    m_nodes.clear();
    m_stores.clear();
    m_places.clear();
    addPlace(addSection(tr("LOCAL")), {}, tr("This machine"), QStringLiteral("machine"));
    addClusters();
    for (const Place::Kind kind : {Place::Kind::Database, Place::Kind::Store}) {
        const bool database = kind == Place::Kind::Database;
        QTreeWidgetItem *section = nullptr;
        for (const Place &place : m_workspace.places().all()) {
            if (place.kind != kind)
                continue;
            if (!section)
                section = addSection(database ? tr("DATABASES") : tr("STORES"));
            addPlace(section, place, place.fileName(), database ? QStringLiteral("database") : QStringLiteral("store"));
        }
        if (!database)
            addNamedStores(section);
    }
    expandAll();
    if (!currentItem() || !currentItem()->data(0, PlaceDelegate::PlaceRole).isValid())
        setCurrentItem(topLevelItem(0)->child(0));
    m_rebuilding = false;
    describe();
    const Place now = m_places.at(currentItem()->data(0, PlaceDelegate::PlaceRole).toInt());
    if (now != m_current) {
        m_current = now;
        Q_EMIT placeChosen(m_current);
    }
}

/// Nodes stand in the same level as their cluster, which keeps the keyboard simple: they are indented by the delegate.
void PlaceList::addClusters()
{
    const QList<Cluster *> clusters = m_workspace.clusters().all();
    if (clusters.isEmpty())
        return;
    QTreeWidgetItem *section = addSection(tr("CLUSTERS"));
    for (const Cluster *cluster : clusters) {
        const bool isPractice = m_workspace.practice().is(cluster->name());
        addPlace(section, Place::ofCluster(cluster->name()), cluster->name(),
                 isPractice ? QStringLiteral("drill") : QStringLiteral("cluster"))
            ->setToolTip(0, isPractice ? tr("Practice cluster on this machine") : cluster->name());
        for (NodeConnection *node : cluster->nodes()) {
            QTreeWidgetItem *item = addPlace(
                section, Place::ofNode(cluster->name(), node->profile().url.toString()), node->name(), {});
            item->setData(0, PlaceDelegate::HealthRole, int(Health::Unknown));
            m_nodes.insert(node, item);
        }
    }
}

/// `section`: of stores; null: there is none yet.
void PlaceList::addNamedStores(QTreeWidgetItem *section)
{
    for (const StoreProfile &profile : m_workspace.stores().all()) {
        if (!section)
            section = addSection(tr("STORES"));
        QTreeWidgetItem *item = addPlace(section, Place::ofNamedStore(profile.name), profile.name,
                                         profile.isDirectory() ? QStringLiteral("drawer") : QStringLiteral("bucket"));
        item->setToolTip(0, profile.where());
        m_stores.insert(profile.name, item);
    }
}

void PlaceList::describeNamedStore(const QString &name, QTreeWidgetItem *item)
{
    const StoreContents *const contents = m_workspace.stores().contents(name);
    QString note;
    if (contents && contents->error())
        note = text::storeTrouble(*contents->error());
    else if (contents && contents->listedAt().isValid())
        note = text::number(quint64(contents->objects().size()));
    setNote(item, note);
}

void PlaceList::describeNodes()
{
    for (auto [node, item] : m_nodes.asKeyValueRange())
        describeNode(node, item);
    describeClusters();
}

/// An item that is told what it says already touches nothing.
void PlaceList::describeNode(NodeConnection *node, QTreeWidgetItem *item)
{
    const HealthVerdict verdict = m_workspace.clusters().verdict(node);
    item->setText(0, node->name());
    item->setData(0, PlaceDelegate::HealthRole, int(shapeOf(verdict.health)));
    setNote(item, noteOf(*node, verdict));
}

void PlaceList::describeClusters()
{
    for (QTreeWidgetItemIterator item(this, QTreeWidgetItemIterator::All); *item; ++item) {
        const QVariant number = (*item)->data(0, PlaceDelegate::PlaceRole);
        if (!number.isValid() || m_places.at(number.toInt()).kind != Place::Kind::Cluster)
            continue;
        if (const Cluster *cluster = m_workspace.clusters().cluster(m_places.at(number.toInt()).cluster))
            setNote(*item, healthSummary(m_workspace.clusters(), cluster->nodes()));
    }
}

void PlaceList::setNote(QTreeWidgetItem *item, const QString &note) const
{
    item->setData(0, PlaceDelegate::NoteRole, note);
    item->setData(0, Qt::AccessibleTextRole, note.isEmpty() ? item->text(0) : tr("%1, %2").arg(item->text(0), note));
}

void PlaceList::describe()
{
    for (QTreeWidgetItemIterator item(this); *item; ++item) {
        const QVariant number = (*item)->data(0, PlaceDelegate::PlaceRole);
        if (!number.isValid())
            continue;
        const Place &place = m_places.at(number.toInt());
        if (place.isNamedStore())
            describeNamedStore(place.name, *item);
        if (!place.isHere())
            continue;
        const Shelf *shelf = m_workspace.shelf(place.storePath());
        QString note;
        if (shelf && shelf->error() && place.kind == Place::Kind::Store)
            note = tr("not reachable");
        else if (shelf && shelf->isRead() && place.kind == Place::Kind::Store)
            note = text::number(quint64(shelf->entries().size()));
        setNote(*item, note);
    }
    describeNodes();
}

} // namespace lifeboat::ui
