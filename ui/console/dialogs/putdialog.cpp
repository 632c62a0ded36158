// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/putdialog.h"

#include "engine/store/snapshotstore.h"
#include "ui/console/dialogs/pathfield.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/fieldnote.h"
#include "ui/console/workspace/storecommand.h"
#include "ui/text/format.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace lifeboat::ui {

namespace {

QString titleOf(const CatalogEntry &entry, const QDateTime &now)
{
    const QString name = entry.summary ? entry.summary->manifest.name : fileNameOf(entry.path);
    return PutDialog::tr("%1, %2, %3").arg(name, text::moment(entry.createdAt(), now), text::bytes(entry.file.size));
}

} // namespace

PutDialog::PutDialog(const QString &store, const QList<CatalogEntry> &snapshots, const QSet<QString> &names, QWidget *parent)
    : DialogFrame(tr("Put a file into %1").arg(store),
                  tr("It is there when it is whole, and stays as it is: a name is used once. The file stays here too."),
                  tr("Put"), parent)
    , m_store(store)
    , m_names(names)
    , m_snapshot(new QComboBox)
    , m_file(new PathField(tr("File"), QFileDialog::ExistingFile))
    , m_object(new QLineEdit)
    , m_objectNote(new FieldNote(m_object))
{
    m_snapshot->setAccessibleName(tr("Snapshot of this machine"));
    m_snapshot->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_snapshot->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_snapshot->addItem(tr("Another file"), QString());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const CatalogEntry &entry : snapshots) {
        if (!entry.damage)
            m_snapshot->addItem(titleOf(entry, now), entry.path);
    }
    m_object->setAccessibleName(tr("Name in the store"));
    addRow(tr("&Snapshot"), m_snapshot);
    addRow(tr("&File"), m_file);
    addRow(tr("&Name"), m_object);
    form()->addRow(QString(), m_objectNote);
    form()->setRowVisible(m_snapshot, m_snapshot->count() > 1);
    connect(m_snapshot, &QComboBox::currentIndexChanged, this, [this] {
        if (const QString path = m_snapshot->currentData().toString(); !path.isEmpty())
            m_file->setPath(path);
    });
    connect(m_file, &PathField::pathChanged, this, [this](const QString &path) {
        if (path != m_snapshot->currentData().toString())
            m_snapshot->setCurrentIndex(std::max(0, m_snapshot->findData(path)));
        m_object->setText(fileNameOf(path));
    });
    connect(m_object, &QLineEdit::textChanged, this, &PutDialog::update);
    if (m_snapshot->count() > 1)
        m_snapshot->setCurrentIndex(1);
    update();
}

QString PutDialog::file() const
{
    return m_file->path();
}

QString PutDialog::object() const
{
    return m_object->text().trimmed();
}

void PutDialog::update()
{
    const bool isAbsolute = file().startsWith(u'/');
    const bool isName = isObjectName(object());
    const bool isTaken = m_names.contains(object());
    const QString words = isTaken ? tr("There is an object of that name. It stays: choose another name.")
        : !isName && !object().isEmpty()
        ? tr("A name has 1 to 255 letters, digits, dots, - and _, and does not begin with a dot.")
        : QString();
    m_objectNote->setNote(Health::Bad, words);
    form()->setRowVisible(m_objectNote, !words.isEmpty());
    acceptButton()->setEnabled(isAbsolute && isName && !isTaken);
    command()->setCommand(command::putFile(m_store, file(), object()));
}

} // namespace lifeboat::ui
