// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/recentlist.h"

#include "ui/console/widgets/hairlinerow.h"
#include "ui/console/widgets/healthlabel.h"

#include <QHBoxLayout>

namespace lifeboat::ui {

namespace {

constexpr int kLine = 31;

} // namespace

RecentList::RecentList(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_nothing(new TextLabel(TextLabel::Style::Quiet, tr("Nothing has happened yet.")))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_nothing);
}

int RecentList::linesIn(int height)
{
    return height / kLine;
}

int RecentList::heightOf(int lines)
{
    return lines * kLine;
}

void RecentList::setLines(const QList<Line> &lines)
{
    if (lines == m_lines)
        return;
    m_lines = lines;
    m_nothing->setVisible(lines.isEmpty());
    while (m_rows.size() < lines.size())
        m_rows.append(makeRow());
    // A row that is shown may make room for more, and whoever watches that may call this again meanwhile.
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const Row row = m_rows.at(i);
        row.row->setVisible(i < m_lines.size());
        if (i >= m_lines.size())
            continue;
        const Line line = m_lines.at(i);
        row.when->setText(line.when);
        row.what->setText(line.what);
        row.note->setText(line.note);
        row.state->setHealth(line.health, line.state);
    }
}

RecentList::Row RecentList::makeRow()
{
    const Row made{new HairlineRow, new TextLabel(TextLabel::Style::Quiet), new TextLabel(TextLabel::Style::Body),
                   new TextLabel(TextLabel::Style::Quiet), new HealthLabel};
    auto *row = new QHBoxLayout(made.row);
    row->setContentsMargins(0, 5, 0, 6);
    row->setSpacing(16);
    made.when->setFixedWidth(120);
    made.note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(made.when);
    row->addWidget(made.what);
    row->addWidget(made.note, 1);
    row->addWidget(made.state);
    m_column->addWidget(made.row);
    return made;
}

} // namespace lifeboat::ui
