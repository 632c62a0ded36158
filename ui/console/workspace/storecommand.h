// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/storeprofile.h"

/// As command.h, for the user's named stores.
namespace lifeboat::ui::command {

/// The password or token comes from standard input.
QString addStore(const StoreProfile &profile);

QString testStore(const QString &store);
QString listStore(const QString &store);
QString putFile(const QString &store, const QString &file, const QString &object);
QString getObject(const QString &store, const QString &object, const QString &directory);

} // namespace lifeboat::ui::command
