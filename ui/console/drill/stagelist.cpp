// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/drill/stagelist.h"

#include "ui/console/theme/glyph.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <QPainter>

namespace lifeboat::ui {

namespace {

constexpr int kRow = 29;
constexpr int kShape = 12;
constexpr int kTimeWidth = 84;

QString stateWord(StepState state)
{
    switch (state) {
    case StepState::Waiting: return StageList::tr("waiting");
    case StepState::Running: return StageList::tr("running");
    case StepState::Done: return StageList::tr("done");
    case StepState::Failed: return StageList::tr("failed");
    }
    return {};
}

} // namespace

StageList::StageList(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Stages"));
}

void StageList::setStages(const QList<DrillStage> &stages, const QStringList &notes)
{
    m_stages = stages;
    m_notes = notes;
    QStringList spoken;
    for (const DrillStage &stage : stages) {
        spoken.append(
            stage.state == StepState::Done || stage.state == StepState::Failed
                ? tr("%1: %2, %3").arg(text::step(stage.step), stateWord(stage.state), text::duration(stage.time))
                : tr("%1: %2").arg(text::step(stage.step), stateWord(stage.state)));
    }
    setAccessibleDescription(spoken.join(u'\n'));
    updateGeometry();
    update();
}

QSize StageList::sizeHint() const
{
    return {480, int(std::max<qsizetype>(1, m_stages.size())) * kRow};
}

void StageList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (qsizetype number = 0; number < m_stages.size(); ++number)
        paintStage(painter, number, QRect(0, int(number) * kRow, width(), kRow));
}

void StageList::paintStage(QPainter &painter, qsizetype number, const QRect &row) const
{
    const Tokens &tokens = tokensOf(palette());
    const DrillStage &stage = m_stages.at(number);
    const bool waiting = stage.state == StepState::Waiting;
    if (number + 1 < m_stages.size())
        painter.fillRect(QRect(row.left(), row.bottom(), row.width(), 1), tokens.grid);
    const QRect shape(row.left(), row.center().y() - kShape / 2, kShape, kShape);
    if (stage.state == StepState::Done)
        paintHealth(&painter, shape, Health::Good, tokens.good);
    else if (stage.state == StepState::Failed)
        paintHealth(&painter, shape, Health::Bad, tokens.bad);
    else
        paintHealth(&painter, shape, Health::Unknown, waiting ? tokens.line : tokens.accent);
    const int nameWidth = std::min(210, row.width() / 4);
    painter.setFont(fontOf(TextLabel::Style::Strong));
    painter.setPen(waiting ? tokens.quiet : tokens.text);
    painter.drawText(row.adjusted(kShape + 8, 0, 0, 0), int(Qt::AlignVCenter | Qt::AlignLeft), text::step(stage.step));
    const int barLeft = row.left() + nameWidth + (row.width() - nameWidth - kTimeWidth) * 2 / 5;
    const int barWidth = row.right() - kTimeWidth - barLeft;
    painter.setFont(fontOf(TextLabel::Style::Body));
    painter.setPen(tokens.quiet);
    const QString note = stage.state == StepState::Running || waiting ? stateWord(stage.state) : m_notes.value(number);
    const QRect noteRect(row.left() + nameWidth, row.top(), barLeft - row.left() - nameWidth - metrics::kGap,
                         row.height());
    painter.drawText(noteRect, int(Qt::AlignVCenter | Qt::AlignLeft),
                     painter.fontMetrics().elidedText(note, Qt::ElideRight, noteRect.width()));
    if (waiting)
        return;
    std::chrono::milliseconds whole{1};
    for (const DrillStage &each : m_stages)
        whole = std::max(whole, each.begin + each.time);
    const double scale = barWidth / double(whole.count());
    const QRectF bar(barLeft + double(stage.begin.count()) * scale, row.center().y() - 4,
                     std::max(2.0, double(stage.time.count()) * scale), 9);
    painter.setPen(Qt::NoPen);
    painter.setBrush(stage.state == StepState::Failed ? tokens.bad : tokens.accent);
    if (stage.state != StepState::Running)
        painter.drawRoundedRect(bar, 1.5, 1.5);
    painter.setPen(tokens.text);
    if (stage.state != StepState::Running)
        painter.drawText(row, int(Qt::AlignVCenter | Qt::AlignRight), text::duration(stage.time));
}

} // namespace lifeboat::ui
