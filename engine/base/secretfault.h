// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

/// Why a secret is not at hand where no keychain is at fault: SecretUnavailable says it as its detail, so that it can be told across
/// the network too.
namespace lifeboat {

enum class SecretFault {
    NoToken, ///< none is kept for that node
    NoStoreSecret, ///< no password or token is kept for that store
    OthersMayRead, ///< the file that keeps secrets; the subject is its path
    FileUnusable, ///< the file that holds just this one cannot be read, or is empty; the subject is its path
};

/// SecretUnavailable of `subject`; `more` stands behind the fault in the detail.
std::unexpected<Error> secretUnavailable(SecretFault fault, const QString &subject, const QString &more = {});

/// What secretUnavailable() said; nothing for other errors, those of keychains among them.
std::optional<SecretFault> secretFaultOf(const Error &error);

} // namespace lifeboat
