// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/catalog.h"
#include "engine/snapshot/verifier.h"
#include "ui/console/dialogs/dialogframe.h"

class QRadioButton;

namespace lifeboat::ui {

/// Asks how deep an archive is verified.
class VerifyDialog : public DialogFrame
{
    Q_OBJECT

public:
    explicit VerifyDialog(const CatalogEntry &entry, QWidget *parent = nullptr);

    VerifyRequest request() const;

private:
    void update();

    const QString m_archive;
    QRadioButton *m_sealed;
    QRadioButton *m_read;
};

} // namespace lifeboat::ui
