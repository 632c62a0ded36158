// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>

namespace lifeboat::test {

/// A temporary directory of one test, with shorthands for plain files that bypass the engine.
class Workspace
{
public:
    Workspace();

    QString path(const QString &name = {}) const;
    QString makeDirectory(const QString &name) const;

    void write(const QString &name, const QByteArray &bytes) const;
    QByteArray read(const QString &name) const;
    bool exists(const QString &name) const;

    /// Names of everything in `directory` (of the workspace), hidden ones too, sorted.
    QStringList names(const QString &directory = {}) const;

private:
    QTemporaryDir m_directory;
};

/// The same for absolute paths.
void writeFile(const QString &path, const QByteArray &bytes);
QByteArray readFile(const QString &path);
QStringList namesIn(const QString &directory);

} // namespace lifeboat::test
