// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/missing.h"
#include "engine/base/secretfault.h"
#include "tests/support/expect.h"
#include "ui/text/errortext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;

class tst_ErrorText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasASentence_data();
    void everyCodeHasASentence();
    void detailsMeantForEverybody_data();
    void detailsMeantForEverybody();
    void whatIsMissingIsNamed_data();
    void whatIsMissingIsNamed();
    void filesAreFiles();
    void operationsInAnotherState();
    void natsServersAreNoNodes_data();
    void natsServersAreNoNodes();
    void particularPlaces();
    void snapshotsKeepTheirNames();
    void logsAreNoOrdinaryDatabases();
    void hostileSubjectsAreNotPatterns();
};

void tst_ErrorText::everyCodeHasASentence_data()
{
    QTest::addColumn<ErrorCode>("code");
    for (int code = 0; codeName(ErrorCode(code)) != "Unknown"_L1; ++code)
        QTest::newRow(qPrintable(codeName(ErrorCode(code)))) << ErrorCode(code);
}

void tst_ErrorText::everyCodeHasASentence()
{
    QFETCH(const ErrorCode, code);
    for (const QString &detail : {QString(), u"some detail"_s}) {
        const QString named = text::sentence({code, u"/srv/orders.db"_s, detail});
        const QString nameless = text::sentence({code, {}, detail});
        QVERIFY2(named.contains("/srv/orders.db"_L1), qPrintable(named));
        for (const QString &sentence : {named, nameless}) {
            QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
            QVERIFY2(!sentence.contains(u'%'), qPrintable(sentence));
            QVERIFY2(sentence.size() > 10, qPrintable(sentence));
        }
        QVERIFY2(nameless.front().isUpper(), qPrintable(nameless));
        const QString advice = text::advice({code, u"/srv/orders.db"_s, detail});
        QVERIFY2(advice.isEmpty() || advice.endsWith(u'.'), qPrintable(advice));
    }
    // No code may fall through to the wording for the unexpected.
    if (code != ErrorCode::Unexpected)
        QVERIFY(text::sentence({code, u"x"_s, {}}) != text::sentence({ErrorCode::Unexpected, u"x"_s, {}}));
}

void tst_ErrorText::detailsMeantForEverybody_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("advice");
    QTest::newRow("users") << ErrorCode::TargetInUse << u"sqlite3 (process 4711)"_s
                           << u"orders.db is in use by sqlite3 (process 4711)."_s
                           << u"Stop that program, or restore to another path."_s;
    QTest::newRow("confirmation") << ErrorCode::ConfirmationNeeded << u"orders.db"_s
                                  << u"orders.db holds data that would be replaced."_s
                                  << u"To replace it, confirm with its name: orders.db."_s;
    QTest::newRow("reserved") << ErrorCode::Busy << u"reserved by ann, 192.0.2.7:51234"_s
                              << u"orders.db is reserved by ann, 192.0.2.7:51234, for another restore."_s
                              << u"Wait until it has finished, or cancel it, then try again."_s;
    QTest::newRow("no longer reserved")
        << ErrorCode::LeaseLost << u"its reservation ran out"_s << u"orders.db was reserved for this restore, and is no longer."_s
        << u"Nothing was begun there; another may have restored it since. Look at it, then try again."_s;
    QTest::newRow("redo") << ErrorCode::ConfirmationNeeded << u"--redo"_s << u"orders.db holds data that would be replaced."_s
                          << u"If that is what you want, confirm it with --redo."_s;
    QTest::newRow("plan") << ErrorCode::PlanInvalid << u"line 3: unknown key foo"_s
                          << u"orders.db is not a valid drill plan: line 3: unknown key foo."_s
                          << u"Correct the plan at the place named."_s;
}

void tst_ErrorText::detailsMeantForEverybody()
{
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, detail);
    QTEST(text::sentence({code, u"orders.db"_s, detail}), "sentence");
    QTEST(text::advice({code, u"orders.db"_s, detail}), "advice");
}

