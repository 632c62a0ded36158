// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/tomlreading.h"

#include "engine/base/duration.h"

#include <QDir>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// Keys of ours have two dots; each is a level on which the parser and its tree recur.
constexpr int kMostDots = 64;

/// Counts the dots outside texts and comments line by line: keys end with their line.
class DotCount
{
public:
    /// The first line with more than kMostDots, 0 if there is none.
    int firstOverdone(QByteArrayView toml)
    {
        for (m_at = 0; m_at < toml.size(); ++m_at) {
            const char c = toml[m_at];
            if (c == '\n') {
                ++m_line;
                m_dots = 0;
            } else if (c == '#') {
                const qsizetype end = toml.indexOf('\n', m_at);
                m_at = (end < 0 ? toml.size() : end) - 1;
            } else if (c == '"' || c == '\'') {
                skipText(toml, c);
            } else if (c == '.' && ++m_dots > kMostDots) {
                return m_line;
            }
        }
        return 0;
    }

private:
    /// To the last character of the text that begins here.
    void skipText(QByteArrayView toml, char quote)
    {
        const QByteArray triple(3, quote);
        const bool isLong = toml.sliced(m_at).startsWith(triple);
        m_at += isLong ? 3 : 1;
        for (; m_at < toml.size(); ++m_at) {
            if (toml[m_at] == '\n') {
                ++m_line;
                m_dots = 0;
                if (!isLong)
                    return; // not TOML: the parser says so
            } else if (toml[m_at] == '\\' && quote == '"') {
                ++m_at;
            } else if (!isLong && toml[m_at] == quote) {
                return;
            } else if (isLong && toml.sliced(m_at).startsWith(triple)) {
                m_at += 2;
                return;
            }
        }
    }

    qsizetype m_at = 0;
    int m_line = 1;
    int m_dots = 0;
};

QString keyName(const toml::key &key)
{
    return QString::fromUtf8(key.str().data(), qsizetype(key.str().size()));
}

} // namespace

Result<toml::table> TomlReading::parse(QByteArrayView toml, ErrorCode invalid)
{
    if (const int line = DotCount().firstOverdone(toml); line > 0)
        return failure(invalid, {}, u"line %1: too many dots outside texts"_s.arg(line));
    try {
        return toml::parse(std::string_view(toml.data(), size_t(toml.size())));
    } catch (const toml::parse_error &error) {
        const QString what =
            QString::fromUtf8(error.description().data(), qsizetype(error.description().size()));
        return failure(invalid, {}, u"line %1: %2"_s.arg(error.source().begin.line).arg(what));
    }
}

void TomlReading::fail(const toml::node &node, const QString &what)
{
    fail(u"line %1: %2"_s.arg(node.source().begin.line).arg(what));
}

void TomlReading::fail(const QString &what)
{
    if (m_error.isEmpty())
        m_error = what;
}

void TomlReading::onlyKeys(const toml::table &table, const std::set<std::string_view> &known,
                           const char *where)
{
    for (const auto &[key, node] : table) {
        if (!known.contains(key.str()))
            fail(node, u"unknown key %1%2"_s.arg(QLatin1StringView(where), keyName(key)));
    }
}

const toml::table *TomlReading::table(const toml::table &parent, const char *key)
{
    const toml::node *node = parent.get(key);
    if (node && !node->is_table())
        fail(*node, u"%1 is not a table"_s.arg(QLatin1StringView(key)));
    return node ? node->as_table() : nullptr;
}

QList<const toml::table *> TomlReading::tables(const toml::table &parent, const char *key,
                                               const char *where)
{
    const toml::node *node = parent.get(key);
    QList<const toml::table *> found;
    if (!node)
        return found;
    const toml::array *array = node->as_array();
    if (!array) {
        fail(
            *node,
            u"%1%2 is written as [[%1%2]]"_s.arg(QLatin1StringView(where), QLatin1StringView(key)));
        return found;
    }
    for (const toml::node &entry : *array) {
        if (const toml::table *table = entry.as_table())
            found.append(table);
        else
            fail(entry,
                 u"%1%2 is written as [[%1%2]]"_s.arg(QLatin1StringView(where),
                                                      QLatin1StringView(key)));
    }
    return found;
}

QString TomlReading::text(const toml::table &parent, const char *key)
{
    const toml::node *node = parent.get(key);
    if (!node)
        return {};
    if (const auto value = node->value_exact<std::string>())
        return QString::fromStdString(*value);
    fail(*node, u"%1 is not a text"_s.arg(QLatin1StringView(key)));
    return {};
}

std::optional<bool> TomlReading::flag(const toml::table &parent, const char *key)
{
    const toml::node *node = parent.get(key);
    if (!node)
        return std::nullopt;
    const auto value = node->value_exact<bool>();
    if (!value)
        fail(*node, u"%1 is not true or false"_s.arg(QLatin1StringView(key)));
    return value;
}

std::optional<qint64> TomlReading::integer(const toml::table &parent, const char *key, qint64 least,
                                           qint64 most)
{
    const toml::node *node = parent.get(key);
    if (!node)
        return std::nullopt;
    const auto value = node->value_exact<int64_t>();
    if (!value || *value < least || *value > most) {
        fail(*node,
             u"%1 is not a whole number from %2 to %3"_s.arg(QLatin1StringView(key))
                 .arg(least)
                 .arg(most));
        return std::nullopt;
    }
    return qint64(*value);
}

QStringList TomlReading::texts(const toml::table &parent, const char *key)
{
    const toml::node *node = parent.get(key);
    QStringList found;
    if (!node)
        return found;
    const toml::array *array = node->as_array();
    if (!array || !array->is_homogeneous<std::string>()) {
        if (!array || !array->empty())
            fail(*node, u"%1 is not a list of texts"_s.arg(QLatin1StringView(key)));
        return found;
    }
    for (const toml::node &entry : *array)
        found.append(QString::fromStdString(*entry.value_exact<std::string>()));
    return found;
}

QString TomlReading::path(const toml::table &parent, const char *key)
{
    const QString given = text(parent, key);
    // The system would stop reading there, and open a file of another name.
    if (given.contains(QChar(u'\0')))
        fail(*parent.get(key), u"%1 contains a NUL character"_s.arg(QLatin1StringView(key)));
    return given.isEmpty() ? given : QDir::cleanPath(QDir(m_directory).absoluteFilePath(given));
}

std::optional<std::chrono::milliseconds> TomlReading::duration(const toml::table &parent,
                                                               const char *key)
{
    const toml::node *node = parent.get(key);
    if (!node)
        return std::nullopt;
    const auto number = node->value<double>();
    const auto read = number && node->is_number()
        ? parseDuration(QString::number(*number, 'g', QLocale::FloatingPointShortest))
        : parseDuration(text(parent, key));
    if (!read)
        fail(*node,
             u"%1 is not a duration such as \"10s\" or \"15min\""_s.arg(QLatin1StringView(key)));
    return read;
}

} // namespace lifeboat
