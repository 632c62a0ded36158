// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/theme/tokens.h"

namespace lifeboat::ui {

const Tokens &lightTokens()
{
    static const Tokens tokens{
        .window = 0xf6f7f9, .panel = 0xffffff, .side = 0xeef0f4,
        .line = 0xd9dde4, .grid = 0xe8ebf0,
        .text = 0x1b2430, .quiet = 0x5c6877,
        .accent = 0x1f6feb, .onAccent = 0xffffff, .selection = 0xe3edfd,
        .good = 0x1a7f4e, .warning = 0xa15c00, .bad = 0xb42318,
        .places = {0x0072B2, 0xD55E00, 0x8250A8, 0x009E73, 0xB8860B, 0x56B4E9},
    };
    return tokens;
}

const Tokens &darkTokens()
{
    static const Tokens tokens{
        .window = 0x14181f, .panel = 0x1b212a, .side = 0x10141a,
        .line = 0x2d3642, .grid = 0x232b36,
        .text = 0xe6eaf0, .quiet = 0x96a2b2,
        .accent = 0x6aa6ff, .onAccent = 0x0d1420, .selection = 0x22344f,
        .good = 0x4cc38a, .warning = 0xe0a030, .bad = 0xff7b72,
        .places = {0x56B4E9, 0xE69F00, 0xCC79A7, 0x4CC9A0, 0xF0E442, 0x8FB8FF},
    };
    return tokens;
}

const Tokens &tokensOf(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightnessF() < 0.5F ? darkTokens() : lightTokens();
}

QPalette makePalette(const Tokens &tokens)
{
    QPalette palette;
    palette.setColor(QPalette::Window, tokens.window);
    palette.setColor(QPalette::WindowText, tokens.text);
    palette.setColor(QPalette::Base, tokens.panel);
    palette.setColor(QPalette::AlternateBase, tokens.window);
    palette.setColor(QPalette::Text, tokens.text);
    palette.setColor(QPalette::PlaceholderText, tokens.quiet);
    palette.setColor(QPalette::Button, tokens.panel);
    palette.setColor(QPalette::ButtonText, tokens.text);
    palette.setColor(QPalette::BrightText, tokens.bad);
    palette.setColor(QPalette::Highlight, tokens.selection);
    palette.setColor(QPalette::HighlightedText, tokens.text);
    palette.setColor(QPalette::Accent, tokens.accent);
    palette.setColor(QPalette::Link, tokens.accent);
    palette.setColor(QPalette::LinkVisited, tokens.accent);
    palette.setColor(QPalette::ToolTipBase, tokens.panel);
    palette.setColor(QPalette::ToolTipText, tokens.text);
    palette.setColor(QPalette::Light, tokens.panel);
    palette.setColor(QPalette::Midlight, tokens.grid);
    palette.setColor(QPalette::Mid, tokens.line);
    palette.setColor(QPalette::Dark, tokens.quiet);
    palette.setColor(QPalette::Shadow, tokens.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        QColor faint = tokens.quiet;
        faint.setAlphaF(0.6F);
        palette.setColor(QPalette::Disabled, role, faint);
    }
    return palette;
}

} // namespace lifeboat::ui
