// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nats/natssettings.h"
#include "engine/base/result.h"

#include <memory>
#include <nats/nats.h>

/// What only engine/nats sees of nats.c.
namespace lifeboat {

template <typename Handle, void (*destroy)(Handle *)>
struct NatsDestroy
{
    void operator()(Handle *handle) const { destroy(handle); }
};

using NatsOptionsHandle = std::unique_ptr<natsOptions, NatsDestroy<natsOptions, natsOptions_Destroy>>;
using NatsMessageHandle = std::unique_ptr<natsMsg, NatsDestroy<natsMsg, natsMsg_Destroy>>;

/// Turns settings into nats.c's. NotFound for a file that is not there, InvalidArgument for a URL or a
/// combination that cannot be, as natsError() for what nats.c does not take.
Result<NatsOptionsHandle> natsOptionsFor(const NatsSettings &settings);

/// The URLs without what a password might stand in: for errors and logs.
QString namesOf(const NatsSettings &settings);

} // namespace lifeboat
