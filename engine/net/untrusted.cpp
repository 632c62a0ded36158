// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/untrusted.h"

#include "engine/net/certificate.h"

#include <QSslCertificate>
#include <QSslError>
#include <array>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

constexpr QLatin1StringView kBetween(", ");

constexpr std::array kFaults{std::pair{CertificateFault::Expired, "expired"_L1},
                             std::pair{CertificateFault::NotYetValid, "not valid yet"_L1},
                             std::pair{CertificateFault::OtherHost, "for another host"_L1}};

} // namespace

std::optional<CertificateFault> faultOf(const QList<QSslError> &errors, const QSslCertificate &peer)
{
    std::optional<CertificateFault> fault;
    for (const QSslError &error : errors) {
        if (!error.certificate().isNull() && error.certificate() != peer)
            return std::nullopt;
        switch (error.error()) {
        case QSslError::CertificateExpired: fault = CertificateFault::Expired; break;
        case QSslError::CertificateNotYetValid: fault = CertificateFault::NotYetValid; break;
        case QSslError::HostNameMismatch: fault = fault.value_or(CertificateFault::OtherHost); break;
        default: return std::nullopt;
        }
    }
    return fault;
}

QString untrustedDetail(const QByteArray &fingerprint, std::optional<CertificateFault> fault)
{
    QString detail = fingerprintText(fingerprint);
    for (const auto &[each, words] : kFaults) {
        if (fault == each)
            detail += kBetween + words;
    }
    return detail;
}

QString fingerprintIn(const QString &detail)
{
    return detail.section(kBetween, 0, 0);
}

std::optional<CertificateFault> faultIn(const QString &detail)
{
    for (const auto &[fault, words] : kFaults) {
        if (detail.endsWith(kBetween + words))
            return fault;
    }
    return std::nullopt;
}

} // namespace lifeboat::net
