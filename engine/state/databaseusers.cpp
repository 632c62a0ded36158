// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/databaseusers.h"

#include <QFile>
#include <QStringList>

#include <dirent.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using Directory = std::unique_ptr<DIR, int (*)(DIR *)>;

Directory openDirectory(const QByteArray &path)
{
    return {::opendir(path.constData()), ::closedir};
}

bool hasOpen(const QByteArray &processDirectory, const struct stat &file)
{
    const Directory descriptors = openDirectory(processDirectory + "/fd");
    if (!descriptors)
        return false;
    while (const dirent *entry = ::readdir(descriptors.get())) {
        struct stat open = {};
        if (entry->d_name[0] != '.' && ::fstatat(::dirfd(descriptors.get()), entry->d_name, &open, 0) == 0
            && open.st_dev == file.st_dev && open.st_ino == file.st_ino)
            return true;
    }
    return false;
}

} // namespace

QList<DatabaseUser> usersOf(const QString &path)
{
    QList<DatabaseUser> users;
    struct stat file = {};
    const Directory processes = openDirectory("/proc");
    if (::stat(QFile::encodeName(path).constData(), &file) != 0 || !processes)
        return users;
    while (const dirent *entry = ::readdir(processes.get())) {
        const qint64 pid = QByteArray(entry->d_name).toLongLong();
        const QByteArray directory = "/proc/" + QByteArray(entry->d_name);
        if (pid <= 0 || pid == ::getpid() || !hasOpen(directory, file))
            continue;
        QFile name(QString::fromLatin1(directory) + u"/comm"_s);
        const bool readable = name.open(QIODevice::ReadOnly);
        users.append({pid, readable ? QString::fromLocal8Bit(name.readAll()).trimmed() : QString()});
    }
    return users;
}

QString describe(const QList<DatabaseUser> &users)
{
    QStringList names;
    for (const DatabaseUser &user : users)
        names.append(u"%1 (process %2)"_s.arg(user.program).arg(user.pid));
    return names.join(u", "_s);
}

} // namespace lifeboat
