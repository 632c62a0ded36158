// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/dialogs/dialogframe.h"
#include "ui/console/workspace/heldsnapshot.h"

namespace lifeboat::ui {

/// What an archive says of itself.
class ManifestDialog : public DialogFrame
{
    Q_OBJECT

public:
    explicit ManifestDialog(const HeldSnapshot &snapshot, QWidget *parent = nullptr);

private:
    void showFacts(const CatalogEntry &entry);
    void addFact(const QString &label, const QString &value, bool code = false);
};

} // namespace lifeboat::ui
