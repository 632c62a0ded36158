// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/entryhealth.h"

#include "ui/text/wording.h"

#include <QCoreApplication>

namespace lifeboat::ui {

Health healthOf(const CatalogEntry &entry, const QDateTime &now)
{
    if (entry.damage)
        return Health::Bad;
    if (!entry.verification || entry.verification->depth == Depth::Listed)
        return Health::Warning;
    const auto age = std::chrono::milliseconds(entry.verification->at.msecsTo(now));
    return age > kVerificationStale ? Health::Warning : Health::Good;
}

QString verificationText(const CatalogEntry &entry, const QDateTime &now)
{
    if (entry.damage && !entry.verification)
        return QCoreApplication::translate("lifeboat::ui::EntryHealth", "damaged");
    return text::verification(entry.verification, now);
}

} // namespace lifeboat::ui
