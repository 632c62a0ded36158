// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/emptyface.h"

#include "ui/console/theme/consolestyle.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/actionbutton.h"
#include "ui/console/widgets/textlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>

namespace lifeboat::ui {

namespace {

constexpr int kWords = 520; ///< width

} // namespace

EmptyFace::EmptyFace(QWidget *parent)
    : QWidget(parent)
    , m_shape(new QWidget)
    , m_title(new TextLabel(TextLabel::Style::Heading))
    , m_words(new TextLabel(TextLabel::Style::Quiet))
    , m_buttons(new QHBoxLayout)
{
    m_shape->setFixedSize(40, 40);
    m_shape->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_title->setAlignment(Qt::AlignCenter);
    m_words->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_words->setWordWrap(true);
    m_words->setFixedWidth(kWords);
    m_buttons->setSpacing(metrics::kNear);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics::kNear);
    column->addStretch(2);
    column->addWidget(m_shape, 0, Qt::AlignHCenter);
    column->addWidget(m_title);
    column->addWidget(m_words, 0, Qt::AlignHCenter);
    column->addSpacing(metrics::kTight);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addLayout(m_buttons);
    row->addStretch();
    column->addLayout(row);
    column->addStretch(3);
}

void EmptyFace::setFace(Health health, const QString &title, const QString &words, const QList<QAction *> &actions)
{
    m_health = health;
    m_title->setText(title);
    m_words->setWords(words);
    m_words->setMinimumHeight(std::max(0, m_words->heightForWidth(kWords))); // a centred label is given one line otherwise
    m_shape->setVisible(health != Health::Unknown);
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (QAction *action : actions) {
        auto *button = new ActionButton(action);
        if (action == actions.first())
            makePrimary(button);
        m_buttons->addWidget(button);
    }
    update();
}

void EmptyFace::paintEvent(QPaintEvent *)
{
    if (m_health == Health::Unknown)
        return;
    QPainter painter(this);
    paintHealth(&painter, QRectF(m_shape->geometry()).adjusted(4, 4, -4, -4), m_health,
                healthColour(m_health, palette()));
}

} // namespace lifeboat::ui
