// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/storeform.h"

#include "ui/console/dialogs/pathfield.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/fieldnote.h"
#include "ui/console/widgets/textlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>

namespace lifeboat::ui {

using namespace Qt::StringLiterals;
using Identity = StoreProfile::Identity;

namespace {

enum Kind { Directory, Nats };

const QString kAnyName = u"any"_s; ///< stands for a name that is looked at by itself

QStringList serversIn(const QString &text)
{
    static const QRegularExpression between(u"[\\s,;]+"_s);
    return text.split(between, Qt::SkipEmptyParts);
}

} // namespace

StoreForm::StoreForm(const QStringList &taken, QWidget *parent)
    : QWidget(parent)
    , m_taken(taken)
    , m_form(new QFormLayout(this))
    , m_name(makeEdit(tr("Name"), tr("offsite")))
    , m_kind(new QComboBox)
    , m_directory(new PathField(tr("Directory"), QFileDialog::Directory))
    , m_servers(makeEdit(tr("Servers"), tr("nats://host:4222 or tls://host:4222; several of one cluster")))
    , m_bucket(makeEdit(tr("Bucket"), tr("of its object store: lifeboat-orders")))
    , m_identity(new QComboBox)
    , m_user(makeEdit(tr("User")))
    , m_secret(makeEdit(tr("Secret")))
    , m_credentials(new PathField(tr("Credentials file"), QFileDialog::ExistingFile))
    , m_tls(new QCheckBox(tr("Send nothing without &TLS")))
    , m_ca(new PathField(tr("Authorities to trust"), QFileDialog::ExistingFile))
    , m_certificate(new PathField(tr("Own certificate"), QFileDialog::ExistingFile))
    , m_key(new PathField(tr("Its key"), QFileDialog::ExistingFile))
    , m_leases(makeEdit(tr("Lease bucket"), tr("if its leases are to be seen: lifeboat-orders or e-harmonylite")))
    , m_nameNote(new FieldNote(m_name))
    , m_directoryNote(new FieldNote(m_directory))
    , m_serversNote(new FieldNote(m_servers))
    , m_bucketNote(new FieldNote(m_bucket))
    , m_certificateNote(new FieldNote(m_certificate))
    , m_leasesNote(new FieldNote(m_leases))
{
    build();
    update();
}

QLineEdit *StoreForm::makeEdit(const QString &name, const QString &placeholder)
{
    auto *edit = new QLineEdit;
    edit->setAccessibleName(name);
    edit->setPlaceholderText(placeholder);
    connect(edit, &QLineEdit::textChanged, this, &StoreForm::update);
    return edit;
}

void StoreForm::addRow(const QString &label, QWidget *control, FieldNote *note)
{
    auto *words = new TextLabel(TextLabel::Style::Quiet, label);
    words->setBuddy(control);
    m_form->addRow(words, control);
    if (note) {
        m_form->addRow(QString(), note);
        m_form->setRowVisible(note, false);
    }
}

void StoreForm::build()
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(metrics::kWide);
    m_form->setVerticalSpacing(metrics::kNear);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_kind->setAccessibleName(tr("Kind"));
    m_kind->addItems({tr("Directory"), tr("NATS object store")});
    m_identity->setAccessibleName(tr("Identity"));
    m_identity->addItems({tr("Nobody in particular"), tr("User and password"), tr("Token"), tr("Credentials file")});
    for (QComboBox *box : {m_kind, m_identity})
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_secret->setEchoMode(QLineEdit::Password);
    addRow(tr("Na&me"), m_name, m_nameNote);
    addRow(tr("&Kind"), m_kind);
    addRow(tr("&Directory"), m_directory, m_directoryNote);
    addRow(tr("&Servers"), m_servers, m_serversNote);
    addRow(tr("&Bucket"), m_bucket, m_bucketNote);
    addRow(tr("&Identity"), m_identity);
    addRow(tr("&User"), m_user);
    addRow(tr("&Password"), m_secret);
    addRow(tr("&Credentials"), m_credentials);
    m_form->addRow(QString(), m_tls);
    addRow(tr("&Authorities"), m_ca);
    addRow(tr("C&ertificate"), m_certificate, m_certificateNote);
    addRow(tr("Ke&y"), m_key);
    addRow(tr("&Leases"), m_leases, m_leasesNote);
    for (QComboBox *box : {m_kind, m_identity})
        connect(box, &QComboBox::currentIndexChanged, this, &StoreForm::update);
    for (PathField *field : {m_directory, m_credentials, m_ca, m_certificate, m_key})
        connect(field, &PathField::pathChanged, this, &StoreForm::update);
    connect(m_tls, &QCheckBox::toggled, this, &StoreForm::update);
    setFocusProxy(m_name);
}

void StoreForm::setProfile(const StoreProfile &profile)
{
    m_known = profile;
    m_name->setText(profile.name);
    m_name->setReadOnly(true);
    setFocusProxy(profile.isDirectory() ? static_cast<QWidget *>(m_directory) : m_servers);
    m_kind->setCurrentIndex(profile.isDirectory() ? Directory : Nats);
    m_directory->setPath(profile.directory);
    m_servers->setText(profile.nats.urls.join(u' '));
    m_bucket->setText(profile.bucket);
    m_identity->setCurrentIndex(int(profile.identity));
    m_user->setText(profile.nats.user);
    m_credentials->setPath(profile.nats.credentialsFile);
    m_ca->setPath(profile.nats.caFile);
    m_certificate->setPath(profile.nats.certificateFile);
    m_key->setPath(profile.nats.keyFile);
    m_tls->setChecked(profile.nats.tls || !(profile.nats.caFile + profile.nats.certificateFile).isEmpty());
    m_leases->setText(profile.leaseBucket);
    update();
}

