// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/pathfield.h"

#include "ui/console/theme/tokens.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace lifeboat::ui {

PathField::PathField(const QString &name, QFileDialog::FileMode mode, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_mode(mode)
    , m_edit(new QLineEdit)
{
    m_edit->setAccessibleName(name);
    m_edit->setMinimumWidth(320);
    auto *browse = new QPushButton(tr("Browse…"));
    browse->setAccessibleName(tr("Browse: %1").arg(name));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kNear);
    row->addWidget(m_edit, 1);
    row->addWidget(browse);
    setFocusProxy(m_edit);
    connect(browse, &QPushButton::clicked, this, &PathField::browse);
    connect(m_edit, &QLineEdit::textChanged, this, [this] { Q_EMIT pathChanged(path()); });
}

QString PathField::path() const
{
    return m_edit->text().trimmed();
}

void PathField::setPath(const QString &path)
{
    m_edit->setText(path);
}

void PathField::browse()
{
    auto *dialog = new QFileDialog(this, m_name, QFileInfo(path()).path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(m_mode);
    if (m_mode == QFileDialog::AnyFile)
        dialog->setOption(QFileDialog::DontConfirmOverwrite); // replacing has its own confirmation
    connect(dialog, &QFileDialog::fileSelected, this, &PathField::setPath);
    dialog->open();
}

} // namespace lifeboat::ui
