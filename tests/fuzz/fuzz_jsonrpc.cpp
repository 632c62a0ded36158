// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/calls.h"
#include "engine/net/frames.h"
#include "engine/net/handshake.h"
#include "engine/net/jsonrpc.h"

#include <cstdlib>

using namespace lifeboat;
using namespace lifeboat::net;

namespace {

void check(const rpc::Request &request)
{
    const rpc::Message again = rpc::decode(rpc::encode(request), 1 << 24);
    const auto *same = std::get_if<rpc::Request>(&again);
    if (!same || *same != request)
        std::abort();
    (void)helloFromJson(request.parameters);
    if (const CallSpec *call = findCall(request.method))
        (void)checkParameters(*call, request.parameters);
}

void check(const rpc::Response &response)
{
    const QByteArray bytes = response.outcome
        ? rpc::encodeResult(response.id, *response.outcome)
        : rpc::encodeError(response.id, response.outcome.error());
    const rpc::Message again = rpc::decode(bytes, 1 << 24);
    const auto *same = std::get_if<rpc::Response>(&again);
    // An answer may name no call only if it is an error.
    const bool lost = response.outcome && std::holds_alternative<std::monostate>(response.id);
    if (!lost && (!same || same->id != response.id || same->outcome != response.outcome))
        std::abort();
}

} // namespace

/// Any bytes as a message of either kind: refused, or the same again once encoded.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const rpc::Message message = rpc::decode(bytes, 1 << 20);
    if (const auto *request = std::get_if<rpc::Request>(&message))
        check(*request);
    else if (const auto *response = std::get_if<rpc::Response>(&message))
        check(*response);
    if (const auto frame = decodeFrame(bytes)) {
        QByteArray same = makeFrame(frame->transfer, frame->offset, frame->payload().size());
        same.replace(kFrameHeaderBytes, frame->payload().size(), frame->payload().toByteArray());
        if (same != bytes)
            std::abort();
    }
    return 0;
}
