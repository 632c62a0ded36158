// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/healthwording.h"

#include <QCoreApplication>

namespace lifeboat::text {

using enum HealthReason;

QString healthWord(Health health)
{
    switch (health) {
    case Health::Good:
        return QCoreApplication::translate("lifeboat::text", "healthy");
    case Health::Unknown:
        return QCoreApplication::translate("lifeboat::text", "unknown");
    case Health::Attention:
        return QCoreApplication::translate("lifeboat::text", "attention");
    case Health::Failed:
        return QCoreApplication::translate("lifeboat::text", "failed");
    }
    return {};
}

QString healthSentence(HealthReason reason)
{
    switch (reason) {
    case Unreachable:
        return QCoreApplication::translate("lifeboat::text",
                                           "It cannot be reached; what is shown of it is old.");
    case Refused:
        return QCoreApplication::translate("lifeboat::text",
                                           "It refuses the connection, and will until that is mended.");
    case NodeTroubled:
        return QCoreApplication::translate("lifeboat::text",
                                           "It cannot record what it does: it begins nothing, and says of nothing that it is over.");
    case StateTroubled:
        return QCoreApplication::translate("lifeboat::text", "A state on it cannot be worked with.");
    case NoSnapshot:
        return QCoreApplication::translate("lifeboat::text",
                                           "A state on it has no snapshot: it would be lost.");
    case FirstSnapshotDue:
        return QCoreApplication::translate("lifeboat::text", "Its first snapshot is about to be taken.");
    case NewestDamaged:
        return QCoreApplication::translate("lifeboat::text", "Its newest snapshot is damaged.");
    case BeingRestored:
        return QCoreApplication::translate("lifeboat::text", "A state on it is being restored.");
    case NewestUnverified:
        return QCoreApplication::translate("lifeboat::text", "Its newest snapshot was never verified.");
    case NewestOld:
        return QCoreApplication::translate("lifeboat::text",
                                           "Its newest snapshot is much older than its policy wants.");
    case LogUnknown:
        return QCoreApplication::translate("lifeboat::text",
                                           "How far a state on it is behind its log is not known.");
    case LogBehind:
        return QCoreApplication::translate("lifeboat::text",
                                           "A state on it is more than 1,000 entries behind its log.");
    case NotPublished:
        return QCoreApplication::translate("lifeboat::text", "Snapshots of it do not get to the cluster\u2019s store.");
    case LeasesUnkept:
        return QCoreApplication::translate("lifeboat::text", "It cannot record what happens to leases.");
    case NodeMapUnread:
        return QCoreApplication::translate("lifeboat::text", "Which other nodes it learnt of cannot be read there.");
    case DeadOperations:
        return QCoreApplication::translate("lifeboat::text", "Operations on it are dead: tried for the last time, or not worth another try.");
    case ClockSkew:
        return QCoreApplication::translate("lifeboat::text",
                                           "Its clock and this machine\u2019s differ by more than 5 s.");
    }
    return {};
}

QString healthNote(HealthReason reason)
{
    switch (reason) {
    case Unreachable:
        return QCoreApplication::translate("lifeboat::text", "not reachable");
    case Refused:
        return QCoreApplication::translate("lifeboat::text", "refused");
    case NodeTroubled:
        return QCoreApplication::translate("lifeboat::text", "cannot record");
    case StateTroubled:
        return QCoreApplication::translate("lifeboat::text", "state failed");
    case NoSnapshot:
        return QCoreApplication::translate("lifeboat::text", "no snapshot");
    case FirstSnapshotDue:
        return QCoreApplication::translate("lifeboat::text", "first snapshot due");
    case NewestDamaged:
        return QCoreApplication::translate("lifeboat::text", "damaged");
    case BeingRestored:
        return QCoreApplication::translate("lifeboat::text", "being restored");
    case NewestUnverified:
        return QCoreApplication::translate("lifeboat::text", "not verified");
    case NewestOld:
        return QCoreApplication::translate("lifeboat::text", "snapshot old");
    case LogUnknown:
        return QCoreApplication::translate("lifeboat::text", "lag unknown");
    case LogBehind:
        return QCoreApplication::translate("lifeboat::text", "behind");
    case NotPublished:
        return QCoreApplication::translate("lifeboat::text", "not published");
    case LeasesUnkept:
        return QCoreApplication::translate("lifeboat::text", "leases not noted");
    case NodeMapUnread:
        return QCoreApplication::translate("lifeboat::text", "node map not read");
    case DeadOperations:
        return QCoreApplication::translate("lifeboat::text", "operations dead");
    case ClockSkew:
        return QCoreApplication::translate("lifeboat::text", "clock differs");
    }
    return {};
}

} // namespace lifeboat::text
