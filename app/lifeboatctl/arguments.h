// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/invocation.h"

#include <CLI/CLI.hpp>
#include <QString>

#include <memory>

namespace lifeboat::cli {

/// Adds a group that needs one of its commands.
CLI::App &addGroup(CLI::App &root, const char *name, const char *description);

/// Adds a command with --json and an example; `run` gets the options once everything is parsed.
template <typename Options>
CLI::App &addCommand(CLI::App &group, Invocation &invocation, const std::string &name, const std::string &description,
                     const std::string &example, std::shared_ptr<Options> options,
                     ExitStatus (*run)(Console &, const Options &))
{
    CLI::App &command = *group.add_subcommand(name, description);
    command.footer("Example:\n  lifeboatctl " + example);
    command.add_flag("--json", invocation.json, "Print one JSON document instead of text");
    command.callback([&invocation, options, run] {
        invocation.run = [options, run](Console &console) { return run(console, *options); };
    });
    return command;
}

/// A complaint about an empty path or one that is not UTF-8, which Qt would turn into another name; else empty.
std::string complaintAboutPath(const std::string &given);

/// Adds a path; it is made absolute, so that messages and reports name it fully.
CLI::Option *addPath(CLI::App &command, const std::string &name, QString &path, const std::string &description);

/// Adds --threads.
void addThreads(CLI::App &command, int &threads);

/// An absolute path without trailing slashes. Links are left alone.
QString absolutePath(const QString &path);

} // namespace lifeboat::cli
