// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillreport.h"

#include <QWidget>

namespace lifeboat::ui {

/// The stages of a drill with what each did, when, and how long it took.
class StageList : public QWidget
{
    Q_OBJECT

public:
    explicit StageList(QWidget *parent = nullptr);

    /// `notes`: a quiet text for each stage; fewer are fine.
    void setStages(const QList<DrillStage> &stages, const QStringList &notes = {});

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintStage(QPainter &painter, qsizetype number, const QRect &row) const;

    QList<DrillStage> m_stages;
    QStringList m_notes;
};

} // namespace lifeboat::ui
