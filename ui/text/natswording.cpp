// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/errortext.h"
#include "ui/text/errorwording.h"

#include <QCoreApplication>

#include <algorithm>

namespace lifeboat::text {

bool isOfNats(const Error &error)
{
    static constexpr QLatin1StringView kSchemes[] = {QLatin1StringView("nats://"), QLatin1StringView("tls://")};
    return std::ranges::any_of(kSchemes, [&error](QLatin1StringView scheme) { return error.subject.startsWith(scheme); });
}

std::optional<Wording> natsWording(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Unreachable:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "%1 cannot be reached."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The NATS servers cannot be reached."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "Check that the servers run and that the network leads there.")};
    case ErrorCode::TimedOut:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "%1 did not answer in time."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The NATS servers did not answer in time."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "Check that the servers run and that the network leads there.")};
    case ErrorCode::Disconnected:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "The connection to %1 was lost."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The connection was lost."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "Check that the servers run and that the network leads there.")};
    case ErrorCode::AuthenticationFailed:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "%1 does not let us in."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The NATS servers do not let us in."),
                       QT_TRANSLATE_NOOP("lifeboat::text",
                                         "Check user and password, token or credentials: they may be wrong, expired or revoked.")};
    case ErrorCode::CertificateUntrusted:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "The certificate of %1 is not trusted here."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The server\u2019s certificate is not trusted here."),
                       QT_TRANSLATE_NOOP("lifeboat::text",
                                         "Name the file with the certificates that vouch for it, or look whether it has expired.")};
    default:
        return std::nullopt;
    }
}

} // namespace lifeboat::text
