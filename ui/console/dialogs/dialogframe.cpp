// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/dialogframe.h"

#include "ui/console/theme/consolestyle.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/textlabel.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QPushButton>

namespace lifeboat::ui {

DialogFrame::DialogFrame(const QString &title, const QString &words, const QString &accept, QWidget *parent)
    : QDialog(parent)
    , m_heading(new TextLabel(TextLabel::Style::Heading))
    , m_words(new TextLabel(TextLabel::Style::Quiet))
    , m_form(new QFormLayout)
    , m_middle(new QVBoxLayout)
    , m_command(new CommandLine)
    , m_buttons(new QDialogButtonBox(accept.isEmpty() ? QDialogButtonBox::Close : QDialogButtonBox::Cancel))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setMinimumWidth(620);
    m_heading->setWordWrap(true);
    m_heading->setWords(title);
    m_words->setWordWrap(true);
    m_words->setWords(words);
    m_words->setVisible(!words.isEmpty());
    m_form->setHorizontalSpacing(metrics::kWide);
    m_form->setVerticalSpacing(metrics::kNear);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_middle->setSpacing(metrics::kNear);
    if (QPushButton *cancel = m_buttons->button(QDialogButtonBox::Cancel))
        cancel->setText(tr("Cancel"));
    if (QPushButton *close = m_buttons->button(QDialogButtonBox::Close))
        close->setText(tr("Close"));
    for (QAbstractButton *button : m_buttons->buttons())
        button->setIcon({});
    if (!accept.isEmpty()) {
        m_accept = m_buttons->addButton(accept, QDialogButtonBox::AcceptRole);
        makePrimary(m_accept);
        m_accept->setDefault(true);
    }
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(metrics::kGap);
    column->addWidget(m_heading);
    column->addWidget(m_words);
    column->addLayout(m_form);
    column->addLayout(m_middle, 1);
    column->addWidget(m_command);
    column->addWidget(m_buttons);
}

void DialogFrame::addRow(const QString &label, QWidget *control)
{
    auto *words = new TextLabel(TextLabel::Style::Quiet, label);
    words->setBuddy(control);
    m_form->addRow(words, control);
}

bool DialogFrame::event(QEvent *event)
{
    const bool isHandled = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show) {
        const int needed = layout()->totalHeightForWidth(width());
        if (height() < needed)
            resize(width(), needed);
    }
    return isHandled;
}

} // namespace lifeboat::ui
