// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/ids.h"
#include "engine/base/secretfault.h"
#include "engine/net/untrusted.h"
#include "ui/text/errorwording.h"
#include "ui/text/format.h"

#include <QCoreApplication>

namespace lifeboat::text {

namespace {

constexpr const char *kNewCertificate = QT_TRANSLATE_NOOP(
    "lifeboat::text", "Give the node a new certificate, or trust this one by its fingerprint.");

Wording faultWording(net::CertificateFault fault)
{
    switch (fault) {
    case net::CertificateFault::Expired:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The certificate of %1 has expired."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The node\u2019s certificate has expired."), kNewCertificate};
    case net::CertificateFault::NotYetValid:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The certificate of %1 is not valid yet."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The node\u2019s certificate is not valid yet."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Check the clocks of the node and of this machine.")};
    case net::CertificateFault::OtherHost:
        break;
    }
    return {QT_TRANSLATE_NOOP("lifeboat::text", "The certificate that %1 shows is for another host name."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The node\u2019s certificate is for another host name."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Address the node by a name its certificate is for, or trust this one by its fingerprint.")};
}

/// Of secrets that are nobody's to unlock.
Wording secretWording(SecretFault fault)
{
    switch (fault) {
    case SecretFault::NoToken:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "No token is kept for %1."),
            QT_TRANSLATE_NOOP("lifeboat::text", "No token is kept for the node."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Give it again: connect to the node once more, or use \u201clifeboatctl cluster add\u201d. What a keychain "
                              "keeps is not seen where there is none, or LIFEBOAT_SECRETS=file is set.")};
    case SecretFault::NoStoreSecret:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "No password or token is kept for %1."),
            QT_TRANSLATE_NOOP("lifeboat::text", "No password or token is kept for the store."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Give it again: set the store up once more, or use \u201clifeboatctl store add\u201d. What a keychain "
                              "keeps is not seen where there is none, or LIFEBOAT_SECRETS=file is set.")};
    case SecretFault::OthersMayRead:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "The secret for %1 could not be read or kept: others may read the file it is in."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The secret could not be read or kept: others may read the file it is in."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Make the file yours alone (chmod 600); where somebody may have read it, give out new tokens.")};
    case SecretFault::FileUnusable:
        break;
    }
    return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "The secret in %1 could not be read."),
                   QT_TRANSLATE_NOOP("lifeboat::text", "The secret could not be read from its file."),
                   QT_TRANSLATE_NOOP("lifeboat::text", "Check that the file is there, holds what it should and may be read.")};
}

} // namespace

std::optional<Wording> particularWording(const Error &error)
{
    if (error.code == ErrorCode::AlreadyExists && isSnapshotId(error.subject)) // an id names the content
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "The snapshot %1 is there already and is not replaced."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The snapshot is there already and is not replaced."),
            QT_TRANSLATE_NOOP("lifeboat::text", "Nothing is left to do, unless it is damaged there: delete it there first then.")};
    if (error.code == ErrorCode::AlreadyExists && error.subject == QLatin1StringView("a practice cluster"))
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "A practice cluster runs already."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "A practice cluster runs already."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "\u201clifeboatctl practice stop\u201d ends it.")};
    if (const auto fault = secretFaultOf(error))
        return secretWording(*fault);
    if (error.code == ErrorCode::CertificateUntrusted) {
        if (const auto fault = net::faultIn(error.detail))
            return faultWording(*fault);
    }
    if (error.code == ErrorCode::StateKindDiffers && error.subject.startsWith(QLatin1Char('/')))
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "In the place of the managed state stands another program\u2019s database: %1."),
            QT_TRANSLATE_NOOP("lifeboat::text", "In the place of the managed state stands another program\u2019s database."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Find out who put it there, and move it away. Put the state\u2019s own file back, or restore a "
                              "snapshot of it.")};
    if (error.code == ErrorCode::IntegrityFailed && error.subject.endsWith(QLatin1StringView(".previous")))
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "What was kept as %1 is damaged and cannot come back."),
            QT_TRANSLATE_NOOP("lifeboat::text", "What was kept is damaged and cannot come back."),
            QT_TRANSLATE_NOOP("lifeboat::text", "Nothing was changed. Restore from a snapshot instead.")};
    return std::nullopt;
}

QString silentHolderAdvice(const QString &expires)
{
    const QDateTime end = QDateTime::fromString(expires, Qt::ISODateWithMs);
    if (!end.isValid())
        return {};
    return QCoreApplication::translate("lifeboat::text",
                                       "It was asked, and steps down if it comes to itself. If it is dead, its lease runs out at %1, "
                                       "and another node that publishes takes over then.")
        .arg(moment(end, QDateTime::currentDateTimeUtc()));
}

} // namespace lifeboat::text
