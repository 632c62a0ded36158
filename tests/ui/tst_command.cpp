// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/command.h"

#include "ui/console/workspace/storecommand.h"
#include "ui/text/shellword.h"

#include <QProcess>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace Qt::StringLiterals;

class tst_Command final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aShellReadsWhatWasMeant_data();
    void aShellReadsWhatWasMeant();
    void defaultsAreLeftOut();
    void aDrillIsTheWholeDrill();
    void storesAreAddedAsTheyAre();
};

void tst_Command::aShellReadsWhatWasMeant_data()
{
    QTest::addColumn<QString>("path");
    QTest::addRow("plain") << u"/srv/orders.db"_s;
    QTest::addRow("blank") << u"/srv/my orders.db"_s;
    QTest::addRow("quote") << u"/srv/it's.db"_s;
    QTest::addRow("dollar") << u"/srv/$HOME `x` \"y\".db"_s;
    QTest::addRow("umlaut") << u"/srv/Bestände.db"_s;
    QTest::addRow("empty") << u""_s;
}

void tst_Command::aShellReadsWhatWasMeant()
{
    QFETCH(QString, path);
    QProcess shell;
    shell.start(u"/bin/sh"_s, {u"-c"_s, u"printf %s "_s + text::shellWord(path)});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), path);
}

void tst_Command::defaultsAreLeftOut()
{
    QCOMPARE(command::take(u"a.db"_s, u"/s"_s), u"lifeboatctl snapshot take a.db --store /s"_s);
    QCOMPARE(command::take(u"a.db"_s, u"/s"_s, 9), u"lifeboatctl snapshot take a.db --store /s --level 9"_s);
    QCOMPARE(command::drillStore(u"/my store"_s), u"lifeboatctl drill run --store '/my store'"_s);
    QCOMPARE(command::verify(u"x"_s, Depth::Read), u"lifeboatctl snapshot verify x --depth read"_s);
    QCOMPARE(command::restore(u"x"_s, u"t.db"_s, {}, false, Integrity::Quick),
             u"lifeboatctl restore run x --to t.db"_s);
    QCOMPARE(command::restore(u"x"_s, u"t.db"_s, u"t.db"_s, true, Integrity::Full),
             u"lifeboatctl restore run x --to t.db --confirm t.db --force --integrity full"_s);
}

/// A command that asserts less than the plan beside it would be taken for the same drill.
void tst_Command::aDrillIsTheWholeDrill()
{
    DrillPlan plan;
    plan.name = u"orders"_s;
    plan.store = u"/s"_s;
    QCOMPARE(command::drill(plan), u"lifeboatctl drill run --store /s"_s);
    DrillPlan other = plan;
    other.maxRto = std::chrono::seconds(10);
    QCOMPARE(command::drill(other), QString());
    other = plan;
    other.rows.append({u"orders"_s, 1});
    QCOMPARE(command::drill(other), QString());
    other = plan;
    other.integrity = Integrity::Full;
    QCOMPARE(command::drill(other), QString());
    plan.archive = u"/s/x.snap.tar"_s;
    plan.store.clear();
    QCOMPARE(command::drill(plan), u"lifeboatctl drill run --snapshot /s/x.snap.tar"_s);
}

/// With the options of tst_CtlStore.
void tst_Command::storesAreAddedAsTheyAre()
{
    StoreProfile profile;
    profile.name = u"my disk"_s;
    profile.directory = u"/mnt/s"_s;
    QCOMPARE(command::addStore(profile), u"lifeboatctl store add 'my disk' --directory /mnt/s"_s);
    profile = {};
    QCOMPARE(command::addStore(profile), u"lifeboatctl store add NAME --nats URL --bucket BUCKET"_s);
    profile.name = u"offsite"_s;
    profile.nats.urls = {u"nats://a"_s, u"nats://b"_s};
    profile.bucket = u"orders"_s;
    profile.nats.user = u"ann"_s;
    profile.nats.tls = true;
    profile.nats.caFile = u"/ca.pem"_s;
    profile.leaseBucket = u"lifeboat-orders"_s;
    profile.identity = StoreProfile::Identity::Password;
    QCOMPARE(command::addStore(profile),
             u"lifeboatctl store add offsite --nats nats://a --nats nats://b --bucket orders --user ann --password-file - --tls "
             "--ca /ca.pem --leases lifeboat-orders"_s);
    QCOMPARE(command::putFile(u"offsite"_s, u"/s/a"_s, u"a"_s), u"lifeboatctl store put offsite /s/a"_s);
    QCOMPARE(command::putFile(u"offsite"_s, u"/s/a"_s, u"b"_s), u"lifeboatctl store put offsite /s/a --object b"_s);
    QCOMPARE(command::getObject(u"offsite"_s, u"a"_s, u"/s"_s), u"lifeboatctl store get offsite a /s"_s);
}

QTEST_GUILESS_MAIN(tst_Command)
#include "tst_command.moc"
