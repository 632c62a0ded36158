// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "tests/support/expect.h"
#include "tests/ui/clusterworkspace.h"
#include "ui/console/theme/glyph.h"
#include "ui/console/window/placedelegate.h"
#include "ui/console/window/placelist.h"
#include "ui/text/healthwording.h"

#include <QSignalSpy>
#include <QTreeWidget>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_Clusters final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyNodeOfTheProfileIsMet();
    void followsWhatOthersWrite();
    void aFileThatCannotBeReadIsToldOnce_data();
    void aFileThatCannotBeReadIsToldOnce();
    void removingForgetsTheToken();
    void aTokenThatStaysIsSaid();
    void manyWordsAreOneBundle();
    void healthAgesBySilence();
    void theListShowsShapeAndWord();
    void theListKeepsItsItems();
    void everyReasonHasWords();

private:
    static QTreeWidgetItem *item(const PlaceList &list, const QString &text);

    std::unique_ptr<ClusterWorkspace> m_space;
};

void tst_Clusters::init()
{
    m_space = std::make_unique<ClusterWorkspace>(QStringList{u"n1"_s, u"n2"_s});
}

QTreeWidgetItem *tst_Clusters::item(const PlaceList &list, const QString &text)
{
    const auto found = list.findItems(text, Qt::MatchExactly | Qt::MatchRecursive);
    return found.isEmpty() ? nullptr : found.first();
}

void tst_Clusters::everyNodeOfTheProfileIsMet()
{
    QVERIFY(m_space->settle());
    QCOMPARE(m_space->clusters().all().size(), 1);
    QCOMPARE(m_space->clusters().cluster(u"orders"_s)->nodes().size(), 2);
    QCOMPARE(int(m_space->connection(u"n1"_s)->link()), int(Link::Online));
    QCOMPARE(m_space->clusters().cluster(u"other"_s), nullptr);
    QCOMPARE(m_space->clusters().node(u"orders"_s, QUrl(u"wss://n9:7411"_s)), nullptr);
}

void tst_Clusters::followsWhatOthersWrite()
{
    QVERIFY(m_space->settle());
    const NodeConnection *const first = m_space->connection(u"n1"_s);
    m_space->network().add(u"n3"_s);
    m_space->addToProfile(u"orders"_s, u"n3"_s);
    m_space->addToProfile(u"ledger"_s, u"n3"_s);
    QTRY_VERIFY(m_space->connection(u"n3"_s)); // nobody asked for it
    QTRY_COMPARE(m_space->clusters().all().size(), 2);
    QCOMPARE(m_space->connection(u"n1"_s), first);
    ok(m_space->profiles().removeNode(u"orders"_s, m_space->url(u"n1"_s)));
    QTRY_COMPARE(m_space->connection(u"n1"_s), nullptr);
    ok(m_space->profiles().removeNode(u"ledger"_s, m_space->url(u"n3"_s)));
    QTRY_COMPARE(m_space->clusters().all().size(), 1);
}

void tst_Clusters::aFileThatCannotBeReadIsToldOnce_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("detail");
    QTest::addRow("garbage") << "orders: n1"_ba << u"illegal value"_s;
    QTest::addRow("a list") << "[]"_ba << u"not a JSON object"_s;
    QTest::addRow("half of it") << R"({"formatVersion": 1, "clusters": [)"_ba << u"unterminated array"_s;
}

/// What was known stays, and so does what is in the file.
void tst_Clusters::aFileThatCannotBeReadIsToldOnce()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, detail);
    QVERIFY(m_space->settle());
    QSignalSpy failed(&m_space->console(), &ui::Workspace::failed);
    // At once: the watch may look while a file is being written, and an empty one knows no clusters.
    ok(PosixFileSystem::instance().writeAtomically(m_space->clusters().directory() + u"/clusters.json"_s, content));
    m_space->clusters().refresh();
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30s);
    const auto error = failed.first().at(1).value<Error>();
    QVERIFY(error.subject.endsWith(u"clusters.json"_s));
    QCOMPARE(error.detail, detail);
    QSignalSpy read(&m_space->clusters(), &Clusters::updated);
    m_space->clusters().refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!read.isEmpty(), 30s);
    QCOMPARE(failed.size(), 1);
    QVERIFY(m_space->connection(u"n1"_s));
    m_space->clusters().removeNode(u"orders"_s, m_space->url(u"n1"_s));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, 30s);
    QCOMPARE(readFile(m_space->clusters().directory() + u"/clusters.json"_s), content);
}

void tst_Clusters::removingForgetsTheToken()
{
    QVERIFY(m_space->settle());
    const auto secrets = makeFileSecrets(PosixFileSystem::instance(), m_space->secretsPath());
    const QString key = secretKey(u"orders"_s, m_space->url(u"n1"_s));
    QVERIFY(secrets->read(key).result());
    m_space->clusters().removeNode(u"orders"_s, m_space->url(u"n1"_s));
    QTRY_COMPARE(m_space->clusters().cluster(u"orders"_s)->nodes().size(), 1);
    QTRY_VERIFY(!secrets->read(key).result());
    QSignalSpy stays(&m_space->clusters(), &Clusters::secretStays);
    m_space->clusters().remove(u"orders"_s);
    QTRY_VERIFY(m_space->clusters().all().isEmpty());
    QTRY_VERIFY(!secrets->read(secretKey(u"orders"_s, m_space->url(u"n2"_s))).result());
    QCOMPARE(stays.size(), 0);
}

