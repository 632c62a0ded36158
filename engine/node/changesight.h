// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/state/managedstate.h"

#include <QJsonArray>
#include <span>

namespace lifeboat {

/// What changes meet in a state that may be a mistake of whoever makes them.
struct ChangeSight
{
    QStringList newTables; ///< that come into being by the changes
    QList<std::pair<QString, QString>> absent; ///< table and id of what is to be deleted and is not there

    bool isEmpty() const { return newTables.isEmpty() && absent.isEmpty(); }
};

/// Of the changes in their order, in the state as it is.
Result<ChangeSight> foresee(const ManagedState &state, std::span<const Change> changes);

/// As "state.change" tells it: neither member where there is nothing of it.
void addSight(QJsonObject &answer, const ChangeSight &sight);

} // namespace lifeboat
