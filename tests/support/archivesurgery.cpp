// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "archivesurgery.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace lifeboat::test {

namespace {

constexpr qsizetype kBlock = 512;

QByteArray octal(qint64 number, int digits)
{
    return QByteArray::number(number, 8).rightJustified(digits, '0');
}

void fixChecksum(QByteArray &header)
{
    header.replace(148, 8, QByteArray(8, ' '));
    qint64 sum = 0;
    for (const char c : std::as_const(header))
        sum += static_cast<unsigned char>(c);
    // As KTar writes it: six digits, a NUL, a blank.
    header.replace(148, 8, octal(sum, 6) + QByteArray("\0 ", 2));
}

} // namespace

QByteArray TarMember::name() const
{
    return QByteArray(header.constData());
}

void TarMember::setField(qsizetype at, const QByteArray &bytes)
{
    header.replace(at, bytes.size(), bytes);
    fixChecksum(header);
}

void TarMember::setName(const QByteArray &name)
{
    setField(0, name.leftJustified(100, '\0'));
}

void TarMember::setDeclaredSize(qint64 size)
{
    const QByteArray field = header.mid(124, 12);
    const qsizetype digits = field.indexOf(' ') < 0 ? 11 : field.indexOf(' ');
    setField(124, octal(size, int(digits)));
}

void TarMember::setData(const QByteArray &bytes)
{
    data = bytes;
    setDeclaredSize(bytes.size());
}

TarMembers takeApart(const QByteArray &tar)
{
    TarMembers members;
    for (qsizetype at = 0; at + kBlock <= tar.size() && tar[at] != '\0';) {
        TarMember member;
        member.header = tar.mid(at, kBlock);
        const qsizetype size = member.header.mid(124, 12).trimmed().replace('\0', "").toLongLong(nullptr, 8);
        member.data = tar.mid(at + kBlock, size);
        at += kBlock + (size + kBlock - 1) / kBlock * kBlock;
        members.append(member);
    }
    return members;
}

QByteArray putTogether(const TarMembers &members)
{
    QByteArray tar;
    for (const TarMember &member : members) {
        tar += member.header + member.data;
        tar += QByteArray((kBlock - member.data.size() % kBlock) % kBlock, '\0');
    }
    return tar + QByteArray(2 * kBlock, '\0');
}

qsizetype indexOf(const TarMembers &members, const QByteArray &name)
{
    for (qsizetype i = 0; i < members.size(); ++i) {
        if (members[i].name() == name)
            return i;
    }
    return -1;
}

void resum(TarMembers &members)
{
    QByteArray sums;
    for (const TarMember &member : std::as_const(members)) {
        if (member.name() != "SHA256SUMS")
            sums += QCryptographicHash::hash(member.data, QCryptographicHash::Sha256).toHex() + "  " + member.name() + '\n';
    }
    members[indexOf(members, "SHA256SUMS")].setData(sums);
}

void editManifest(TarMembers &members, const std::function<void(QJsonObject &)> &edit)
{
    TarMember &manifest = members[indexOf(members, "manifest.json")];
    QJsonObject object = QJsonDocument::fromJson(manifest.data).object();
    edit(object);
    manifest.setData(QJsonDocument(object).toJson().leftJustified(manifest.data.size(), ' '));
    resum(members);
}

void setPath(QJsonObject &object, const QString &path, const QJsonValue &value)
{
    const qsizetype dot = path.indexOf(u'.');
    if (dot >= 0) {
        QJsonObject inner = object[path.first(dot)].toObject();
        setPath(inner, path.sliced(dot + 1), value);
        object[path.first(dot)] = inner;
    } else if (value.isUndefined()) {
        object.remove(path);
    } else {
        object[path] = value;
    }
}

} // namespace lifeboat::test
