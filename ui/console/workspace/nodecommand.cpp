// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/nodecommand.h"

#include "engine/net/certificate.h"
#include "ui/text/shellword.h"

using namespace Qt::StringLiterals;

namespace lifeboat::ui::command {

namespace {

QString joined(const QStringList &words)
{
    QStringList line{u"lifeboatctl"_s};
    for (const QString &word : words)
        line.append(text::shellWord(word));
    return line.join(u' ');
}

/// An empty list would be all of them to whoever reads the command.
QString listed(const QStringList &nodes)
{
    return nodes.isEmpty() ? u"NODES"_s : nodes.join(u',');
}

} // namespace

QString addNode(const QString &cluster, const QString &address, const QString &file, const QByteArray &fingerprint)
{
    QStringList words{u"cluster"_s, u"add"_s, cluster};
    if (file.isEmpty())
        words << address;
    else
        words << u"--file"_s << file;
    words << u"--token-file"_s << u"-"_s;
    if (!fingerprint.isEmpty() && file.isEmpty())
        words << u"--fingerprint"_s << net::fingerprintText(fingerprint);
    return joined(words);
}

QString restoreNodes(const ClusterRestoreRequest &request, const QStringList &nodes)
{
    QStringList words{u"restore"_s, u"run"_s, request.archive.isEmpty() ? request.snapshot : request.archive,
                      u"--cluster"_s, request.cluster, u"--nodes"_s, listed(nodes),
                      u"--parallel"_s, QString::number(request.parallel)};
    if (!request.state.isEmpty())
        words << u"--state"_s << request.state;
    if (request.force)
        words << u"--force"_s;
    if (!request.stopAtFirstFailure)
        words << u"--go-on"_s;
    if (request.apart)
        words << u"--apart"_s;
    words << u"--confirm"_s << request.cluster;
    return joined(words);
}

QString stepDown(const QString &cluster, const QString &lease)
{
    return joined({u"lease"_s, u"step-down"_s, lease, u"--cluster"_s, cluster});
}

QString undoNodes(const QString &cluster, const QString &state, const QStringList &nodes, bool redoes, bool isApart)
{
    QStringList words{u"restore"_s, u"undo"_s, u"--cluster"_s, cluster, u"--nodes"_s, listed(nodes)};
    if (!state.isEmpty())
        words << u"--state"_s << state;
    if (redoes)
        words << u"--redo"_s;
    if (isApart)
        words << u"--apart"_s;
    words << u"--confirm"_s << cluster;
    return joined(words);
}

} // namespace lifeboat::ui::command
