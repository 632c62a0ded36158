// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/certificate.h"

#include "engine/base/limits.h"

#include <QRegularExpression>
#include <QSsl>

#include <memory>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

template <auto function> struct Freeing
{
    template <typename T> void operator()(T *object) const { function(object); }
};

using KeyPointer = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using CertificatePointer = std::unique_ptr<X509, Freeing<X509_free>>;
using BioPointer = std::unique_ptr<BIO, Freeing<BIO_free>>;

std::unexpected<Error> opensslFailed(const QString &what)
{
    return failure(ErrorCode::Unexpected, {}, u"OpenSSL: "_s + what);
}

bool addExtension(X509 *certificate, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Freeing<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// Host names go into a comma-separated list, so nothing but a host name may stand there.
Result<QByteArray> alternativeNames(const CertificateNames &names)
{
    static const QRegularExpression host(u"\\A[A-Za-z0-9*]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\\z"_s);
    QByteArrayList parts;
    for (const QString &name : names.hosts) {
        if (!host.match(name).hasMatch())
            return failure(ErrorCode::InvalidArgument, name, u"not a host name"_s);
        parts.append("DNS:" + name.toLatin1());
    }
    for (QHostAddress address : names.addresses) {
        if (address.isNull())
            return failure(ErrorCode::InvalidArgument, {}, u"not an address"_s);
        address.setScopeId({});
        parts.append("IP:" + address.toString().toLatin1());
    }
    return parts.join(',');
}

bool setSerial(X509 *certificate)
{
    const std::unique_ptr<BIGNUM, Freeing<BN_free>> number(BN_new());
    return number && BN_rand(number.get(), 159, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1
        && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

Result<CertificatePointer> certificateFor(EVP_PKEY *key, const CertificateNames &names,
                                          const QDateTime &now)
{
    const QByteArray common = names.commonName.toUtf8();
    if (common.isEmpty() || names.commonName.size() > 64)
        return failure(ErrorCode::InvalidArgument, names.commonName, u"not a common name"_s);
    LIFEBOAT_ASSIGN(const QByteArray others, alternativeNames(names));
    CertificatePointer certificate(X509_new());
    X509 *const made = certificate.get();
    time_t second = now.toSecsSinceEpoch();
    X509_NAME *const subject = made ? X509_get_subject_name(made) : nullptr;
    const bool good = subject && X509_set_version(made, X509_VERSION_3) == 1 && setSerial(made)
        && X509_time_adj_ex(X509_getm_notBefore(made), -1, 0, &second)
        && X509_time_adj_ex(X509_getm_notAfter(made), 3650, 0, &second)
        && X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char *>(common.constData()),
                                      int(common.size()), -1, 0)
            == 1
        && X509_set_issuer_name(made, subject) == 1 && X509_set_pubkey(made, key) == 1
        && addExtension(made, NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(made, NID_ext_key_usage, "serverAuth")
        && (others.isEmpty() || addExtension(made, NID_subject_alt_name, others))
        && X509_sign(made, key, EVP_sha256()) > 0;
    if (!good)
        return opensslFailed(u"could not make a certificate"_s);
    return certificate;
}

Result<QByteArray> toPem(const std::function<int(BIO *)> &write)
{
    const BioPointer memory(BIO_new(BIO_s_mem()));
    if (!memory || write(memory.get()) != 1)
        return opensslFailed(u"could not write PEM"_s);
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return QByteArray(data, size);
}

/// A new file that is its maker's alone unless `readable`.
Result<> writeNew(FileSystem &fileSystem, const QString &path, const QByteArray &bytes,
                  bool readable)
{
    LIFEBOAT_ASSIGN(const auto file, fileSystem.open(path, OpenMode::CreateNew));
    const auto attempt = [&]() -> Result<> {
        LIFEBOAT_TRY(file->writeAt(0, bytes));
        LIFEBOAT_ASSIGN(FileInfo about, file->info());
        about.access.mode = readable ? 0644 : 0600;
        LIFEBOAT_TRY(file->setAccess(about.access));
        LIFEBOAT_TRY(file->sync());
        return fileSystem.syncDirectory(directoryOf(path));
    };
    auto done = attempt();
    if (!done)
        (void)fileSystem.remove(path);
    return done;
}

} // namespace

Result<> makeCertificate(FileSystem &fileSystem, const CertificateNames &names,
                         const QDateTime &now, const QString &certificatePath,
                         const QString &keyPath)
{
    const KeyPointer key(EVP_EC_gen("P-256"));
    if (!key)
        return opensslFailed(u"could not make a key"_s);
    LIFEBOAT_ASSIGN(const auto certificate, certificateFor(key.get(), names, now));
    LIFEBOAT_ASSIGN(const QByteArray keyPem, toPem([&key](BIO *out) {
                        return PEM_write_bio_PKCS8PrivateKey(out, key.get(), nullptr, nullptr, 0,
                                                             nullptr, nullptr);
                    }));
    LIFEBOAT_ASSIGN(const QByteArray certificatePem, toPem([&certificate](BIO *out) {
                        return PEM_write_bio_X509(out, certificate.get());
                    }));
    if (fileSystem.exists(certificatePath))
        return failure(ErrorCode::AlreadyExists, certificatePath);
    LIFEBOAT_TRY(writeNew(fileSystem, keyPath, keyPem, false));
    auto done = writeNew(fileSystem, certificatePath, certificatePem, true);
    if (!done)
        (void)fileSystem.remove(keyPath);
    return done;
}

Result<Identity> loadCertificate(FileSystem &fileSystem, const QString &certificatePath,
                                 const QString &keyPath)
{
    LIFEBOAT_ASSIGN(const QByteArray certificatePem,
                    fileSystem.readAll(certificatePath, limits::kSmallFileBytes));
    LIFEBOAT_ASSIGN(const QByteArray keyPem, fileSystem.readAll(keyPath, limits::kSmallFileBytes));
    QList<QSslCertificate> all = QSslCertificate::fromData(certificatePem, QSsl::Pem);
    if (all.isEmpty() || all.first().isNull())
        return failure(ErrorCode::NoteInvalid, certificatePath, u"no certificate in PEM"_s);
    Identity identity;
    identity.certificate = all.takeFirst();
    identity.chain = all;
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa}) {
        if (identity.key.isNull())
            identity.key = QSslKey(keyPem, algorithm, QSsl::Pem);
    }
    if (identity.key.isNull())
        return failure(ErrorCode::NoteInvalid, keyPath, u"no key in PEM"_s);
    const QByteArray certificateDer = identity.certificate.toDer();
    const auto *bytes = reinterpret_cast<const unsigned char *>(certificateDer.constData());
    const CertificatePointer certificate(d2i_X509(nullptr, &bytes, certificateDer.size()));
    const BioPointer memory(BIO_new_mem_buf(keyPem.constData(), int(keyPem.size())));
    const KeyPointer key(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr));
    if (!certificate || !key || X509_check_private_key(certificate.get(), key.get()) != 1)
        return failure(ErrorCode::NoteInvalid, keyPath, u"the key of another certificate"_s);
    return identity;
}

QByteArray fingerprintOf(const QSslCertificate &certificate)
{
    return certificate.isNull() ? QByteArray()
                                : certificate.digest(QCryptographicHash::Sha256).toHex();
}

QString fingerprintText(const QByteArray &fingerprint)
{
    return QString::fromLatin1(QByteArray::fromHex(fingerprint).toHex(':').toUpper());
}

QByteArray fingerprintFromText(const QString &text)
{
    const QByteArray hex = text.toLatin1().replace(':', "").toLower();
    static const QRegularExpression sha256(u"\\A[0-9a-f]{64}\\z"_s);
    return sha256.match(QString::fromLatin1(hex)).hasMatch() ? hex : QByteArray();
}

} // namespace lifeboat::net
