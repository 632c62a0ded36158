// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/nodeintroduction.h"
#include "ui/console/widgets/hairlinerow.h"

class QCheckBox;
class QPushButton;

namespace lifeboat::ui {

class ElidedLabel;
class HealthLabel;
class TextLabel;

/// One node that is being made known: chosen or not, how it stands, and its fingerprint while that is to be accepted.
class IntroductionRow : public HairlineRow
{
    Q_OBJECT

public:
    explicit IntroductionRow(QWidget *parent = nullptr);

    using QWidget::show;
    void show(const IntroducedNode &node);

    /// "AB:CD:EF:01  …" in two lines of four groups: as lifeboatd prints it, in pieces that can be compared.
    static QString grouped(const QByteArray &fingerprint);

Q_SIGNALS:
    void chosen(bool isChosen);
    void accepted();
    void tryAgainRequested();

private:
    QCheckBox *m_chosen;
    ElidedLabel *m_address;
    HealthLabel *m_state;
    TextLabel *m_words;
    TextLabel *m_fingerprint;
    QCheckBox *m_own;
    QPushButton *m_again;
};

} // namespace lifeboat::ui
