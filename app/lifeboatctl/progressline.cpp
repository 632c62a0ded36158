// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/progressline.h"

#include "ui/text/wording.h"

#include <cstdio>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

bool canRedraw()
{
    const char *terminal = std::getenv("TERM");
    return ::isatty(STDERR_FILENO) && terminal && QByteArrayView(terminal) != "dumb";
}

qsizetype columns()
{
    struct winsize size = {};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

} // namespace

ProgressLine *ProgressLine::s_drawn = nullptr;

ProgressLine::ProgressLine()
    : m_visible(canRedraw())
{
    s_drawn = this;
}

ProgressLine::~ProgressLine()
{
    put({});
    s_drawn = nullptr;
}

void ProgressLine::clear()
{
    if (s_drawn)
        s_drawn->put({});
}

void ProgressLine::draw(const ProgressState &state)
{
    if (m_visible && !m_frozen && state.stage != Stage::Waiting)
        put(text::progress(state));
}

void ProgressLine::freeze(const QString &text)
{
    put(text);
    m_frozen = true;
}

void ProgressLine::put(const QString &text)
{
    // A line as wide as the terminal would wrap and could not be drawn over.
    const QString fitting = text.left(columns() - 1);
    if (!m_visible || fitting == m_shown)
        return;
    m_shown = fitting;
    const QByteArray bytes = "\r" + fitting.toLocal8Bit() + "\x1b[K";
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stderr);
}

} // namespace lifeboat::cli
