// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/fieldnote.h"

#include "ui/console/widgets/healthlabel.h"
#include "ui/console/widgets/textlabel.h"

#include <QHBoxLayout>

namespace lifeboat::ui {

FieldNote::FieldNote(QWidget *field, int least, QWidget *parent)
    : QWidget(parent)
    , m_field(field)
    , m_shape(new HealthLabel)
    , m_words(new TextLabel(TextLabel::Style::Body))
{
    m_words->setWordWrap(true);
    m_words->setMinimumWidth(least);
    m_words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_shape, 0, Qt::AlignTop);
    row->addWidget(m_words, 1);
    setVisible(false);
}

void FieldNote::setNote(Health health, const QString &words)
{
    m_shape->setHealth(health, {});
    m_text = words;
    m_words->setWords(words);
    m_field->setAccessibleDescription(words);
    setVisible(!words.isEmpty());
}

QString FieldNote::text() const
{
    return m_text;
}

} // namespace lifeboat::ui
