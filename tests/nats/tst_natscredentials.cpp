// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nats/natsconnection.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QTest>

#include <openssl/evp.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

/// RFC 4648, without padding.
QByteArray base32(const QByteArray &bytes)
{
    QByteArray text;
    for (qsizetype bit = 0; bit < bytes.size() * 8; bit += 5) {
        int value = 0;
        for (qsizetype i = bit; i < bit + 5; ++i) {
            const bool isSet = i < bytes.size() * 8 && (uchar(bytes[i / 8]) >> (7 - i % 8) & 1);
            value = value * 2 + int(isSet);
        }
        text.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[value]);
    }
    return text;
}

/// With the sum NATS puts behind its keys: CRC-16, XMODEM.
QByteArray summed(QByteArray bytes)
{
    quint16 sum = 0;
    for (const char byte : std::as_const(bytes)) {
        sum = quint16(sum ^ (uchar(byte) << 8));
        for (int bit = 0; bit < 8; ++bit)
            sum = quint16(sum & 0x8000 ? (sum << 1) ^ 0x1021 : sum << 1);
    }
    bytes.append(char(sum & 0xff)).append(char(sum >> 8));
    return bytes;
}

/// A key pair as NATS knows them; `kind`: its letter, of operators, accounts, users.
class NatsKey
{
public:
    NatsKey(uchar kind, char fill)
        : m_kind(kind)
        , m_seed(32, fill)
        , m_key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, reinterpret_cast<const uchar *>(m_seed.constData()), 32))
    {
    }
    ~NatsKey() { EVP_PKEY_free(m_key); }
    Q_DISABLE_COPY_MOVE(NatsKey)

    QByteArray name() const
    {
        QByteArray bytes(32, '\0');
        size_t size = 32;
        EVP_PKEY_get_raw_public_key(m_key, reinterpret_cast<uchar *>(bytes.data()), &size);
        return base32(summed(char(m_kind) + bytes));
    }
    QByteArray seed() const
    {
        constexpr uchar kSeed = 18 << 3;
        return base32(summed(QByteArray() + char(kSeed | (m_kind >> 5)) + char((m_kind & 31) << 3) + m_seed));
    }
    /// A token of `claims` about `subject`, signed by this key.
    QByteArray signedToken(const QByteArray &subject, const QJsonObject &nats, qint64 expires = 0) const
    {
        QJsonObject claims{{u"jti"_s, u"test"_s},
                           {u"iat"_s, QDateTime::currentSecsSinceEpoch() - 3600},
                           {u"iss"_s, QString::fromLatin1(name())},
                           {u"name"_s, u"test"_s},
                           {u"sub"_s, QString::fromLatin1(subject)},
                           {u"nats"_s, nats}};
        if (expires != 0)
            claims[u"exp"_s] = expires;
        constexpr auto kForm = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
        const QByteArray text = QByteArray(R"({"typ":"JWT","alg":"ed25519-nkey"})").toBase64(kForm) + '.'
            + QJsonDocument(claims).toJson(QJsonDocument::Compact).toBase64(kForm);
        QByteArray signature(64, '\0');
        size_t size = 64;
        EVP_MD_CTX *const context = EVP_MD_CTX_new();
        EVP_DigestSignInit(context, nullptr, nullptr, nullptr, m_key);
        EVP_DigestSign(context, reinterpret_cast<uchar *>(signature.data()), &size,
                       reinterpret_cast<const uchar *>(text.constData()), size_t(text.size()));
        EVP_MD_CTX_free(context);
        return text + '.' + signature.toBase64(kForm);
    }

private:
    const uchar m_kind;
    const QByteArray m_seed;
    EVP_PKEY *m_key;
};

constexpr uchar kOperator = 14 << 3;
constexpr uchar kAccount = 0;
constexpr uchar kUser = 20 << 3;

