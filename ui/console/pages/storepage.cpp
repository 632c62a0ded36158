// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/pages/storepage.h"

#include "ui/console/models/roles.h"
#include "ui/console/models/rowdelegate.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/actionbutton.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/emptyface.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/console/widgets/tabletoolbar.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/storecommand.h"
#include "ui/console/workspace/subject.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/storewording.h"

#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QStackedLayout>
#include <QTableView>

namespace lifeboat::ui {

using namespace std::chrono_literals;

StorePage::StorePage(Workspace &workspace, Subject &subject, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_subject(subject)
    , m_actions(actions)
    , m_table(new QTableView)
    , m_filter(new QLineEdit)
    , m_state(new HealthLabel)
    , m_count(new TextLabel(TextLabel::Style::Quiet))
    , m_command(new CommandLine)
    , m_face(new EmptyFace)
    , m_stack(new QStackedLayout)
{
    m_sorted.setSourceModel(&m_model);
    auto *filled = new QWidget;
    auto *column = new QVBoxLayout(filled);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kNear);
    column->addWidget(makeToolbar());
    column->addWidget(makeTable(), 1);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(metrics::kWide);
    bottom->addWidget(m_command, 1);
    bottom->addWidget(m_state);
    column->addLayout(bottom);
    m_stack->addWidget(filled);
    m_stack->addWidget(m_face);
    setLayout(m_stack);
    m_ages.setInterval(1s);
    connect(&m_ages, &QTimer::timeout, this, [this] {
        if (isVisible())
            showAge();
    });
    m_ages.start();
    connect(&subject, &Subject::placeChanged, this, [this] {
        m_filter->clear();
        m_model.setObjects({});
        if (isVisible())
            list();
        refresh();
    });
    connect(&workspace.stores(), &Stores::contentsChanged, this, [this](const QString &name) {
        if (name == m_subject.place().name)
            refresh();
    });
    connect(&workspace.stores(), &Stores::listChanged, this, &StorePage::refresh);
    connect(actions.refresh, &QAction::triggered, this, [this] {
        if (isVisible())
            list();
    });
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_sorted.setFilterFixedString(text);
        showFace();
    });
    refresh();
}

QWidget *StorePage::makeToolbar()
{
    return makeTableToolbar(m_filter, tr("Filter by name or digest…"), tr("Filter objects"), m_count,
                            {new ActionButton(m_actions.getObject), nullptr, new ActionButton(m_actions.editStore), nullptr,
                             new ActionButton(m_actions.closePlace, tr("Remove…"))});
}

QWidget *StorePage::makeTable()
{
    dressTable(m_table, tr("Objects"));
    m_table->setModel(&m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(StoreObjectModel::Stored, Qt::DescendingOrder);
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(StoreObjectModel::Name, 330);
    header->resizeSection(StoreObjectModel::Size, 90);
    header->resizeSection(StoreObjectModel::Stored, 130);
    header->setSectionResizeMode(StoreObjectModel::Digest, QHeaderView::Stretch);
    fitTitles(m_table);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->addActions({m_actions.getObject, m_actions.drillThis, m_actions.putFile});
    connect(m_table, &QTableView::activated, m_actions.getObject, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &StorePage::selectionChanged);
    auto *card = new Card;
    card->body()->setContentsMargins(1, metrics::kTight, 1, metrics::kTight);
    card->body()->addWidget(m_table);
    return card;
}

StoreContents *StorePage::contents() const
{
    return m_subject.place().isNamedStore() ? m_workspace.stores().contents(m_subject.place().name) : nullptr;
}

std::optional<StoreObject> StorePage::selected() const
{
    const QModelIndex current = m_sorted.mapToSource(m_table->currentIndex());
    return contents() && current.isValid() ? std::optional(m_model.row(current.row())) : std::nullopt;
}

void StorePage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

bool StorePage::event(QEvent *event)
{
    // Somebody may have put something there meanwhile.
    if (event->type() == QEvent::Show || (event->type() == QEvent::WindowActivate && isVisible()))
        list();
    return QWidget::event(event);
}

void StorePage::list()
{
    if (StoreContents *const known = contents())
        known->refresh();
}

void StorePage::refresh()
{
    const StoreContents *const known = contents();
    m_model.setObjects(known ? known->objects() : QList<StoreObject>());
    if (!m_table->currentIndex().isValid() && m_sorted.rowCount() > 0)
        m_table->setCurrentIndex(m_sorted.index(0, 0));
    m_command->setCommand(command::listStore(m_subject.place().name));
    showFace();
    showAge();
    Q_EMIT selectionChanged();
}

/// How old the list is, and why it is no newer.
void StorePage::showAge()
{
    const StoreContents *const known = contents();
    if (!known || !known->listedAt().isValid())
        return m_state->setHealth(Health::Unknown, {});
    const QString age = text::age(known->listedAt(), QDateTime::currentDateTimeUtc());
    if (known->error())
        m_state->setHealth(Health::Warning, tr("%1; listed %2").arg(text::storeTrouble(*known->error()), age));
    else
        m_state->setHealth(Health::Unknown, tr("listed %1").arg(age));
    m_state->setToolTip(known->error() ? text::sentence(*known->error()) + u' ' + text::storeAdvice(*known->error()) : QString());
}

void StorePage::showFace()
{
    const int all = m_model.rowCount();
    const int shown = m_sorted.rowCount();
    m_count->setText(shown == all ? tr("%n objects", nullptr, all)
                                  : tr("%1 of %n objects", nullptr, all).arg(text::number(quint64(shown))));
    const StoreContents *const known = contents();
    const auto profile = m_workspace.stores().store(m_subject.place().name);
    m_stack->setCurrentIndex(all > 0 ? 0 : 1);
    if (all > 0 || !known || !profile)
        return;
    if (known->error())
        m_face->setFace(Health::Warning, text::sentence(*known->error()), text::storeAdvice(*known->error()),
                        {m_actions.tryStore, m_actions.editStore, m_actions.refresh});
    else if (!known->listedAt().isValid())
        m_face->setFace(Health::Unknown, tr("Listing what is there…"), profile->where());
    else
        m_face->setFace(Health::Unknown, tr("There is nothing in this store yet"),
                        tr("Put a snapshot of this machine there, or any file. Nodes that publish there put theirs."),
                        {m_actions.putFile});
}

} // namespace lifeboat::ui
