// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/commandline.h"

#include "ui/console/theme/consolestyle.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/elidedlabel.h"
#include "ui/console/widgets/textlabel.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>

namespace lifeboat::ui {

namespace {

QFont codeFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(12);
    return font;
}

} // namespace

CommandLine::CommandLine(QWidget *parent)
    : QWidget(parent)
    , m_line(new ElidedLabel(codeFont()))
{
    setAccessibleName(tr("The same from a shell"));
    auto *copy = new QPushButton(tr("Copy command"));
    makeQuiet(copy);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_line->text()); });
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kTight);
    row->addWidget(new TextLabel(TextLabel::Style::Quiet, QStringLiteral("$")));
    row->addWidget(m_line, 1);
    row->addWidget(copy);
}

void CommandLine::setCommand(const QString &command)
{
    m_line->setText(command);
    setAccessibleDescription(command);
}

QString CommandLine::command() const
{
    return m_line->text();
}

} // namespace lifeboat::ui
