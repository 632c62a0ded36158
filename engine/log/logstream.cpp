// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/log/logstream.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr int kVersion = 1;

bool isName(const QString &text)
{
    static const QRegularExpression pattern(u"\\A[A-Za-z0-9._-]{1,64}\\z"_s);
    return pattern.match(text).hasMatch();
}

/// A dot would begin another token.
QByteArray tokenOf(const QString &name)
{
    return name.toLatin1().replace('.', '=');
}

QJsonObject toObject(const LogHistory &history)
{
    QJsonObject object{{u"number"_s, QString::number(history.number)},
                       {u"lineage"_s, history.lineage.value},
                       {u"trimmed"_s, QString::number(history.trimmed)}};
    if (history.origin)
        object.insert(u"origin"_s, QJsonObject{{u"lineage"_s, history.origin->lineage.value},
                                               {u"index"_s, QString::number(history.origin->appliedIndex)}});
    return object;
}

std::optional<LogHistory> historyFrom(const QJsonValue &value)
{
    const auto number = parseDecimal(value[u"number"_s].toString());
    const auto trimmed = parseDecimal(value[u"trimmed"_s].toString());
    const QString lineage = value[u"lineage"_s].toString();
    if (!number || !trimmed || lineage.isEmpty())
        return std::nullopt;
    LogHistory history{*number, {lineage}, *trimmed};
    const QJsonValue origin = value[u"origin"_s];
    if (const auto index = parseDecimal(origin[u"index"_s].toString()))
        history.origin = Position{{origin[u"lineage"_s].toString()}, *index};
    return history;
}

QString inWords(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull()
        ? u"none"_s
        : QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)).sliced(1).chopped(1);
}

/// What is off may be left out.
bool isOff(const QJsonValue &value)
{
    return !value.isObject() && !value.isArray() && !value.toVariant().toBool();
}

} // namespace

QByteArray LogStream::entries(quint64 history) const
{
    return subjects.chopped(1) + "entries." + QByteArray::number(history);
}

Result<LogStream> LogStream::of(const LogStreamSettings &settings)
{
    for (const QString &name : {settings.cluster, settings.state}) {
        if (!isName(name))
            return failure(ErrorCode::InvalidArgument, u"log"_s, name);
    }
    if (settings.replicas < 1 || settings.replicas > 5 || settings.maxBytes < 0)
        return failure(ErrorCode::InvalidArgument, u"log"_s, u"%1 replicas, %2 bytes"_s.arg(settings.replicas).arg(settings.maxBytes));
    const QByteArray place = tokenOf(settings.cluster) + '.' + tokenOf(settings.state);
    return LogStream{.name = "LIFEBOAT_" + tokenOf(settings.cluster) + '_' + tokenOf(settings.state),
                     .subjects = "lifeboat.log." + place + ".>",
                     .about = "lifeboat.log." + place + ".about",
                     .news = "lifeboat.news." + place + ".>",
                     .turn = "lifeboat.turn." + place};
}

QJsonObject configOf(const LogStream &stream, const LogStreamSettings &settings)
{
    return {{u"name"_s, QString::fromUtf8(stream.name)},
            {u"description"_s, u"Lifeboat: the log of %1 in %2"_s.arg(settings.state, settings.cluster)},
            {u"subjects"_s, QJsonArray{QString::fromUtf8(stream.subjects)}},
            {u"storage"_s, u"file"_s},
            {u"retention"_s, u"limits"_s},
            {u"discard"_s, u"new"_s},
            {u"max_msgs"_s, -1},
            {u"max_msgs_per_subject"_s, -1},
            {u"max_bytes"_s, settings.maxBytes > 0 ? settings.maxBytes : -1},
            {u"max_age"_s, 0},
            {u"max_msg_size"_s, -1},
            {u"num_replicas"_s, settings.replicas},
            {u"allow_rollup_hdrs"_s, true},
            {u"deny_delete"_s, false},
            {u"deny_purge"_s, false},
            {u"republish"_s,
             QJsonObject{{u"src"_s, QString::fromUtf8(stream.subjects)},
                         {u"dest"_s, QString::fromUtf8(stream.news)},
                         {u"headers_only"_s, true}}}};
}

Result<> checkConfig(const QJsonObject &config, const LogStream &stream, const LogStreamSettings &settings)
{
    QJsonObject wanted = configOf(stream, settings);
    wanted.remove(u"description"_s);
    wanted.remove(u"max_msg_size"_s);
    wanted.remove(u"num_replicas"_s);
    if (settings.maxBytes == 0)
        wanted.remove(u"max_bytes"_s);
    for (const auto &never : {u"mirror"_s, u"sources"_s, u"sealed"_s, u"no_ack"_s, u"subject_transform"_s})
        wanted.insert(never, QJsonValue());
    QStringList differences;
    for (auto it = wanted.constBegin(); it != wanted.constEnd(); ++it) {
        const QJsonValue found = config[it.key()];
        if (found != it.value() && !(isOff(found) && isOff(it.value())))
            differences.append(u"%1 is %2, not %3"_s.arg(it.key(), inWords(found), inWords(it.value())));
    }
    if (const int replicas = config[u"num_replicas"_s].toInt(1); replicas < settings.replicas)
        differences.append(u"num_replicas is %1, not %2"_s.arg(replicas).arg(settings.replicas));
    if (differences.isEmpty())
        return {};
    return failure(ErrorCode::SettingsDiffer, QString::fromUtf8(stream.name), differences.join(u"; "_s));
}

QByteArray toJson(const LogDescription &description)
{
    QJsonObject object{{u"version"_s, kVersion}, {u"current"_s, toObject(description.current)}};
    if (description.kept)
        object.insert(u"kept"_s, toObject(*description.kept));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<LogDescription> descriptionFrom(const QByteArray &json, const LogStream &stream)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const QString name = QString::fromUtf8(stream.name);
    if (const int version = object[u"version"_s].toInt(); version > kVersion)
        return failure(ErrorCode::ProtocolVersion, name, u"a description of version %1"_s.arg(version));
    const auto current = historyFrom(object[u"current"_s]);
    const auto kept = historyFrom(object[u"kept"_s]);
    if (!current || (object.contains(u"kept"_s) && !kept))
        return failure(ErrorCode::ProtocolViolation, name, u"a description that is not ours"_s);
    return LogDescription{*current, kept};
}

} // namespace lifeboat
