// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/manifest.h"
#include "engine/base/limits.h"

#include <cstdlib>

using namespace lifeboat;

/// Any bytes as manifest.json: refused, or a manifest whose sizes agree and which survives being written again.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    const auto manifest = manifestFromJson(QByteArrayView(data, qsizetype(size)));
    if (!manifest)
        return 0;
    const bool sane = isSnapshotId(manifest->id.value) && manifest->segmentCount() >= 1
        && manifest->segmentCount() <= limits::kSegments && manifest->segmentSize(0) <= 16 * limits::kSegmentBytes
        && manifest->segmentSize(manifest->segmentCount() - 1) > 0;
    const auto again = manifestFromJson(toJson(*manifest));
    if (!sane || !again || *again != *manifest)
        std::abort();
    return 0;
}
