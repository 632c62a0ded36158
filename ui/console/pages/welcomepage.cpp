// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/pages/welcomepage.h"

#include "ui/console/theme/consolestyle.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/actionbutton.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/glyphlabel.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/command.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QStyle>

namespace lifeboat::ui {

namespace {

constexpr int kLeastWay = 250;
constexpr int kMostWay = 440; ///< beside others
constexpr int kMargin = 32;

struct Way {
    QString icon;
    QString title;
    QString words;
    QString note;
    QList<QAction *> actions;
    bool primary = false;
};

QWidget *makeCard(const Way &way)
{
    auto *card = new Card;
    card->setAccessibleName(way.title);
    card->setMinimumWidth(kLeastWay);
    card->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    QVBoxLayout *body = card->body();
    body->setContentsMargins(20, 20, 20, 20);
    body->setSpacing(metrics::kNear);
    body->addWidget(new GlyphLabel(way.icon, 32));
    body->addSpacing(metrics::kTight);
    auto *title = new TextLabel(TextLabel::Style::Heading, way.title);
    auto *words = new TextLabel(TextLabel::Style::Body, way.words);
    auto *note = new TextLabel(TextLabel::Style::Quiet, way.note);
    for (TextLabel *label : {title, words, note}) {
        label->setWordWrap(true);
        body->addWidget(label);
    }
    body->addStretch();
    body->addSpacing(metrics::kTight);
    for (QAction *action : way.actions) {
        auto *button = new ActionButton(action);
        if (way.primary)
            makePrimary(button);
        body->addWidget(button);
    }
    return card;
}

} // namespace

WelcomePage::WelcomePage(const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_ways(new QHBoxLayout)
{
    auto *title = new TextLabel(TextLabel::Style::Title, tr("Know that you can get it back"));
    auto *words = new TextLabel(
        TextLabel::Style::Quiet,
        tr("Lifeboat takes snapshots of live databases, restores them, and rehearses the worst day: a "
           "recovery drill proves that a snapshot restores, how long it takes and how much it would lose."));
    words->setWordWrap(true);
    words->setMaximumWidth(720);
    m_ways->setSpacing(metrics::kWide);
    m_ways->addWidget(
        makeCard({QStringLiteral("drill"),
                  tr("Try a drill on sample data"),
                  tr("Makes a small database on this machine, takes a snapshot of it while another process writes "
                     "to it, restores that snapshot and checks it. All of it really runs; it takes a few seconds."),
                  tr("Nothing of yours is touched."),
                  {actions.trySample},
                  true}));
    m_ways->addWidget(
        makeCard({QStringLiteral("database"),
                  tr("Open what you have"),
                  tr("Open a SQLite database to take snapshots of it, also while it is in use, or a directory that "
                     "already holds snapshots."),
                  tr("Opening only reads."),
                  {actions.openDatabase, actions.openStore, actions.addStore},
                  false}));
    m_ways->addWidget(
        makeCard({QStringLiteral("cluster"),
                  tr("Connect to a cluster"),
                  tr("Nodes and their snapshots on one timeline: take, restore and rehearse on many at once. "
                     "Nodes run lifeboatd. Or practise with three of them on this machine: kill the one that leads and "
                     "watch another take over."),
                  tr("Connecting needs a node’s address and a token; practising needs nothing."),
                  {actions.connectCluster, actions.startPractice},
                  false}));
    auto *command = new CommandLine;
    command->setCommand(command::drillSample());
    command->setMaximumWidth(310);
    // Where the words need more room than there is, as in another language, they are scrolled to.
    auto *page = new QWidget;
    auto *area = new QScrollArea;
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setAccessibleName(tr("Welcome"));
    for (QWidget *panel : {area->viewport(), page})
        panel->setAutoFillBackground(false);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(area);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(kMargin, 24, kMargin, 24);
    column->setSpacing(metrics::kNear);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(words);
    column->addSpacing(metrics::kWide);
    column->addLayout(m_ways);
    column->addSpacing(metrics::kNear);
    column->addWidget(command);
    column->addStretch(3);
}

void WelcomePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int abreast = 3 * kLeastWay + 2 * metrics::kWide + 2 * kMargin + style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const bool isNarrow = width() < abreast;
    m_ways->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    for (int way = 0; way < m_ways->count(); ++way)
        m_ways->itemAt(way)->widget()->setMaximumWidth(isNarrow ? QWIDGETSIZE_MAX : kMostWay);
}

} // namespace lifeboat::ui