void tst_Clusters::aTokenThatStaysIsSaid()
{
    QVERIFY(m_space->settle());
    QVERIFY(QFile::setPermissions(m_space->secretsPath(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    QSignalSpy failed(&m_space->console(), &ui::Workspace::failed);
    m_space->clusters().removeNode(u"orders"_s, m_space->url(u"n1"_s));
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().toString().contains(u"stays in the keychain"_s));
}

void tst_Clusters::manyWordsAreOneBundle()
{
    QVERIFY(m_space->settle());
    const QSignalSpy told(&m_space->clusters(), &Clusters::operationsChanged);
    for (int i = 0; i < 50; ++i)
        m_space->node(u"n1"_s).tell(operationOf(QString::number(i), OperationStatus::InFlight, quint64(i + 1)));
    QCOMPARE(told.size(), 0);
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.first().first().value<NodeSet>(), NodeSet{m_space->connection(u"n1"_s)});
}

void tst_Clusters::healthAgesBySilence()
{
    m_space->hold(u"n1"_s, {toldSnapshot(u"a"_s, 1)});
    QVERIFY(m_space->settle());
    const NodeConnection *const node = m_space->connection(u"n1"_s);
    QTRY_COMPARE(int(m_space->clusters().verdict(node).health), int(lifeboat::Health::Good));
    m_space->node(u"n1"_s).down = Error{ErrorCode::Unreachable, u"n1"_s, {}};
    m_space->node(u"n1"_s).cut();
    m_space->network().pass(1s);
    QTRY_COMPARE(int(m_space->clusters().verdict(node).health), int(lifeboat::Health::Unknown));
    m_space->network().pass(2min);
    QTRY_COMPARE(int(m_space->clusters().verdict(node).health), int(lifeboat::Health::Failed));
}

void tst_Clusters::theListShowsShapeAndWord()
{
    m_space->hold(u"n1"_s, {toldSnapshot(u"a"_s, 1)});
    m_space->hold(u"n2"_s, {toldSnapshot(u"b"_s, 1)});
    m_space->node(u"n2"_s).status.states.first().logLast = 7 + 1204;
    PlaceList list(m_space->console());
    QVERIFY(m_space->settle());
    QVERIFY(item(list, u"CLUSTERS"_s));
    QTRY_COMPARE(item(list, u"n2"_s)->data(0, PlaceDelegate::NoteRole).toString(), u"lag 1,204"_s);
    QCOMPARE(item(list, u"n2"_s)->data(0, PlaceDelegate::HealthRole).toInt(), int(ui::Health::Warning));
    QCOMPARE(item(list, u"n1"_s)->data(0, PlaceDelegate::HealthRole).toInt(), int(ui::Health::Good));
    QCOMPARE(item(list, u"orders"_s)->data(0, PlaceDelegate::NoteRole).toString(), u"1 to look at"_s);
    m_space->node(u"n1"_s).token = u"another"_s;
    m_space->node(u"n1"_s).cut();
    m_space->network().pass(2s);
    QTRY_COMPARE(item(list, u"n1"_s)->data(0, PlaceDelegate::NoteRole).toString(), u"refused"_s);
    QCOMPARE(item(list, u"n1"_s)->data(0, PlaceDelegate::HealthRole).toInt(), int(ui::Health::Bad));
    QCOMPARE(item(list, u"n1"_s)->data(0, Qt::AccessibleTextRole).toString(), u"n1, refused"_s);
}

/// What nodes tell changes words in place: nothing is built anew under the reader's eyes.
void tst_Clusters::theListKeepsItsItems()
{
    PlaceList list(m_space->console());
    QVERIFY(m_space->settle());
    QTreeWidgetItem *const before = item(list, u"n1"_s);
    QVERIFY(before);
    QSignalSpy chosen(&list, &PlaceList::placeChosen);
    list.setCurrentItem(before);
    QCOMPARE(chosen.size(), 1);
    const Place place = chosen.first().first().value<Place>();
    QCOMPARE(int(place.kind), int(Place::Kind::Node));
    QCOMPARE(place.cluster, u"orders"_s);
    QCOMPARE(QUrl(place.path), m_space->url(u"n1"_s));
    m_space->hold(u"n1"_s, {toldSnapshot(u"a"_s, 1)});
    m_space->network().pass(3s);
    QTRY_COMPARE(before->data(0, PlaceDelegate::HealthRole).toInt(), int(ui::Health::Good));
    QCOMPARE(item(list, u"n1"_s), before);
    QCOMPARE(list.currentItem(), before);
    m_space->clusters().removeNode(u"orders"_s, m_space->url(u"n1"_s));
    QTRY_COMPARE(item(list, u"n1"_s), nullptr);
    QCOMPARE(int(chosen.last().first().value<Place>().kind), int(Place::Kind::Machine));
}

void tst_Clusters::everyReasonHasWords()
{
    QSet<QString> sentences;
    QSet<QString> notes;
    const int last = int(HealthReason::ClockSkew);
    for (int reason = 0; reason <= last; ++reason) {
        sentences.insert(text::healthSentence(HealthReason(reason)));
        notes.insert(text::healthNote(HealthReason(reason)));
    }
    QCOMPARE(sentences.size(), last + 1);
    QCOMPARE(notes.size(), last + 1);
    QVERIFY(!sentences.contains(QString()) && !notes.contains(QString()));
}

QTEST_MAIN(tst_Clusters)
#include "tst_clusters.moc"
