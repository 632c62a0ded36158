// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/catalog.h"
#include "ui/console/dialogs/dialogframe.h"

namespace lifeboat::ui {

/// What an archive says of itself.
class ManifestDialog : public DialogFrame
{
    Q_OBJECT

public:
    explicit ManifestDialog(const CatalogEntry &entry, QWidget *parent = nullptr);

private:
    void showFacts(const CatalogEntry &entry);
    void addFact(const QString &label, const QString &value, bool code = false);
};

} // namespace lifeboat::ui
