// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/snapshotstore.h"

#include <QRegularExpression>
#include <vector>

using namespace Qt::StringLiterals;

namespace lifeboat {

bool isObjectName(const QString &name)
{
    static const QRegularExpression pattern(u"\\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}\\z"_s);
    return pattern.match(name).hasMatch();
}

Result<> readPieces(JobControl &control, const File &source, qint64 from, qint64 size, const std::function<Result<>(QByteArrayView)> &take)
{
    std::vector<char> buffer(static_cast<size_t>(size));
    while (true) {
        LIFEBOAT_TRY(control.checkpoint());
        LIFEBOAT_ASSIGN(const qint64 read, source.readAt(from, buffer));
        if (read > 0)
            LIFEBOAT_TRY(take(QByteArrayView(buffer.data(), read)));
        if (read < size)
            return {};
        from += read;
    }
}

} // namespace lifeboat
