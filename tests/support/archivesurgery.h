// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <functional>

namespace lifeboat::test {

/// A tar taken apart without the engine's reader, so that a test can put it together again wrongly.
struct TarMember {
    QByteArray header; ///< 512 bytes
    QByteArray data;

    QByteArray name() const;
    void setName(const QByteArray &name); ///< up to 100 bytes; the checksum follows
    void setData(const QByteArray &bytes); ///< with size and checksum
    void setDeclaredSize(qint64 size); ///< whatever the data
    void setField(qsizetype at, const QByteArray &bytes); ///< with checksum
};

using TarMembers = QList<TarMember>;

TarMembers takeApart(const QByteArray &tar);

/// Headers, padded data, two zero blocks.
QByteArray putTogether(const TarMembers &members);

qsizetype indexOf(const TarMembers &members, const QByteArray &name);

/// Makes SHA256SUMS right again for all members before it.
void resum(TarMembers &members);

/// Changes manifest.json, keeping its size where the new one is smaller, and makes SHA256SUMS right again.
void editManifest(TarMembers &members, const std::function<void(QJsonObject &)> &edit);

/// Sets one JSON value by a dotted path, e.g. "sizes.raw"; an undefined value removes it.
void setPath(QJsonObject &object, const QString &path, const QJsonValue &value);

} // namespace lifeboat::test
