// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/state/entry.h"

#include <QList>
#include <QRandomGenerator>

namespace lifeboat::bench {

/// Documents of about a kilobyte under random ids; the same at every call.
inline QList<Change> makeChanges(qint64 count)
{
    QRandomGenerator random(20261121);
    QList<Change> changes;
    QByteArray noise(720, Qt::Uninitialized);
    for (qint64 i = 0; i < count; ++i) {
        random.fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
        Change change{.table = QStringLiteral("documents"), .op = EntryOp::Put, .id = {}, .document = {}};
        change.id = QString::fromLatin1(noise.first(16).toHex());
        change.document = "{\"number\":" + QByteArray::number(i) + ",\"text\":\"" + noise.toBase64() + "\"}";
        changes.append(change);
    }
    return changes;
}

} // namespace lifeboat::bench
