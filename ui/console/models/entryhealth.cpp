// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/entryhealth.h"

#include "ui/text/wording.h"

#include <QCoreApplication>

namespace lifeboat::ui {

namespace {

bool isUnreadable(const CatalogEntry &entry, const QSet<QString> &unreadable)
{
    return !unreadable.isEmpty() && unreadable.contains(directoryOf(entry.path));
}

} // namespace

Health healthOf(const CatalogEntry &entry, const QDateTime &now, const QSet<QString> &unreadable)
{
    if (isUnreadable(entry, unreadable))
        return Health::Unknown;
    if (entry.damage)
        return Health::Bad;
    if (!entry.verification || entry.verification->depth == Depth::Listed)
        return Health::Warning;
    // What is dated ahead is no answer to how much would be lost, and looks fresh for ever.
    if (aheadOf(entry.createdAt(), now) || aheadOf(entry.verification->at, now))
        return Health::Warning;
    const auto age = std::chrono::milliseconds(entry.verification->at.msecsTo(now));
    return age > kVerificationStale ? Health::Warning : Health::Good;
}

QString verificationText(const CatalogEntry &entry, const QDateTime &now, const QSet<QString> &unreadable)
{
    if (isUnreadable(entry, unreadable))
        return QCoreApplication::translate("lifeboat::ui::EntryHealth", "store not readable now");
    if (entry.damage && (!entry.verification || !entry.verification->damage))
        return QCoreApplication::translate("lifeboat::ui::EntryHealth", "damaged");
    const QString verification = text::verification(entry.verification, now);
    if (!aheadOf(entry.createdAt(), now))
        return verification;
    return QCoreApplication::translate("lifeboat::ui::EntryHealth", "dated in the future, %1").arg(verification);
}

} // namespace lifeboat::ui
