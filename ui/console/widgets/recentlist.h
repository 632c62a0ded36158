// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/theme/glyph.h"

#include <QWidget>

class QVBoxLayout;

namespace lifeboat::ui {

class HairlineRow;
class HealthLabel;
class TextLabel;

/// What happened last, a line each, newest first. Lines are written over, not made anew: nothing flickers where
/// something happens every second.
class RecentList : public QWidget
{
    Q_OBJECT

public:
    struct Line {
        QString when;
        QString what;
        QString note;
        Health health = Health::Good;
        QString state; ///< "done"

        bool operator==(const Line &) const = default;
    };

    explicit RecentList(QWidget *parent = nullptr);

    /// How many lines have room in that height.
    static int linesIn(int height);
    /// Pixels.
    static int heightOf(int lines);

    /// Without any: that nothing has happened yet.
    void setLines(const QList<Line> &lines);

private:
    struct Row {
        HairlineRow *row;
        TextLabel *when;
        TextLabel *what;
        TextLabel *note;
        HealthLabel *state;
    };

    Row makeRow();

    QVBoxLayout *m_column;
    TextLabel *m_nothing;
    QList<Line> m_lines;
    QList<Row> m_rows;
};

} // namespace lifeboat::ui
