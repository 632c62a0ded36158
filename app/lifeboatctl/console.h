// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/exitstatus.h"

#include <QJsonObject>
#include <QStringList>

namespace lifeboat::cli {

/// `text` with control characters, and those that turn or hide what stands beside them, as \u{1b}: names of files and
/// tables cannot command the terminal.
QString escaped(const QString &text);

/// Commands that are suggested name this cluster from now on, so that they can be pasted as they are.
void suggestFor(const QString &cluster);
const QString &suggestedCluster(); ///< empty: none was named

/// `text` with the cluster of suggestFor(), if there is one, in every command of it that needs one.
QString withCluster(const QString &text);

/// What to do next, to one who runs a command once: text::advice, but nothing here tries again by itself.
QString adviceHere(const Error &error);

/// Where results and errors go: text or one JSON document to standard output, errors in text mode to standard error.
/// Control characters, which names inside archives may hold, never reach a terminal. Main thread only.
class Console
{
public:
    explicit Console(bool json)
        : m_json(json)
    {
    }

    bool isJson() const { return m_json; }

    /// A line of the result; nothing in JSON mode.
    void line(const QString &text = {}) const;

    void lines(const QStringList &texts) const;

    /// The result in JSON mode; nothing in text mode. Once a run.
    void document(const QJsonObject &object) const;

    /// One of many results as a line of JSON; nothing in text mode.
    void record(const QJsonObject &object) const;

    /// A line for people that is not part of the result, on standard error; nothing in JSON mode.
    void note(const QString &text) const;

    /// Says what went wrong and what to do next. `about` names the archive where the error only names a part of it;
    /// `context` is added to the JSON document.
    ExitStatus fail(const Error &error, const QString &about = {}, QJsonObject context = {}) const;

    /// The same without a JSON document, for commands that report errors inside theirs.
    void explain(const Error &error, const QString &about = {}) const;

    /// Asks for a line on the terminal. Empty at end of input or after a signal.
    QString ask(const QString &question) const;

    /// True if there is somebody to ask.
    bool canAsk() const;

    /// False if standard output could not take everything.
    static bool flush();

private:
    const bool m_json;
};

} // namespace lifeboat::cli
