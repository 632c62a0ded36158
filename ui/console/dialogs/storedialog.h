// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/dialogs/dialogframe.h"
#include "ui/console/workspace/stores.h"

namespace lifeboat::ui {

class FieldNote;
class StoreForm;
class TrialSteps;

/// Sets up a named store, or changes one, and tries on real bytes what works in it before or after it is kept.
class StoreDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// `known`: is changed; nothing: a new one. `stores` outlives the dialog.
    explicit StoreDialog(Stores &stores, const std::optional<StoreProfile> &known = {}, QWidget *parent = nullptr);
    ~StoreDialog() override; ///< a trial under way ends, and takes away what it wrote

    /// As its button does.
    void tryNow(IfBucketMissing missing = IfBucketMissing::Refuse);

    void accept() override;

Q_SIGNALS:
    /// The store of that name is kept so.
    void kept(const QString &name);

private:
    void startOver();
    void begin(const StoreProfile &profile, const QString &secret, IfBucketMissing missing, int turn);
    void update();

    Stores &m_stores;
    const std::optional<StoreProfile> m_known;
    StoreForm *m_form;
    TrialSteps *m_steps;
    FieldNote *m_note;
    QPushButton *m_try;
    std::stop_source m_stop; ///< of the trial
    int m_turn = 0; ///< of what was tried: values changed meanwhile make its outcome nothing
    bool m_trying = false;
    bool m_keeping = false;
};

} // namespace lifeboat::ui
