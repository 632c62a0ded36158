// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <toml++/toml.hpp>

#include <chrono>
#include <optional>
#include <set>

namespace lifeboat {

/// Reads a TOML document that a person wrote: every getter checks type and range, returns an empty
/// value on failure and remembers the first one with its line, so that a reader asks for all keys
/// and tests `error()` once. For .cpp files only: the parser's header is large.
class TomlReading
{
public:
    /// Relative paths are taken to be relative to `directory`.
    explicit TomlReading(QString directory)
        : m_directory(std::move(directory))
    {
    }

    /// `invalid` with "line 3: …" as detail; it is said of keys nested beyond reason too, on which
    /// the parser would recur.
    static Result<toml::table> parse(QByteArrayView toml, ErrorCode invalid);

    /// "line 12: unknown key drills", or empty.
    QString error() const { return m_error; }
    void fail(const toml::node &node, const QString &what);
    /// For what is wrong with the whole and has no line.
    void fail(const QString &what);

    /// Fails at every key that is not `known`; `where` is put before its name.
    void onlyKeys(const toml::table &table, const std::set<std::string_view> &known,
                  const char *where);

    const toml::table *table(const toml::table &parent, const char *key);
    /// Tables written as [[key]]; empty if there is none. `where` as for onlyKeys.
    QList<const toml::table *> tables(const toml::table &parent, const char *key,
                                      const char *where);
    QString text(const toml::table &parent, const char *key);
    std::optional<bool> flag(const toml::table &parent, const char *key);
    std::optional<qint64> integer(const toml::table &parent, const char *key, qint64 least,
                                  qint64 most);
    QStringList texts(const toml::table &parent, const char *key);
    QString path(const toml::table &parent, const char *key);
    std::optional<std::chrono::milliseconds> duration(const toml::table &parent, const char *key);

private:
    const QString m_directory;
    QString m_error;
};

} // namespace lifeboat
