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

VerifyDialog::VerifyDialog(const CatalogEntry &entry, QWidget *parent)
    : DialogFrame(tr("Verify a snapshot"),
                  tr("%1, %2, now: %3").arg(fileNameOf(entry.path), text::bytes(entry.file.size),
                                            verificationText(entry, QDateTime::currentDateTimeUtc())),
                  tr("Verify"), parent)
    , m_archive(entry.path)
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
    return {m_archive, m_read->isChecked() ? Depth::Read : Depth::Sealed, 0};
}

void VerifyDialog::update()
{
    command()->setCommand(command::verify(m_archive, request().depth));
}

} // namespace lifeboat::ui
