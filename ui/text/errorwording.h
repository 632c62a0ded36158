// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/missing.h"

#include <optional>

namespace lifeboat::text {

/// How one error code is worded, untranslated. Sentences are whole so that they can be translated;
/// %1 is the subject.
struct Wording
{
    const char *named; ///< with a subject
    const char *nameless; ///< where the subject is not known
    const char *advice = nullptr;
};

/// The words for what goes wrong with logs, nodes and the network; nothing for other codes.
std::optional<Wording> nodeWording(ErrorCode code);

/// The same for what goes wrong with NATS servers, where it is worded otherwise than of nodes.
std::optional<Wording> natsWording(ErrorCode code);

/// The words for what is known better than by its code: what stands in a state's place, why a certificate is
/// not trusted, a snapshot or a practice cluster that is there already, a secret that is not kept.
/// Nothing for other errors.
std::optional<Wording> particularWording(const Error &error);

/// What becomes of the lease of a holder that does not answer; `expires` as in the error's detail. Empty where that is no time.
QString silentHolderAdvice(const QString &expires);

/// The words for a name that was not found, and how to see which there are.
Wording missingWording(Missing what);

} // namespace lifeboat::text
