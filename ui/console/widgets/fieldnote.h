// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/theme/glyph.h"

#include <QWidget>

namespace lifeboat::ui {

class HealthLabel;
class TextLabel;

/// What is wrong with a field, or worth knowing about it, right below it; takes no room while there is nothing.
class FieldNote : public QWidget
{
    Q_OBJECT

public:
    /// Screen readers hear it as the description of `field`, which must outlive this. `least`: pixels for its words, as a
    /// label that wraps asks for the height of a narrow column otherwise.
    explicit FieldNote(QWidget *field, int least = 400, QWidget *parent = nullptr);

    void setNote(Health health, const QString &words);
    void clear() { setNote(Health::Unknown, {}); }
    QString text() const;

private:
    QWidget *const m_field;
    HealthLabel *m_shape;
    TextLabel *m_words;
    QString m_text; ///< whole, whatever of it there is room for
};

} // namespace lifeboat::ui
