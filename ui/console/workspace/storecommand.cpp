// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/storecommand.h"

#include "ui/text/shellword.h"

using namespace Qt::StringLiterals;

namespace lifeboat::ui::command {

namespace {

QString joined(const QStringList &words)
{
    QStringList line{u"lifeboatctl"_s, u"store"_s};
    for (const QString &word : words)
        line.append(text::shellWord(word));
    return line.join(u' ');
}

QString orPlaceholder(const QString &text, const QString &placeholder)
{
    return text.isEmpty() ? placeholder : text;
}

} // namespace

QString addStore(const StoreProfile &profile)
{
    QStringList words{u"add"_s, orPlaceholder(profile.name, u"NAME"_s)};
    if (profile.isDirectory())
        return joined(words << u"--directory"_s << profile.directory);
    const NatsSettings &nats = profile.nats;
    for (const QString &url : nats.urls.isEmpty() ? QStringList{u"URL"_s} : nats.urls)
        words << u"--nats"_s << url;
    words << u"--bucket"_s << orPlaceholder(profile.bucket, u"BUCKET"_s);
    if (profile.identity == StoreProfile::Identity::Password)
        words << u"--user"_s << orPlaceholder(nats.user, u"USER"_s) << u"--password-file"_s << u"-"_s;
    if (profile.identity == StoreProfile::Identity::Token)
        words << u"--token-file"_s << u"-"_s;
    if (profile.identity == StoreProfile::Identity::Credentials)
        words << u"--credentials"_s << orPlaceholder(nats.credentialsFile, u"FILE"_s);
    if (nats.tls)
        words << u"--tls"_s;
    for (const auto &[option, file] : {std::pair(u"--ca"_s, nats.caFile), std::pair(u"--certificate"_s, nats.certificateFile),
                                       std::pair(u"--key"_s, nats.keyFile), std::pair(u"--leases"_s, profile.leaseBucket)}) {
        if (!file.isEmpty())
            words << option << file;
    }
    return joined(words);
}

QString testStore(const QString &store)
{
    return joined({u"test"_s, store});
}

QString listStore(const QString &store)
{
    return joined({u"list"_s, store});
}

QString putFile(const QString &store, const QString &file, const QString &object)
{
    QStringList words{u"put"_s, store, orPlaceholder(file, u"FILE"_s)};
    if (!object.isEmpty() && object != file.section(u'/', -1))
        words << u"--object"_s << object;
    return joined(words);
}

QString getObject(const QString &store, const QString &object, const QString &directory)
{
    return joined({u"get"_s, store, object, orPlaceholder(directory, u"DIRECTORY"_s)});
}

} // namespace lifeboat::ui::command
