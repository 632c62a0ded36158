// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/verifier.h"
#include "ui/console/dialogs/dialogframe.h"
#include "ui/console/workspace/heldsnapshot.h"

class QRadioButton;

namespace lifeboat::ui {

/// Asks how deep an archive is verified, here or by the node that keeps it.
class VerifyDialog : public DialogFrame
{
    Q_OBJECT

public:
    explicit VerifyDialog(const HeldSnapshot &snapshot, QWidget *parent = nullptr);

    VerifyRequest request() const;

private:
    void update();

    const HeldSnapshot m_snapshot;
    QRadioButton *m_sealed;
    QRadioButton *m_read;
};

} // namespace lifeboat::ui
