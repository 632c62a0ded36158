// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/storeprofile.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;

namespace lifeboat::ui {

class FieldNote;
class PathField;

/// The fields of a named store, and beside each what is wrong with it.
class StoreForm : public QWidget
{
    Q_OBJECT

public:
    /// `taken`: names that other stores have.
    explicit StoreForm(const QStringList &taken, QWidget *parent = nullptr);

    /// Of one that is edited: its name stays, and an empty secret means the one that is kept.
    void setProfile(const StoreProfile &profile);
    StoreProfile profile() const;
    /// As typed; nothing: the one that is kept.
    std::optional<QString> secret() const;

    /// Nothing is wrong and nothing is missing.
    bool isComplete() const;

Q_SIGNALS:
    void changed();

private:
    void build();
    void addRow(const QString &label, QWidget *control, FieldNote *note = nullptr);
    QLineEdit *makeEdit(const QString &name, const QString &placeholder = {});
    void showRows();
    void showNotes();
    void update();
    FieldNote *noteOf(const Error &error) const;
    QString wordsOf(const Error &error) const;
    bool hasKeptSecret() const;

    const QStringList m_taken;
    std::optional<StoreProfile> m_known;
    QFormLayout *m_form;
    QLineEdit *m_name;
    QComboBox *m_kind;
    PathField *m_directory;
    QLineEdit *m_servers;
    QLineEdit *m_bucket;
    QComboBox *m_identity;
    QLineEdit *m_user;
    QLineEdit *m_secret;
    PathField *m_credentials;
    QCheckBox *m_tls;
    PathField *m_ca;
    PathField *m_certificate;
    PathField *m_key;
    QLineEdit *m_leases;
    FieldNote *m_nameNote;
    FieldNote *m_directoryNote;
    FieldNote *m_serversNote;
    FieldNote *m_bucketNote;
    FieldNote *m_certificateNote;
    FieldNote *m_leasesNote;
};

} // namespace lifeboat::ui
