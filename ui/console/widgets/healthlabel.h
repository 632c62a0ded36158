// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/theme/glyph.h"
#include "ui/console/widgets/textlabel.h"

#include <QWidget>

namespace lifeboat::ui {

/// A shape and a word in the colour of a state: "✔ Passed".
class HealthLabel : public QWidget
{
    Q_OBJECT

public:
    explicit HealthLabel(TextLabel::Style style = TextLabel::Style::Body, QWidget *parent = nullptr);

    void setHealth(Health health, const QString &word);
    QString text() const { return m_word; }
    Health health() const { return m_health; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int shapeSize() const;

    Health m_health = Health::Unknown;
    QString m_word;
};

} // namespace lifeboat::ui
