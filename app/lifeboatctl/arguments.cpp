// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/arguments.h"

#include "engine/base/limits.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

CLI::App &addGroup(CLI::App &root, const char *name, const char *description)
{
    CLI::App &group = *root.add_subcommand(name, description);
    group.require_subcommand(1);
    return group;
}

std::string complaintAboutPath(const std::string &given)
{
    if (given.empty())
        return "the path is empty";
    if (!QUtf8StringView(given.data(), qsizetype(given.size())).isValidUtf8())
        return "the path is not valid UTF-8, and a file of another name would be meant";
    return {};
}

CLI::Option *addPath(CLI::App &command, const std::string &name, QString &path, const std::string &description)
{
    const auto assign = [&path](const std::string &given) {
        path = absolutePath(QFile::decodeName(QByteArray::fromStdString(given)));
    };
    const CLI::Validator usable(complaintAboutPath, "");
    return command.add_option_function<std::string>(name, assign, description)->check(usable)->type_name("PATH");
}

void addThreads(CLI::App &command, int &threads)
{
    command.add_option("--threads", threads, "Worker threads, 0 for one per core")
        ->check(CLI::Range(0, limits::kMaxThreads))
        ->type_name("N");
}

QString absolutePath(const QString &path)
{
    // Not cleaned of "..": behind a link that would lead elsewhere.
    QString absolute = QDir::current().absoluteFilePath(path);
    while (absolute.size() > 1 && (absolute.endsWith(u'/') || absolute.endsWith("/."_L1)))
        absolute.chop(1);
    return absolute;
}

} // namespace lifeboat::cli
