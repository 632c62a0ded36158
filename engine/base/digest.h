// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <array>
#include <memory>
#include <span>

struct evp_md_ctx_st;
struct XXH3_state_s;

namespace lifeboat {

/// Streaming SHA-256 (OpenSSL, hardware-accelerated where the processor can). One thread at a time.
class Sha256
{
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256 &&) noexcept;
    Sha256 &operator=(Sha256 &&) noexcept;

    void update(QByteArrayView bytes);

    /// 64 lower-case hex digits over everything since construction or the last call; starts anew.
    QByteArray finish();

    static QByteArray of(QByteArrayView bytes);

private:
    struct Free {
        void operator()(evp_md_ctx_st *context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

/// One page's hash: XXH3-128 in its canonical (big-endian) form, 16 bytes.
inline constexpr qint64 kPageHashBytes = 16;

/// The XXH3-128 of `bytes` in the same form.
QByteArray hash128(QByteArrayView bytes);

/// The same over what comes in pieces. Finds accidents, not forgers.
class Hash128
{
public:
    Hash128();
    ~Hash128();
    Q_DISABLE_COPY_MOVE(Hash128)

    void update(QByteArrayView bytes);

    /// 32 lower-case hex digits over everything since construction.
    QByteArray finish() const;

private:
    struct Free {
        void operator()(XXH3_state_s *state) const;
    };
    std::unique_ptr<XXH3_state_s, Free> m_state;
};

/// Writes the XXH3-128 of each page of `pages` (whole pages of `pageSize` bytes) behind each other into `hashes`,
/// which holds 16 bytes a page.
void hashPages(std::span<const char> pages, qint64 pageSize, std::span<char> hashes);

} // namespace lifeboat
