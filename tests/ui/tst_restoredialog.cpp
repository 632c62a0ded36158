// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/restoredialog.h"

#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"
#include "tests/ui/temporaryworkspace.h"
#include "ui/console/widgets/commandline.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;

class tst_RestoreDialog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aNewTargetNeedsNoConfirmation();
    void replacingNeedsTheTypedName();
    void skipCannotBeAccepted();
    void showsTheCommand();
    void replacesNothingByDefault();

private:
    /// Opens the dialog for a target and waits for its plan.
    RestoreDialog *open(const QString &target);
    /// Makes a database of other content, "other.db".
    void makeOther() const;
    QPushButton *acceptOf(const RestoreDialog *dialog) const;
    QLineEdit *confirmationOf(const RestoreDialog *dialog) const;

    std::unique_ptr<TemporaryWorkspace> m_workspace;
    std::unique_ptr<QWidget> m_parent;
    std::optional<CatalogEntry> m_entry;
};

void tst_RestoreDialog::init()
{
    m_workspace = std::make_unique<TemporaryWorkspace>();
    m_parent = std::make_unique<QWidget>();
    const QString archive = m_workspace->takeSnapshotOf(QStringLiteral("orders.db"), QStringLiteral("store"));
    m_entry = ok(readCatalogEntry(m_workspace->console().fileSystem(), archive));
}

void tst_RestoreDialog::cleanup()
{
    m_parent.reset();
    m_workspace.reset();
}

RestoreDialog *tst_RestoreDialog::open(const QString &target)
{
    auto *dialog = new RestoreDialog(m_workspace->console(), *m_entry, target, m_parent.get());
    QSignalSpy planned(dialog, &RestoreDialog::planned);
    dialog->open();
    if (!planned.wait(60'000))
        qFatal("no plan");
    return dialog;
}

void tst_RestoreDialog::makeOther() const
{
    SampleSpec spec;
    spec.marker = QStringLiteral("other");
    makeDatabase(m_workspace->path(QStringLiteral("other.db")), spec);
}

QPushButton *tst_RestoreDialog::acceptOf(const RestoreDialog *dialog) const
{
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->property("primary").toBool())
            return button;
    }
    return nullptr;
}

QLineEdit *tst_RestoreDialog::confirmationOf(const RestoreDialog *dialog) const
{
    for (QLineEdit *edit : dialog->findChildren<QLineEdit *>()) {
        if (edit->accessibleName().contains(QLatin1StringView("confirm")))
            return edit;
    }
    return nullptr;
}

void tst_RestoreDialog::aNewTargetNeedsNoConfirmation()
{
    const RestoreDialog *dialog = open(m_workspace->path(QStringLiteral("new.db")));
    QVERIFY(dialog->plan());
    QVERIFY(!confirmationOf(dialog)->isVisible());
    QVERIFY(acceptOf(dialog)->isEnabled());
}

void tst_RestoreDialog::replacingNeedsTheTypedName()
{
    makeOther();
    const RestoreDialog *dialog = open(m_workspace->path(QStringLiteral("other.db")));
    QLineEdit *typed = confirmationOf(dialog);
    QVERIFY(typed->isVisible());
    QVERIFY(!acceptOf(dialog)->isEnabled());
    QTest::keyClicks(typed, QStringLiteral("other"));
    QVERIFY(!acceptOf(dialog)->isEnabled());
    QTest::keyClicks(typed, QStringLiteral(".db"));
    QVERIFY(acceptOf(dialog)->isEnabled());
    QCOMPARE(dialog->request().confirmedName, QStringLiteral("other.db"));
    QTest::keyClicks(typed, QStringLiteral("x"));
    QVERIFY(!acceptOf(dialog)->isEnabled());
}

void tst_RestoreDialog::skipCannotBeAccepted()
{
    const RestoreDialog *dialog = open(m_workspace->path(QStringLiteral("orders.db")));
    QVERIFY(dialog->plan());
    QCOMPARE(int(dialog->plan()->action), int(RestoreAction::Skip));
    QVERIFY(!acceptOf(dialog)->isEnabled());
}

void tst_RestoreDialog::showsTheCommand()
{
    makeOther();
    const RestoreDialog *dialog = open(m_workspace->path(QStringLiteral("other.db")));
    const QString command = dialog->findChild<CommandLine *>()->command();
    QVERIFY(command.startsWith(QLatin1StringView("lifeboatctl restore run ")));
    QVERIFY(command.contains(QLatin1StringView(" --confirm other.db")));
}

void tst_RestoreDialog::replacesNothingByDefault()
{
    const QString database = m_workspace->path(QStringLiteral("orders.db"));
    const QString beside = m_workspace->path(QStringLiteral("restored-orders.db"));
    QCOMPARE(RestoreDialog::proposedTarget(*m_entry, database), beside);
    QCOMPARE(RestoreDialog::proposedTarget(*m_entry, {}), m_workspace->path(QStringLiteral("store/restored-orders.db")));
    QCOMPARE(RestoreDialog::proposedTarget(*m_entry, m_workspace->path(QStringLiteral("other.db"))),
             m_workspace->path(QStringLiteral("store/restored-orders.db")));
    CatalogEntry managed = *m_entry;
    managed.summary->manifest.position.emplace();
    QCOMPARE(RestoreDialog::proposedTarget(managed, database), database);
    QVERIFY(QFile::remove(database));
    QCOMPARE(RestoreDialog::proposedTarget(*m_entry, database), database);
}

QTEST_MAIN(tst_RestoreDialog)
#include "tst_restoredialog.moc"
