// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/messagebar.h"

#include "ui/console/theme/consolestyle.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/text/errortext.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>

namespace lifeboat::ui {

namespace {

constexpr int kMost = 4; ///< shown at once; older ones make room
constexpr int kUnbroken = 64; ///< characters of a path, say, that are shown in one run
constexpr const char *kIsFailure = "isFailure";

QVBoxLayout *makeWords(const QString &sentence, const QString &advice)
{
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    auto *first = new TextLabel(TextLabel::Style::Strong);
    auto *second = new TextLabel(TextLabel::Style::Quiet);
    first->setWords(sentence, kUnbroken);
    second->setWords(advice, kUnbroken);
    for (TextLabel *label : {first, second}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        words->addWidget(label);
    }
    second->setVisible(!advice.isEmpty());
    return words;
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(metrics::kNear);
    hide();
}

void MessageBar::showError(const QString &what, const Error &error, const std::function<void()> &again)
{
    //: %1: what was tried, for example "Restore orders.db"; %2: a sentence saying what happened
    Card *const card = add(Kind::Failure, tr("%1: %2").arg(what, text::sentence(error)), text::advice(error), toString(error));
    auto *const row = card && again ? card->findChild<QHBoxLayout *>() : nullptr;
    if (!row)
        return;
    auto *const button = new QPushButton(tr("Try again"));
    connect(button, &QPushButton::clicked, this, [this, card, again] {
        dismiss(card);
        again();
    });
    row->insertWidget(row->count() - 1, button);
}

void MessageBar::showErrorHere(const QString &what, const Error &error)
{
    if (Card *const card = add(Kind::Failure, tr("%1: %2").arg(what, text::sentence(error)), text::advice(error), toString(error)))
        m_here.append(card);
}

void MessageBar::showFailure(const QString &sentence, const QString &advice)
{
    add(Kind::Failure, sentence, advice, {});
}

void MessageBar::showNote(const QString &sentence, const QString &advice)
{
    add(Kind::Note, sentence, advice, {});
}

void MessageBar::showDone(const QString &sentence, const QString &advice)
{
    add(Kind::Done, sentence, advice, {});
}

int MessageBar::count() const
{
    return m_column->count();
}

void MessageBar::dismissAll()
{
    while (QLayoutItem *item = m_column->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    hide();
}

void MessageBar::leave()
{
    for (const QPointer<Card> &card : std::exchange(m_here, {})) {
        if (card)
            dismiss(card);
    }
}

void MessageBar::dismiss(Card *card)
{
    m_column->removeWidget(card);
    card->deleteLater();
    setVisible(m_column->count() > 0);
}

/// The oldest goes that is no failure; only where all are is it the oldest of those.
void MessageBar::makeRoom()
{
    int leaving = m_column->count() - 1;
    for (int i = leaving; i > 0; --i) {
        if (!m_column->itemAt(i)->widget()->property(kIsFailure).toBool()) {
            leaving = i;
            break;
        }
    }
    delete m_column->itemAt(leaving)->widget();
}

Card *MessageBar::add(Kind kind, const QString &sentence, const QString &advice, const QString &details)
{
    for (int i = 0; i < m_column->count(); ++i) {
        if (m_column->itemAt(i)->widget()->accessibleName() == sentence)
            return nullptr;
    }
    auto *card = new Card;
    card->setEdge(kind == Kind::Failure ? Card::Edge::Bad : kind == Kind::Done ? Card::Edge::Good : Card::Edge::Warning);
    card->setAccessibleName(sentence);
    card->setProperty(kIsFailure, kind == Kind::Failure);
    auto *state = new HealthLabel;
    if (kind == Kind::Failure)
        state->setHealth(Health::Bad, tr("Failed"));
    else if (kind == Kind::Done)
        state->setHealth(Health::Good, tr("Done"));
    else
        state->setHealth(Health::Warning, tr("Note"));
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::kGap);
    row->addWidget(state, 0, advice.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop);
    row->addLayout(makeWords(sentence, advice), 1);
    if (!details.isEmpty()) {
        auto *copy = new QPushButton(tr("Copy details"));
        connect(copy, &QPushButton::clicked, card, [details] { QGuiApplication::clipboard()->setText(details); });
        row->addWidget(copy);
    }
    auto *dismiss = new QPushButton(tr("Dismiss"));
    connect(dismiss, &QPushButton::clicked, this, [this, card] { this->dismiss(card); });
    row->addWidget(dismiss);
    card->body()->addLayout(row);
    m_column->insertWidget(0, card);
    if (m_column->count() > kMost)
        makeRoom();
    show();
    QAccessibleEvent alert(card, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    return card;
}

} // namespace lifeboat::ui
