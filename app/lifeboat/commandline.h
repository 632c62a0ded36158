// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/theme/look.h"
#include "ui/console/window/screenshot.h"

#include <QStringList>

#include <optional>

namespace lifeboat::ui {

/// What the user asked for when starting the console.
struct StartOptions {
    std::optional<Theme> theme;
    QString language; ///< empty: the system's
    QStringList stores;
    QStringList databases;
    QString cluster; ///< to show; empty: none
    QString node; ///< of it
    QString namedStore; ///< to show; empty: none
    std::optional<ScreenshotRequest> screenshot;
};

/// Either the options, or what to print and the exit status: help, version, or what was wrong.
struct CommandLineOutcome {
    std::optional<StartOptions> options;
    QString text;
    int status = 0;
};

/// Reads the arguments, the program's name first. Needs no application object.
CommandLineOutcome parseCommandLine(const QStringList &arguments);

} // namespace lifeboat::ui
