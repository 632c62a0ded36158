// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/theme/glyph.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QVBoxLayout;

namespace lifeboat::ui {

class TextLabel;

/// What a page shows while it has nothing else to show: why, and what to do about it.
class EmptyFace : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyFace(QWidget *parent = nullptr);

    /// `actions` become buttons, the first one primary. They must outlive this.
    void setFace(Health health, const QString &title, const QString &words, const QList<QAction *> &actions = {});

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Health m_health = Health::Unknown;
    QWidget *m_shape;
    TextLabel *m_title;
    TextLabel *m_words;
    QHBoxLayout *m_buttons;
};

} // namespace lifeboat::ui
