// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/paths.h"
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/cluster.h"
#include "engine/cluster/secretstore.h"
#include "engine/practice/practicecluster.h"
#include "tests/cluster/keyring.h"
#include "tests/support/expect.h"
#include "ui/console/window/mainwindow.h"

#include <QApplication>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// The practice cluster of a session with a keychain, which is a real one.
class tst_PracticeKeychain final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void forgetsIt_data();
    void forgetsIt();

private:
    std::unique_ptr<Keyring> m_keyring;
};

namespace {

bool waitFor(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, 120'000);
}

bool isOnline(const Cluster &cluster)
{
    return std::ranges::all_of(cluster.nodes(), [](const NodeConnection *node) { return node->link() == Link::Online; });
}

bool isKept(const QString &key)
{
    const auto read = SecretStore::forThisSession(PosixFileSystem::instance())->read(key);
    return waitFor([&] { return read.isFinished(); }) && read.result().has_value();
}

} // namespace

void tst_PracticeKeychain::initTestCase()
{
    NEED_KEYRING();
    qunsetenv("LIFEBOAT_SECRETS");
    m_keyring = std::make_unique<Keyring>();
    m_keyring->start();
}

void tst_PracticeKeychain::forgetsIt_data()
{
    QTest::addColumn<bool>("isQuit");
    QTest::addColumn<bool>("isAtWork");
    QTest::newRow("stopped") << false << false;
    QTest::newRow("quit") << true << false;
    QTest::newRow("quit while its leader is frozen") << true << true;
}

/// A job writes the tokens in its thread, the application's thread reads them, and whoever ends the cluster takes them away.
void tst_PracticeKeychain::forgetsIt()
{
    QFETCH(const bool, isQuit);
    QFETCH(const bool, isAtWork);
    const test::Workspace files;
    qputenv("XDG_DATA_HOME", files.path(u"data"_s).toLocal8Bit());
    ui::Workspace workspace(PosixFileSystem::instance(), nullptr,
                            {.drillHistory = files.path(u"drills"_s),
                             .embeddedNode = files.path(u"node"_s),
                             .sample = files.path(u"sample"_s),
                             .clusters = files.path(u"clusters.json"_s),
                             .practice = files.path(u"practice"_s)});
    Look look;
    MainWindow window(workspace, look, nullptr);
    Practice &practice = workspace.practice();
    const auto cluster = [&] { return workspace.clusters().cluster(PracticeCluster::kName); };

    window.actions().startPractice->trigger();
    QVERIFY(waitFor([&] { return practice.isOwn() && !practice.isBusy() && cluster() && isOnline(*cluster()); }));
    QVERIFY(!QFile::exists(paths::secrets()));
    QStringList keys;
    for (const NodeConnection *const node : cluster()->nodes())
        keys.append(secretKey(PracticeCluster::kName, node->profile().url));
    QCOMPARE(keys.size(), 3);
    QVERIFY(std::ranges::all_of(keys, isKept));

    if (isAtWork) {
        practice.strike(Practice::Deed::Freeze);
        const auto isFrozen = [&] {
            const auto seen = PracticeCluster::look(PosixFileSystem::instance(), files.path(u"practice"_s));
            return seen && std::ranges::contains((*seen)->processes(), ProcessState::Stopped, &PracticeProcess::state);
        };
        QVERIFY(waitFor(isFrozen));
        workspace.operations().cancelAll(); // as whoever quits does
    }
    if (isQuit)
        QMetaObject::invokeMethod(qApp, "aboutToQuit");
    else
        window.actions().stopPractice->trigger();
    QVERIFY(waitFor([&] { return !practice.isBusy() && !QFile::exists(files.path(u"practice"_s)); }));
    QVERIFY(std::ranges::none_of(keys, isKept));
}

QTEST_MAIN(tst_PracticeKeychain)
#include "tst_practicekeychain.moc"
