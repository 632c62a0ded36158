// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/progress.h"

#include <QString>
#include <chrono>

namespace lifeboat::cli {

/// One line of progress on a terminal's standard error, drawn over itself a few times a second and gone at the end.
/// Where standard error is no terminal, nothing. Main thread only.
class ProgressLine
{
public:
    ProgressLine();
    ~ProgressLine();
    Q_DISABLE_COPY_MOVE(ProgressLine)

    void draw(const ProgressState &state);

    /// Shows `text` instead until the end.
    void freeze(const QString &text);

    /// Makes way for a line of text, where one is drawn now; the next draw() shows it again.
    static void clear();

private:
    void put(const QString &text);

    const bool m_visible;
    bool m_frozen = false;
    QString m_shown;
    static ProgressLine *s_drawn; ///< the one there is, or null
};

} // namespace lifeboat::cli
