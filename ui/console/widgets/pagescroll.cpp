// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/pagescroll.h"

#include <QEvent>
#include <QLayout>

namespace lifeboat::ui {

PageScroll::PageScroll(QWidget *page, QWidget *parent)
    : QScrollArea(parent)
{
    setWidget(page);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (QWidget *panel : {viewport(), page})
        panel->setAutoFillBackground(false);
}

bool PageScroll::viewportEvent(QEvent *event)
{
    const bool isDone = QScrollArea::viewportEvent(event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        fit();
    return isDone;
}

void PageScroll::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    fit();
}

void PageScroll::fit()
{
    if (!widget())
        return;
    const QLayout &layout = *widget()->layout();
    const int width = viewport()->width();
    const int least = layout.hasHeightForWidth() ? layout.minimumHeightForWidth(width) : layout.minimumSize().height();
    widget()->resize(width, std::max(viewport()->height(), least));
}

} // namespace lifeboat::ui
