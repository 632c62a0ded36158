// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QVBoxLayout;

namespace lifeboat::ui {

/// A panel with rounded corners on the window; optionally a coloured edge for what needs attention.
class Card : public QFrame
{
    Q_OBJECT

public:
    enum class Edge { None, Good, Warning, Bad };

    explicit Card(QWidget *parent = nullptr);

    void setEdge(Edge edge);
    /// Where its content goes; made with the card's margins.
    QVBoxLayout *body() const { return m_body; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Edge m_edge = Edge::None;
    QVBoxLayout *m_body;
};

} // namespace lifeboat::ui
