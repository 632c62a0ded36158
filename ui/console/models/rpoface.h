// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/exposures.h"

namespace lifeboat::ui {

/// How much would be lost now, in words, and since what.
struct RpoFace {
    QString figure;
    QString note;
};

/// Of the worst of all histories, which comes first: time in which nothing was written loses nothing. What a node said
/// that was not heard of lately is a least, or nothing that is known.
RpoFace rpoFaceOf(const QList<Exposure> &exposures, const QList<NodeConnection *> &nodes, const QDateTime &now);

} // namespace lifeboat::ui
