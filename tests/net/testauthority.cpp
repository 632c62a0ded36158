// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/net/testauthority.h"

#include <QList>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace lifeboat::test {

namespace {

template <auto function> struct Freeing
{
    template <typename T> void operator()(T *object) const { function(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freeing<X509_free>>;
using Memory = std::unique_ptr<BIO, Freeing<BIO_free>>;

Key makeKey()
{
    return Key(EVP_EC_gen("P-256"));
}

void extend(X509 *certificate, X509 *issuer, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Freeing<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()));
    if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1)
        qFatal("no extension");
}

/// Without an issuer its own.
Certificate certify(const QByteArray &name, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuerKey,
                    const QList<std::pair<int, QByteArray>> &extensions, std::pair<int, int> good)
{
    constexpr long kDay = 86'400;
    static long serial = 1000;
    Certificate made(X509_new());
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), good.first * kDay);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), good.second * kDay);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(name.constData()),
                               int(name.size()), -1, 0);
    X509_set_issuer_name(made.get(), X509_get_subject_name(issuer ? issuer : made.get()));
    X509_set_pubkey(made.get(), key);
    for (const auto &[kind, value] : extensions)
        extend(made.get(), issuer ? issuer : made.get(), kind, value);
    if (X509_sign(made.get(), issuerKey, EVP_sha256()) <= 0)
        qFatal("no signature");
    return made;
}

template <typename Write> QByteArray toPem(Write write)
{
    const Memory memory(BIO_new(BIO_s_mem()));
    if (write(memory.get()) != 1)
        qFatal("no PEM");
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return QByteArray(data, size);
}

QByteArray pemOf(X509 *certificate)
{
    return toPem([certificate](BIO *out) { return PEM_write_bio_X509(out, certificate); });
}

} // namespace

class TestAuthority::Private
{
public:
    Key key = makeKey();
    Certificate certificate;
};

TestAuthority::TestAuthority(const QByteArray &name, const TestAuthority *issuer, std::pair<int, int> good)
    : d(std::make_unique<Private>())
{
    d->certificate = certify(name, d->key.get(), issuer ? issuer->d->certificate.get() : nullptr,
                             issuer ? issuer->d->key.get() : d->key.get(),
                             {{NID_basic_constraints, "critical,CA:TRUE"},
                              {NID_key_usage, "critical,keyCertSign,cRLSign"}},
                             good);
}

TestAuthority::~TestAuthority() = default;

QByteArray TestAuthority::pem() const
{
    return pemOf(d->certificate.get());
}

TestAuthority::Issued TestAuthority::issue(const QByteArray &host, std::pair<int, int> good) const
{
    const Key key = makeKey();
    const Certificate certificate =
        certify(host, key.get(), d->certificate.get(), d->key.get(),
                {{NID_basic_constraints, "critical,CA:FALSE"},
                 {NID_ext_key_usage, "serverAuth"},
                 {NID_subject_alt_name, "DNS:" + host}},
                good);
    return {pemOf(certificate.get()), toPem([&key](BIO *out) {
                return PEM_write_bio_PKCS8PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr,
                                                     nullptr);
            })};
}

} // namespace lifeboat::test