/// What cannot be seen does not count.
StoreProfile StoreForm::profile() const
{
    StoreProfile profile;
    profile.name = m_name->text().trimmed();
    if (m_kind->currentIndex() == Directory) {
        profile.directory = m_directory->path();
        return profile;
    }
    profile.nats.urls = serversIn(m_servers->text());
    profile.bucket = m_bucket->text().trimmed();
    profile.identity = Identity(m_identity->currentIndex());
    if (profile.identity == Identity::Password)
        profile.nats.user = m_user->text().trimmed();
    if (profile.identity == Identity::Credentials)
        profile.nats.credentialsFile = m_credentials->path();
    profile.nats.tls = m_tls->isChecked();
    if (profile.nats.tls) {
        profile.nats.caFile = m_ca->path();
        profile.nats.certificateFile = m_certificate->path();
        profile.nats.keyFile = m_key->path();
    }
    profile.leaseBucket = m_leases->text().trimmed();
    return profile;
}

bool StoreForm::hasKeptSecret() const
{
    return m_known && m_known->needsSecret() && m_known->identity == Identity(m_identity->currentIndex());
}

std::optional<QString> StoreForm::secret() const
{
    if (m_secret->text().isEmpty() && hasKeptSecret())
        return std::nullopt;
    return m_secret->text();
}

bool StoreForm::isComplete() const
{
    const StoreProfile wanted = profile();
    const bool isNew = !m_known && m_taken.contains(wanted.name);
    const bool hasPlace = m_kind->currentIndex() == Nats || wanted.isDirectory();
    const bool hasSecret = !wanted.needsSecret() || !m_secret->text().isEmpty() || hasKeptSecret();
    return !isNew && hasPlace && hasSecret && checkProfile(wanted);
}

void StoreForm::showRows()
{
    const bool isNats = m_kind->currentIndex() == Nats;
    const auto identity = Identity(m_identity->currentIndex());
    m_form->setRowVisible(m_directory, !isNats);
    for (QWidget *field : {static_cast<QWidget *>(m_servers), static_cast<QWidget *>(m_bucket), static_cast<QWidget *>(m_identity),
                           static_cast<QWidget *>(m_tls), static_cast<QWidget *>(m_leases)})
        m_form->setRowVisible(field, isNats);
    m_form->setRowVisible(m_user, isNats && identity == Identity::Password);
    m_form->setRowVisible(m_secret, isNats && (identity == Identity::Password || identity == Identity::Token));
    m_form->setRowVisible(m_credentials, isNats && identity == Identity::Credentials);
    for (PathField *field : {m_ca, m_certificate, m_key})
        m_form->setRowVisible(field, isNats && m_tls->isChecked());
    const QString secret = identity == Identity::Token ? tr("Token") : tr("Password");
    m_secret->setAccessibleName(secret);
    m_secret->setPlaceholderText(hasKeptSecret() ? tr("the one that is kept") : QString());
    static_cast<QLabel *>(m_form->labelForField(m_secret))->setText(identity == Identity::Token ? tr("T&oken") : tr("&Password"));
}

FieldNote *StoreForm::noteOf(const Error &error) const
{
    if (error.subject == "NATS URL"_L1)
        return m_servers->text().isEmpty() ? nullptr : m_serversNote;
    if (error.subject == "bucket"_L1)
        return m_bucket->text().isEmpty() ? nullptr : m_bucketNote;
    if (error.subject == "lease bucket"_L1)
        return m_leasesNote;
    if (error.subject == "NATS client certificate"_L1)
        return m_certificateNote;
    return m_kind->currentIndex() == Directory && !m_directory->path().isEmpty() ? m_directoryNote : nullptr;
}

QString StoreForm::wordsOf(const Error &error) const
{
    if (error.subject == "NATS URL"_L1)
        return m_servers->text().contains(u'@')
            ? tr("User and password do not belong in the address: choose them under Identity.")
            : tr("This is not the address of a NATS server: nats://host:port or tls://host:port.");
    if (error.subject == "bucket"_L1 || error.subject == "lease bucket"_L1)
        return tr("A bucket’s name has letters, digits, - and _ only.");
    if (error.subject == "NATS client certificate"_L1)
        return tr("A certificate and its key belong together.");
    return tr("Give the whole path, like /mnt/snapshots.");
}

/// Nobody is told that a field is wrong before something stands in it.
void StoreForm::showNotes()
{
    QHash<FieldNote *, QString> words;
    StoreProfile wanted = profile();
    if (!m_known && m_taken.contains(wanted.name))
        words[m_nameNote] = tr("There is a store of that name already.");
    else if (!wanted.name.isEmpty() && !isStoreName(wanted.name))
        words[m_nameNote] = tr("A name has 1 to 64 characters and no slash.");
    wanted.name = kAnyName;
    if (const auto checked = checkProfile(wanted); !checked) {
        if (FieldNote *const note = noteOf(checked.error()))
            words[note] = wordsOf(checked.error());
    }
    for (FieldNote *note : {m_nameNote, m_directoryNote, m_serversNote, m_bucketNote, m_certificateNote, m_leasesNote}) {
        note->setNote(Health::Bad, words.value(note));
        m_form->setRowVisible(note, words.contains(note));
    }
}

void StoreForm::update()
{
    showRows();
    showNotes();
    Q_EMIT changed();
}

} // namespace lifeboat::ui
