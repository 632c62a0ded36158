// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/takedialog.h"

#include "ui/console/dialogs/pathfield.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/workspace/command.h"
#include "ui/console/workspace/place.h"

#include <QComboBox>
#include <QPushButton>

namespace lifeboat::ui {

TakeDialog::TakeDialog(const QString &database, const QString &store, QWidget *parent)
    : DialogFrame(
          tr("Take a snapshot"),
          tr("The database may stay in use: writers are not blocked. The archive is verified before it gets its name."),
          tr("Take snapshot"), parent)
    , m_database(new PathField(tr("Database"), QFileDialog::ExistingFile))
    , m_store(new PathField(tr("Snapshot store"), QFileDialog::Directory))
    , m_level(new QComboBox)
{
    m_level->addItem(tr("Fast"), 1);
    m_level->addItem(tr("Balanced"), SegmentEncoder::kDefaultLevel);
    m_level->addItem(tr("Small"), 9);
    m_level->addItem(tr("Smallest, slow"), SegmentEncoder::kMaxLevel);
    m_level->setCurrentIndex(1);
    addRow(tr("&Database"), m_database);
    addRow(tr("&Store"), m_store);
    addRow(tr("&Compression"), m_level);
    m_database->setPath(database);
    m_store->setPath(store);
    connect(m_database, &PathField::pathChanged, this, [this](const QString &path) {
        if (m_store->path().isEmpty() && QFileInfo(path).isFile())
            m_store->setPath(defaultStoreFor(path));
        update();
    });
    connect(m_store, &PathField::pathChanged, this, &TakeDialog::update);
    connect(m_level, &QComboBox::currentIndexChanged, this, &TakeDialog::update);
    update();
}

TakeRequest TakeDialog::request() const
{
    TakeRequest request;
    request.database = m_database->path();
    request.store = m_store->path();
    request.level = m_level->currentData().toInt();
    return request;
}

void TakeDialog::update()
{
    const TakeRequest wanted = request();
    acceptButton()->setEnabled(!wanted.database.isEmpty() && !wanted.store.isEmpty());
    command()->setCommand(command::take(wanted.database, wanted.store, wanted.level));
}

} // namespace lifeboat::ui
