// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/verifydialog.h"

#include "ui/console/models/entryhealth.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/console/workspace/command.h"
#include "ui/text/format.h"

#include <QRadioButton>
#include <QVBoxLayout>

namespace lifeboat::ui {

VerifyDialog::VerifyDialog(const HeldSnapshot &snapshot, QWidget *parent)
    : DialogFrame(tr("Verify a snapshot"),
                  tr("%1, %2, now: %3").arg(snapshot.isOnNode() ? tr("On %1").arg(snapshot.node)
                                                                : fileNameOf(snapshot.entry.path),
                                            text::bytes(snapshot.entry.file.size),
                                            verificationText(snapshot.entry, QDateTime::currentDateTimeUtc())),
                  tr("Verify"), parent)
    , m_snapshot(snapshot)
    , m_sealed(new QRadioButton(tr("&Sealed: structure, manifest and the SHA-256 of every member")))
    , m_read(new QRadioButton(tr("&Read: also decodes every segment and compares every page")))
{
    m_read->setChecked(true);
    auto *deeper = new TextLabel(TextLabel::Style::Quiet, tr("Only a drill goes deeper: it really restores."));
    middle()->addWidget(m_read);
    middle()->addWidget(m_sealed);
    middle()->addWidget(deeper);
    connect(m_read, &QRadioButton::toggled, this, &VerifyDialog::update);
    update();
}

VerifyRequest VerifyDialog::request() const
{
    return {m_snapshot.entry.path, m_read->isChecked() ? Depth::Read : Depth::Sealed, 0};
}

void VerifyDialog::update()
{
    const Depth depth = request().depth;
    command()->setCommand(m_snapshot.isOnNode()
                              ? command::verifyOnNode(m_snapshot.id.value, m_snapshot.cluster, m_snapshot.node,
                                                      m_snapshot.state, depth)
                              : command::verify(m_snapshot.entry.path, depth));
}

} // namespace lifeboat::ui
