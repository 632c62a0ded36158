// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace.h"

#include "expect.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

Workspace::Workspace()
{
    if (!m_directory.isValid())
        fail(m_directory.errorString(), std::source_location::current());
}

QString Workspace::path(const QString &name) const
{
    return name.isEmpty() ? m_directory.path() : m_directory.path() + u'/' + name;
}

QString Workspace::makeDirectory(const QString &name) const
{
    if (!QDir().mkpath(path(name)))
        fail(u"cannot make "_s + path(name), std::source_location::current());
    return path(name);
}

void Workspace::write(const QString &name, const QByteArray &bytes) const
{
    writeFile(path(name), bytes);
}

QByteArray Workspace::read(const QString &name) const
{
    return readFile(path(name));
}

bool Workspace::exists(const QString &name) const
{
    return QFile::exists(path(name));
}

QStringList Workspace::names(const QString &directory) const
{
    return namesIn(path(directory));
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
        fail(path + u": "_s + file.errorString(), std::source_location::current());
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        fail(path + u": "_s + file.errorString(), std::source_location::current());
    return file.readAll();
}

QStringList namesIn(const QString &directory)
{
    return QDir(directory).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
}

} // namespace lifeboat::test
