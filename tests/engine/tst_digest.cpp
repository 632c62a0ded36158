// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/digest.h"

#include <QCryptographicHash>
#include <QTest>

using namespace lifeboat;

class tst_Digest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sha256_data();
    void sha256();
    void sha256InPieces();
    void sha256StartsAnew();
    void pageHashes();
    void hash128InPieces();
};

void tst_Digest::sha256_data()
{
    // FIPS 180-4 examples.
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("empty") << QByteArray()
                           << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("abc") << QByteArray("abc")
                         << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    QTest::newRow("a million a") << QByteArray(1'000'000, 'a')
                                 << QByteArray("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

void tst_Digest::sha256()
{
    QFETCH(const QByteArray, bytes);
    QTEST(Sha256::of(bytes), "hex");
}

void tst_Digest::sha256InPieces()
{
    const QByteArray bytes(1000, 'x');
    for (const qsizetype piece : {1, 7, 64, 65, 999, 1000}) {
        Sha256 sha;
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            sha.update(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at)));
        QCOMPARE(sha.finish(), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    }
}

void tst_Digest::sha256StartsAnew()
{
    Sha256 sha;
    sha.update("something");
    sha.finish();
    sha.update("abc");
    Sha256 moved = std::move(sha);
    QCOMPARE(moved.finish(), Sha256::of("abc"));
}

void tst_Digest::pageHashes()
{
    // xxHash's own test vector: XXH3-128 of nothing is 99aa06d3014798d86001c324468d497f; pages are never empty, so
    // what is known here is "a" 512 times against hashing each page alone.
    QByteArray pages = QByteArray(512, 'a') + QByteArray(512, 'b') + QByteArray(512, 'a');
    QByteArray hashes(3 * kPageHashBytes, '\0');
    hashPages({pages.constData(), size_t(pages.size())}, 512, {hashes.data(), size_t(hashes.size())});
    QCOMPARE(hashes.first(16), hashes.last(16));
    QVERIFY(hashes.first(16) != hashes.sliced(16, 16));
    QByteArray alone(kPageHashBytes, '\0');
    hashPages({pages.constData() + 512, 512}, 512, {alone.data(), size_t(alone.size())});
    QCOMPARE(alone, hashes.sliced(16, 16));
    for (qsizetype bit = 0; bit < 512 * 8; bit += 37) {
        QByteArray flipped = pages.first(512);
        flipped[bit / 8] = char(flipped[bit / 8] ^ (1 << (bit % 8)));
        hashPages({flipped.constData(), 512}, 512, {alone.data(), size_t(alone.size())});
        QVERIFY(alone != hashes.first(16));
    }
}

void tst_Digest::hash128InPieces()
{
    QCOMPARE(Hash128().finish(), "99aa06d3014798d86001c324468d497f"); // xxhsum -H2 of nothing
    const QByteArray bytes(1000, 'x');
    for (const qsizetype piece : {1, 7, 240, 241, 999, 1000}) {
        Hash128 hash;
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            hash.update(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at)));
        QCOMPARE(hash.finish(), hash128(bytes).toHex());
    }
}

QTEST_GUILESS_MAIN(tst_Digest)
#include "tst_digest.moc"
