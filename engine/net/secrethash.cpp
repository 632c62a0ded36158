// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/secrethash.h"

#include <memory>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

constexpr qsizetype kSaltBytes = 16;
constexpr qsizetype kHashBytes = 32;

Result<QByteArray> argon2id(const SecretHash &how, QByteArray secret)
{
    const std::unique_ptr<EVP_KDF, void (*)(EVP_KDF *)> kind(
        EVP_KDF_fetch(nullptr, "ARGON2ID", nullptr), EVP_KDF_free);
    const std::unique_ptr<EVP_KDF_CTX, void (*)(EVP_KDF_CTX *)> context(
        kind ? EVP_KDF_CTX_new(kind.get()) : nullptr, EVP_KDF_CTX_free);
    if (!context)
        return failure(ErrorCode::Unexpected, {}, u"OpenSSL has no ARGON2ID"_s);
    QByteArray salt = how.salt;
    quint32 memory = how.memoryKib;
    quint32 passes = how.passes;
    quint32 lanes = 1;
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, secret.data(),
                                          size_t(secret.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt.data(), size_t(salt.size())),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_ARGON2_MEMCOST, &memory),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_ITER, &passes),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_ARGON2_LANES, &lanes),
        OSSL_PARAM_construct_end()};
    QByteArray hash(kHashBytes, '\0');
    auto *const out = reinterpret_cast<unsigned char *>(hash.data());
    const bool good = EVP_KDF_derive(context.get(), out, size_t(hash.size()), parameters) == 1;
    OPENSSL_cleanse(secret.data(), size_t(secret.size()));
    if (!good)
        return failure(ErrorCode::Unexpected, {}, u"OpenSSL could not compute ARGON2ID"_s);
    return hash;
}

} // namespace

Result<SecretHash> hashSecret(const QByteArray &secret)
{
    SecretHash made;
    LIFEBOAT_ASSIGN(made.salt, randomBytes(kSaltBytes));
    LIFEBOAT_ASSIGN(made.hash, argon2id(made, secret));
    return made;
}

Result<bool> matchesSecret(const SecretHash &expected, const QByteArray &secret)
{
    LIFEBOAT_ASSIGN(const QByteArray hash, argon2id(expected, secret));
    return equalInConstantTime(hash, expected.hash);
}

Result<QByteArray> randomBytes(qsizetype count)
{
    QByteArray bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), int(count)) != 1)
        return failure(ErrorCode::Unexpected, {}, u"OpenSSL gives no random bytes"_s);
    return bytes;
}

bool equalInConstantTime(const QByteArray &a, const QByteArray &b)
{
    return a.size() == b.size()
        && CRYPTO_memcmp(a.constData(), b.constData(), size_t(a.size())) == 0;
}

} // namespace lifeboat::net
