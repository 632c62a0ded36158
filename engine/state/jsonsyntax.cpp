// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/jsonsyntax.h"

#include <QUtf8StringView>

namespace lifeboat {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Goes through the text once; every member returns false where it meets what the grammar does not
/// have, and the reading stands there.
class JsonWalk
{
public:
    explicit JsonWalk(QByteArrayView json)
        : m_at(json.begin())
        , m_end(json.end())
    {
    }

    bool document()
    {
        skipBlanks();
        if (peek() != '{' || !value(0))
            return false;
        skipBlanks();
        return m_at == m_end;
    }

    const char *position() const { return m_at; }

private:
    /// NUL, which no rule takes, at the end.
    char peek() const { return m_at < m_end ? *m_at : '\0'; }

    bool take(char wanted)
    {
        if (peek() != wanted || m_at == m_end)
            return false;
        ++m_at;
        return true;
    }

    bool take(std::string_view word)
    {
        return std::ranges::all_of(word, [this](char c) { return take(c); });
    }

    void skipBlanks()
    {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
            ++m_at;
    }

    bool value(int depth)
    {
        switch (peek()) {
        case '{':
            return depth < kDocumentDepth && members('}', depth);
        case '[':
            return depth < kDocumentDepth && members(']', depth);
        case '"':
            return string();
        case 't':
            return take("true");
        case 'f':
            return take("false");
        case 'n':
            return take("null");
        default:
            return number();
        }
    }

    bool members(char end, int depth)
    {
        ++m_at;
        skipBlanks();
        if (take(end))
            return true;
        do {
            skipBlanks();
            if (end == '}' && !key())
                return false;
            if (!value(depth + 1))
                return false;
            skipBlanks();
        } while (take(','));
        return take(end);
    }

    bool key()
    {
        if (!string())
            return false;
        skipBlanks();
        if (!take(':'))
            return false;
        skipBlanks();
        return true;
    }

    bool string()
    {
        if (!take('"'))
            return false;
        while (m_at < m_end && *m_at != '"') {
            if (uchar(*m_at) < 0x20 || (*m_at == '\\' && !escape()))
                return false;
            ++m_at;
        }
        return take('"');
    }

    /// Ends on the last character of the escape.
    bool escape()
    {
        ++m_at;
        if (peek() != 'u')
            return m_at < m_end && std::string_view("\"\\/bfnrt").contains(*m_at);
        for (int i = 0; i < 4; ++i) {
            ++m_at;
            if (!isHexDigit(peek()))
                return false;
        }
        return true;
    }

    bool digits()
    {
        if (!isDigit(peek()))
            return false;
        while (isDigit(peek()))
            ++m_at;
        return true;
    }

    bool number()
    {
        take('-');
        if (!take('0') && !digits())
            return false;
        if (take('.') && !digits())
            return false;
        if (!take('e') && !take('E'))
            return true;
        if (!take('-'))
            take('+');
        return digits();
    }

    const char *m_at;
    const char *m_end;
};

} // namespace

std::optional<qsizetype> firstSyntaxError(QByteArrayView json)
{
    JsonWalk walk(json);
    if (!walk.document())
        return walk.position() - json.begin();
    if (!QUtf8StringView(json.data(), json.size()).isValidUtf8())
        return 0;
    return std::nullopt;
}

} // namespace lifeboat
