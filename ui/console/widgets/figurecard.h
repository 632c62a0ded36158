// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/widgets/card.h"
#include "ui/console/widgets/elidedlabel.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/console/widgets/textlabel.h"

namespace lifeboat::ui {

/// One number that matters: what it is, the number, what it means.
class FigureCard : public Card
{
    Q_OBJECT

public:
    explicit FigureCard(const QString &caption, QWidget *parent = nullptr);

    void setCaption(const QString &caption);
    /// A plain figure.
    void setFigure(const QString &figure, const QString &note);
    /// Of a figure that names a place; invalid: the usual one.
    void setFigureColour(const QColor &colour);
    /// A figure that is a state: shape and colour.
    void setState(Health health, const QString &word, const QString &note);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// Letters as large as there is room for.
    void fitFigure();
    void show(const QString &figure, const QString &note, bool state);

    ElidedLabel *m_caption;
    TextLabel *m_figure;
    HealthLabel *m_state;
    TextLabel *m_note;
};

} // namespace lifeboat::ui
