// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <memory>
#include <utility>

namespace lifeboat::test {

/// An authority nobody knows, with a key of its own.
class TestAuthority
{
public:
    static constexpr std::pair kTenYears{-1, 3650};

    /// Signed by itself, or by `issuer`. `good`: from and until when, in days from now.
    explicit TestAuthority(const QByteArray &name, const TestAuthority *issuer = nullptr, std::pair<int, int> good = kTenYears);
    ~TestAuthority();
    Q_DISABLE_COPY_MOVE(TestAuthority)

    QByteArray pem() const;

    /// A certificate for a server, and the key to it, both in PEM.
    struct Issued
    {
        QByteArray certificate;
        QByteArray key;
    };
    Issued issue(const QByteArray &host, std::pair<int, int> good = kTenYears) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lifeboat::test
