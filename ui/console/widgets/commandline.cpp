// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/commandline.h"

#include "ui/console/theme/consolestyle.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/textlabel.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace lifeboat::ui {

CommandLine::CommandLine(QWidget *parent)
    : QWidget(parent)
    , m_line(new QLineEdit)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(12);
    m_line->setFont(font);
    m_line->setReadOnly(true);
    m_line->setFrame(false);
    m_line->setAccessibleName(tr("The same from a shell"));
    m_line->setBackgroundRole(QPalette::NoRole);
    m_line->setForegroundRole(QPalette::PlaceholderText);
    auto *copy = new QPushButton(tr("Copy command"));
    makeQuiet(copy);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_line->text()); });
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kTight);
    auto *prompt = new TextLabel(TextLabel::Style::Quiet, QStringLiteral("$"));
    prompt->setBuddy(m_line);
    row->addWidget(prompt);
    row->addWidget(m_line, 1);
    row->addWidget(copy);
}

void CommandLine::setCommand(const QString &command)
{
    m_line->setText(command);
    m_line->setCursorPosition(0);
    m_line->setToolTip(command);
}

QString CommandLine::command() const
{
    return m_line->text();
}

} // namespace lifeboat::ui
