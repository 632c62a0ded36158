// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <optional>

class QSslCertificate;
class QSslError;

/// What CertificateUntrusted carries as its detail: the fingerprint met, and behind it, where an authority vouches for the
/// certificate, why it is not trusted all the same: "AB:CD:…, expired".
namespace lifeboat::net {

enum class CertificateFault {
    Expired,
    NotYetValid,
    OtherHost, ///< it names other hosts than the one that was asked for
};

/// What is wrong with the peer's certificate that an authority vouches for; nothing where none does, or another one on the way is at fault.
std::optional<CertificateFault> faultOf(const QList<QSslError> &errors, const QSslCertificate &peer);

QString untrustedDetail(const QByteArray &fingerprint, std::optional<CertificateFault> fault = {});

/// As people compare it.
QString fingerprintIn(const QString &detail);

std::optional<CertificateFault> faultIn(const QString &detail);

} // namespace lifeboat::net
