// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QWidget>

namespace lifeboat::ui {

/// One of the console's icons, drawn anew in the colour of the moment; decoration, invisible to screen readers.
class GlyphLabel : public QWidget
{
    Q_OBJECT

public:
    GlyphLabel(const QString &name, int size, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const QIcon m_icon;
};

} // namespace lifeboat::ui
