// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <memory>
#include <utility>

namespace lifeboat::test {

/// An authority nobody knows, with a key of its own, good from a day ago for ten years.
class TestAuthority
{
public:
    /// Signed by itself, or by `issuer`.
    explicit TestAuthority(const QByteArray &name, const TestAuthority *issuer = nullptr);
    ~TestAuthority();
    Q_DISABLE_COPY_MOVE(TestAuthority)

    QByteArray pem() const;

    /// A certificate for a server, and the key to it, both in PEM.
    struct Issued
    {
        QByteArray certificate;
        QByteArray key;
    };
    /// `good`: from and until when, in days from now.
    Issued issue(const QByteArray &host, std::pair<int, int> good = {-1, 3650}) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lifeboat::test