void tst_ErrorText::whatIsMissingIsNamed_data()
{
    QTest::addColumn<Missing>("what");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("cluster") << Missing::Cluster << u"There is no cluster x."_s;
    QTest::newRow("node") << Missing::Node << u"The cluster has no node x."_s;
    QTest::newRow("state") << Missing::State << u"The node has no state x."_s;
    QTest::newRow("table") << Missing::Table << u"The state has no table x."_s;
    QTest::newRow("document") << Missing::Document << u"There is no document x."_s;
    QTest::newRow("snapshot") << Missing::Snapshot << u"The snapshot x is not there."_s;
    QTest::newRow("operation") << Missing::Operation << u"There is no operation x."_s;
    QTest::newRow("lease") << Missing::Lease << u"Nobody holds a lease x."_s;
    QTest::newRow("leases") << Missing::Leases << u"This node takes part in no leases."_s;
    QTest::newRow("published") << Missing::Published << u"This node publishes nothing of x."_s;
    QTest::newRow("leader") << Missing::Leader << u"Nobody leads now."_s;
    QTest::newRow("successor")
        << Missing::Successor << u"No node could take over from x: all others are gone, frozen or cut off."_s;
    QTest::newRow("practice") << Missing::PracticeCluster << u"There is no practice cluster."_s;
}

void tst_ErrorText::whatIsMissingIsNamed()
{
    QFETCH(const Missing, what);
    for (const QString &more : {QString(), u"there are: a, b"_s}) {
        const Error error = missing(what, u"x"_s, more).error();
        QCOMPARE(test::codeOf(error.code), test::codeOf(ErrorCode::NotFound));
        QVERIFY(whatIsMissing(error) == what);
        QTEST(text::sentence(error), "sentence");
        QVERIFY2(text::advice(error).contains("lifeboat"_L1), qPrintable(text::advice(error)));
    }
}

void tst_ErrorText::filesAreFiles()
{
    QVERIFY(text::advice({ErrorCode::NotFound, u"/srv/a.db"_s, {}}).contains("device"_L1));
    QVERIFY(!text::advice({ErrorCode::NotFound, u"a"_s, {}}).contains("device"_L1));
    QVERIFY(!whatIsMissing({ErrorCode::NotFound, u"/srv/a.db"_s, {}}));
    QVERIFY(!whatIsMissing({ErrorCode::NotADatabase, u"a"_s, u"no such state"_s}));
}

void tst_ErrorText::operationsInAnotherState()
{
    QCOMPARE(text::sentence({ErrorCode::InvalidArgument, u"x"_s, u"completed"_s}), u"The operation x is completed."_s);
    QCOMPARE(text::sentence({ErrorCode::Busy, u"x"_s, u"inFlight"_s}), u"The operation x is in flight."_s);
    QCOMPARE(text::sentence({ErrorCode::InvalidArgument, u"ID"_s, u"not an id"_s}),
             u"The value given for ID is not allowed: not an id."_s);
}

void tst_ErrorText::natsServersAreNoNodes_data()
{
    QTest::addColumn<ErrorCode>("code");
    for (const ErrorCode code : {ErrorCode::Unreachable, ErrorCode::TimedOut, ErrorCode::Disconnected, ErrorCode::AuthenticationFailed,
                                 ErrorCode::CertificateUntrusted})
        QTest::newRow(qPrintable(codeName(code))) << code;
}

void tst_ErrorText::natsServersAreNoNodes()
{
    QFETCH(const ErrorCode, code);
    for (const QString &server : {u"nats://192.0.2.5:4222"_s, u"tls://a:4222, tls://b:4222"_s}) {
        const Error error{code, server, {}};
        const QString said = text::sentence(error) + text::advice(error);
        QVERIFY2(said.contains(server) && !said.contains("node"_L1), qPrintable(said));
    }
    QVERIFY(!text::isOfNats({code, u"n1"_s, {}}));
}

