// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <xxhash.h>

#include <cstring>
#include <new>
#include <stdexcept>

namespace lifeboat {

namespace {

/// A digest that was not computed must never be compared or stored.
void require(int outcome)
{
    if (outcome != 1)
        throw std::runtime_error("SHA-256 is not available");
}

} // namespace

void Sha256::Free::operator()(evp_md_ctx_st *context) const
{
    EVP_MD_CTX_free(context);
}

namespace {

/// Threads of Qt's pools may still be ending when main returns. OpenSSL's clean-up at exit would take from under them
/// what they are about to give back.
void keepUntilTheEnd()
{
    static const int once = OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
    Q_UNUSED(once)
}

} // namespace

Sha256::Sha256()
    : m_context((keepUntilTheEnd(), EVP_MD_CTX_new()))
{
    if (!m_context)
        throw std::bad_alloc();
    require(EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr));
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256 &&) noexcept = default;
Sha256 &Sha256::operator=(Sha256 &&) noexcept = default;

void Sha256::update(QByteArrayView bytes)
{
    require(EVP_DigestUpdate(m_context.get(), bytes.data(), size_t(bytes.size())));
}

QByteArray Sha256::finish()
{
    QByteArray raw(32, Qt::Uninitialized);
    require(EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char *>(raw.data()), nullptr));
    require(EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr));
    return raw.toHex();
}

QByteArray Sha256::of(QByteArrayView bytes)
{
    Sha256 sha;
    sha.update(bytes);
    return sha.finish();
}

QByteArray hash128(QByteArrayView bytes)
{
    QByteArray hash(kPageHashBytes, Qt::Uninitialized);
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), size_t(bytes.size())));
    std::memcpy(hash.data(), canonical.digest, size_t(kPageHashBytes));
    return hash;
}

void Hash128::Free::operator()(XXH3_state_s *state) const
{
    XXH3_freeState(state);
}

Hash128::Hash128()
    : m_state(XXH3_createState())
{
    if (!m_state)
        throw std::bad_alloc();
    XXH3_128bits_reset(m_state.get());
}

Hash128::~Hash128() = default;

void Hash128::update(QByteArrayView bytes)
{
    XXH3_128bits_update(m_state.get(), bytes.data(), size_t(bytes.size()));
}

QByteArray Hash128::finish() const
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(m_state.get()));
    return QByteArray(reinterpret_cast<const char *>(canonical.digest), kPageHashBytes).toHex();
}

void hashPages(std::span<const char> pages, qint64 pageSize, std::span<char> hashes)
{
    const size_t size = size_t(pageSize);
    const size_t count = pages.size() / size;
    for (size_t i = 0; i < count; ++i) {
        XXH128_canonical_t canonical;
        XXH128_canonicalFromHash(&canonical, XXH3_128bits(pages.data() + i * size, size));
        std::memcpy(hashes.data() + i * size_t(kPageHashBytes), canonical.digest, size_t(kPageHashBytes));
    }
}

} // namespace lifeboat