QByteArray credentials(const QByteArray &token, const QByteArray &seed)
{
    return "-----BEGIN NATS USER JWT-----\n" + token + "\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\n" + seed
        + "\n------END USER NKEY SEED------\n";
}

} // namespace

/// A file with a user's token and seed, as nsc writes it.
class tst_NatsCredentials final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEED_NATS_SERVER(); }
    void files_data();
    void files();
};

void tst_NatsCredentials::files_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<ErrorCode>("code"); ///< Canceled: it is taken
    constexpr ErrorCode kTaken = ErrorCode::Canceled;
    constexpr ErrorCode kRefused = ErrorCode::AuthenticationFailed;
    constexpr ErrorCode kNone = ErrorCode::NoteInvalid;
    const NatsKey account(kAccount, 'a');
    const NatsKey another(kAccount, 'b');
    const NatsKey user(kUser, 'u');
    const NatsKey other(kUser, 'v');
    const QJsonObject rights{{u"pub"_s, QJsonObject()}, {u"sub"_s, QJsonObject()}, {u"subs"_s, -1}, {u"data"_s, -1},
                             {u"payload"_s, -1}, {u"type"_s, u"user"_s}, {u"version"_s, 2}};
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const QByteArray right = account.signedToken(user.name(), rights, now + 86'400);
    QTest::newRow("right") << credentials(right, user.seed()) << kTaken;
    QTest::newRow("expired") << credentials(account.signedToken(user.name(), rights, now - 60), user.seed()) << kRefused;
    QTest::newRow("of an account nobody knows") << credentials(another.signedToken(user.name(), rights), user.seed()) << kRefused;
    QTest::newRow("another's seed") << credentials(right, other.seed()) << kRefused;
    QTest::newRow("cut off") << credentials(right, user.seed()).first(80) << kNone;
    QTest::newRow("no seed") << credentials(right, "") << kNone;
    QTest::newRow("garbage") << QByteArray("\xff\xfe\0 not credentials", 20) << kNone;
    QTest::newRow("empty") << QByteArray() << kNone;
}

void tst_NatsCredentials::files()
{
    QFETCH(const QByteArray, content);
    QFETCH(const ErrorCode, code);
    const NatsKey op(kOperator, 'o');
    const NatsKey account(kAccount, 'a');
    const QJsonObject limits{{u"subs"_s, -1}, {u"data"_s, -1}, {u"payload"_s, -1}, {u"imports"_s, -1}, {u"exports"_s, -1},
                             {u"wildcards"_s, true}, {u"conn"_s, -1}, {u"leaf"_s, -1}};
    const QByteArray whole = op.signedToken(op.name(), {{u"type"_s, u"operator"_s}, {u"version"_s, 2}});
    const QByteArray held = op.signedToken(account.name(), {{u"limits"_s, limits}, {u"type"_s, u"account"_s}, {u"version"_s, 2}});
    const NatsServer server(u"operator: %1\nresolver: MEMORY\nresolver_preload: { %2: %3 }\n"_s.arg(
                                QString::fromLatin1(whole), QString::fromLatin1(account.name()), QString::fromLatin1(held)),
                            std::nullopt);
    Workspace space;
    space.write(u"user.creds"_s, content);
    NatsSettings settings = server.settings();
    settings.credentialsFile = space.path(u"user.creds"_s);
    const auto opened = NatsConnection::open(settings);
    if (code == ErrorCode::Canceled) {
        QVERIFY2(opened, qPrintable(opened ? QString() : toString(opened.error())));
        return;
    }
    QVERIFY(!opened);
    const QString told = toString(opened.error());
    QVERIFY2(opened.error().code == code, qPrintable(told));
    if (code == ErrorCode::NoteInvalid)
        QCOMPARE(opened.error().subject, settings.credentialsFile);
    QVERIFY2(!told.contains("SUA"_L1), qPrintable(told)); // nothing of a seed
}

QTEST_GUILESS_MAIN(tst_NatsCredentials)
#include "tst_natscredentials.moc"
