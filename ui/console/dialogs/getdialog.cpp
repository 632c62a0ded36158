// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/getdialog.h"

#include "ui/console/dialogs/pathfield.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/workspace/storecommand.h"

#include <QPushButton>

namespace lifeboat::ui {

GetDialog::GetDialog(const QString &store, const QString &object, const QString &directory, QWidget *parent)
    : DialogFrame(tr("Get %1").arg(object),
                  tr("It comes as a file of that name, which appears when it is whole and its digest agrees. Where an earlier get "
                     "into the same directory was interrupted, it goes on."),
                  tr("Get"), parent)
    , m_store(store)
    , m_object(object)
    , m_directory(new PathField(tr("Directory"), QFileDialog::Directory))
{
    addRow(tr("&Directory"), m_directory);
    m_directory->setPath(directory);
    connect(m_directory, &PathField::pathChanged, this, &GetDialog::update);
    update();
}

QString GetDialog::directory() const
{
    return m_directory->path();
}

void GetDialog::update()
{
    acceptButton()->setEnabled(directory().startsWith(u'/'));
    command()->setCommand(command::getObject(m_store, m_object, directory()));
}

} // namespace lifeboat::ui
