// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/storedialog.h"

#include "ui/console/dialogs/storeform.h"
#include "ui/console/dialogs/trialsteps.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/fieldnote.h"
#include "ui/console/workspace/storecommand.h"
#include "ui/text/errortext.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QPushButton>
#include <QVBoxLayout>

namespace lifeboat::ui {

namespace {

QStringList namesIn(const Stores &stores)
{
    QStringList names;
    for (const StoreProfile &profile : stores.all())
        names.append(profile.name);
    return names;
}

} // namespace

StoreDialog::StoreDialog(Stores &stores, const std::optional<StoreProfile> &known, QWidget *parent)
    : DialogFrame(known ? tr("Change the store %1").arg(known->name) : tr("Add a store"),
                  tr("Snapshots are kept in a store besides where they were taken: a directory, of another machine say, or an "
                     "object store of NATS servers. Secrets go to the keychain only."),
                  known ? tr("Keep") : tr("Add store"), parent)
    , m_stores(stores)
    , m_known(known)
    , m_form(new StoreForm(namesIn(stores)))
    , m_steps(new TrialSteps)
    , m_note(new FieldNote(this))
    , m_try(buttons()->addButton(tr("Try connection"), QDialogButtonBox::ResetRole))
{
    if (known)
        m_form->setProfile(*known);
    m_try->setAutoDefault(false);
    middle()->addWidget(m_form);
    middle()->addWidget(m_steps);
    middle()->addWidget(m_note);
    middle()->addStretch();
    connect(m_form, &StoreForm::changed, this, &StoreDialog::startOver);
    connect(m_try, &QPushButton::clicked, this, [this] { tryNow(); });
    connect(m_steps, &TrialSteps::makeWanted, this, [this] { tryNow(IfBucketMissing::Make); });
    m_form->setFocus();
    update();
}

StoreDialog::~StoreDialog()
{
    m_stop.request_stop();
}

/// What was tried was tried with other values.
void StoreDialog::startOver()
{
    m_stop.request_stop();
    ++m_turn;
    m_trying = false;
    m_steps->clear();
    m_note->clear();
    update();
}

void StoreDialog::tryNow(IfBucketMissing missing)
{
    if (!m_form->isComplete() || m_trying)
        return;
    m_trying = true;
    m_note->clear();
    m_steps->setTrying(!m_form->profile().leaseBucket.isEmpty());
    update();
    const StoreProfile profile = m_form->profile();
    if (const auto typed = m_form->secret())
        return begin(profile, *typed, missing, m_turn);
    m_stores.secretOf(profile, this, [this, profile, missing, turn = m_turn](const Result<QString> &secret) {
        if (turn != m_turn)
            return;
        if (secret)
            return begin(profile, *secret, missing, turn);
        startOver();
        m_note->setNote(Health::Bad, text::sentence(secret.error()) + u' ' + text::advice(secret.error()));
    });
}

void StoreDialog::begin(const StoreProfile &profile, const QString &secret, IfBucketMissing missing, int turn)
{
    using Trials = QList<StoreTrial>;
    FileSystem &disk = m_stores.fileSystem();
    const OpenStore open = Stores::opener(disk, profile, secret, missing);
    const ReachLeases leases = [profile, secret]() -> Result<> {
        LIFEBOAT_TRY(openLeaseBucket(profile, secret));
        return {};
    };
    const bool withLeases = !profile.leaseBucket.isEmpty();
    auto job = m_stores.network().start<Trials>([open, disk = &disk, leases, withLeases](JobControl &control) -> Result<Trials> {
        return tryStore(control, open, *disk, QDir::tempPath(), withLeases ? leases : ReachLeases());
    });
    m_stop = job.stop;
    job.future.then(this, [this, turn, mayMake = !profile.isDirectory()](const Result<Trials> &trials) {
        if (turn != m_turn)
            return;
        m_trying = false;
        if (trials)
            m_steps->setTrials(*trials, mayMake);
        else
            m_note->setNote(Health::Bad, text::sentence(trials.error()));
        update();
    });
}

void StoreDialog::accept()
{
    if (!m_form->isComplete() || m_keeping)
        return;
    m_keeping = true;
    update();
    const StoreProfile profile = m_form->profile();
    m_stores.put(profile, m_form->secret(), this, [this, name = profile.name](const Result<> &done) {
        m_keeping = false;
        update();
        if (!done)
            return m_note->setNote(Health::Bad, text::sentence(done.error()) + u' ' + text::advice(done.error()));
        Q_EMIT kept(name);
        QDialog::accept();
    });
}

void StoreDialog::update()
{
    const bool isComplete = m_form->isComplete();
    m_form->setEnabled(!m_keeping);
    acceptButton()->setEnabled(isComplete && !m_keeping);
    m_try->setEnabled(isComplete && !m_trying && !m_keeping);
    m_try->setText(m_trying ? tr("Trying…") : tr("Try connection"));
    command()->setCommand(command::addStore(m_form->profile()));
}

} // namespace lifeboat::ui
