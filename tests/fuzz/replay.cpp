// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/archivesurgery.h"
#include "tests/support/samplearchive.h"
#include "tests/support/workspace.h"

#include <QTest>
#include <random>

using namespace Qt::StringLiterals;
using namespace lifeboat::test;

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size);

/// Gives the fuzz target of this executable the committed corpus and what simple mutations make of it: a crash, an
/// abort or a sanitizer's finding fails the test.
class tst_Replay final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void corpus_data();
    void corpus();

private:
    static void run(const QByteArray &bytes) { LLVMFuzzerTestOneInput(reinterpret_cast<const quint8 *>(bytes.constData()), size_t(bytes.size())); }
};

void tst_Replay::corpus_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QString corpus = QStringLiteral(LIFEBOAT_CORPUS);
    const QStringList names = namesIn(corpus);
    QVERIFY(!names.isEmpty());
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << readFile(corpus + u'/' + name);
    QTest::newRow("a fresh archive") << smallArchive(2);
    QTest::newRow("a fresh manifest") << takeApart(smallArchive(2))[0].data;
}

void tst_Replay::corpus()
{
    QFETCH(const QByteArray, bytes);
    run(bytes);
    std::mt19937 random(1);
    for (int round = 0; round < 300 && !bytes.isEmpty(); ++round) {
        QByteArray mutated = bytes;
        const auto at = qsizetype(random() % quint32(bytes.size()));
        switch (random() % 4) {
        case 0:
            mutated[at] = char(random());
            break;
        case 1:
            mutated.truncate(at);
            break;
        case 2:
            mutated.insert(at, bytes.sliced(at, std::min<qsizetype>(64, bytes.size() - at)));
            break;
        default:
            mutated.remove(at, 1 + qsizetype(random() % 512));
            break;
        }
        run(mutated);
    }
}

QTEST_GUILESS_MAIN(tst_Replay)
#include "replay.moc"