/// What is known better than by its code.
void tst_ErrorText::particularPlaces()
{
    const Error kept{ErrorCode::IntegrityFailed, u"/n1/data/state.db.previous"_s, {}};
    const QString said = text::sentence(kept) + text::advice(kept);
    QVERIFY2(said.contains(kept.subject) && !said.contains("accept-findings"_L1), qPrintable(said));
    QVERIFY(text::advice({ErrorCode::IntegrityFailed, u"/n1/orders.db"_s, {}}).contains("accept-findings"_L1));
    const Error foreign{ErrorCode::StateKindDiffers, u"/n1/data/state.db"_s, {}};
    QVERIFY2(text::sentence(foreign).contains("another program"_L1), qPrintable(text::sentence(foreign)));
    QVERIFY(!text::sentence({ErrorCode::StateKindDiffers, u"state.db"_s, {}}).contains("another program"_L1));
    QVERIFY(text::advice({ErrorCode::SecretUnavailable, u"/store/offsite"_s, {}}).contains("keychain"_L1));
    using enum SecretFault;
    for (const SecretFault fault : {NoToken, NoStoreSecret, OthersMayRead, FileUnusable}) {
        for (const QString &more : {QString(), u"mode 644"_s, u"Permission denied: it is another's"_s}) {
            const Error error = secretUnavailable(fault, u"/srv/secret"_s, more).error();
            QCOMPARE(int(secretFaultOf(error).value()), int(fault));
            QVERIFY2(!text::advice(error).contains("nlock"_L1), qPrintable(text::advice(error)));
            QVERIFY(text::sentence(error).contains("/srv/secret"_L1));
        }
    }
    QVERIFY(!text::advice(secretUnavailable(FileUnusable, u"/etc/nats.password"_s).error()).contains("keychain"_L1));
    QVERIFY(!secretFaultOf({ErrorCode::SecretUnavailable, u"n1"_s, u"the keychain is locked"_s}));
    QVERIFY(text::advice({ErrorCode::SecretUnavailable, u"n1"_s, u"the keychain is locked"_s}).contains("LIFEBOAT_SECRETS=file"_L1));
    const QString fingerprint = u"AB:"_s.repeated(31) + u"AB"_s;
    QVERIFY(text::sentence({ErrorCode::CertificateUntrusted, u"n1"_s, fingerprint + u", expired"_s}).contains("expired"_L1));
    QVERIFY(!text::sentence({ErrorCode::CertificateUntrusted, u"n1"_s, fingerprint}).contains("expired"_L1));
}

/// The one advice for files, to take another name, leads nowhere.
void tst_ErrorText::snapshotsKeepTheirNames()
{
    const Error error{ErrorCode::AlreadyExists, u"20261121T020322123Z-9f3a01c4"_s, {}};
    QCOMPARE(text::sentence(error), u"The snapshot 20261121T020322123Z-9f3a01c4 is there already and is not replaced."_s);
    QVERIFY2(!text::advice(error).contains("name"_L1), qPrintable(text::advice(error)));
    QVERIFY(text::advice({ErrorCode::AlreadyExists, u"/srv/a"_s, {}}).contains("name"_L1));
}

/// No snapshot brings a log or leases back, and an entry's index is no log's name.
void tst_ErrorText::logsAreNoOrdinaryDatabases()
{
    const Error log{ErrorCode::LogDamaged, u"/srv/log.db"_s, {}};
    QCOMPARE(text::sentence(log), u"The log /srv/log.db is damaged."_s);
    QVERIFY2(text::advice(log).contains("move it away"_L1) && text::advice(log).contains("a new log begins"_L1), qPrintable(text::advice(log)));
    const Error leases{ErrorCode::LeasesLost, u"/srv/leases.db"_s, {}};
    QVERIFY2(text::advice(leases).contains("they make a new one"_L1), qPrintable(text::advice(leases)));
    QCOMPARE(text::sentence({ErrorCode::EntryMissing, u"3000"_s, u"the log ends at 2990"_s}),
             u"The log lacks entry 3000: it has a hole there, or has lost its end."_s);
    QCOMPARE(text::sentence({ErrorCode::EntryMissing, u"ORDERS"_s, {}}),
             u"The log ORDERS has a hole: an entry is missing between two others."_s);
}

void tst_ErrorText::hostileSubjectsAreNotPatterns()
{
    QCOMPARE(text::sentence({ErrorCode::TargetInUse, u"%2%1.db"_s, u"%1"_s}), u"%2%1.db is in use by %1."_s);
    QCOMPARE(text::sentence({ErrorCode::NotFound, u"%1"_s, {}}), u"%1 was not found."_s);
}

QTEST_GUILESS_MAIN(tst_ErrorText)
#include "tst_errortext.moc"
