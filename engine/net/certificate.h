// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>

namespace lifeboat::net {

/// By what names a node is to be known.
struct CertificateNames
{
    QString commonName; ///< 1 to 64 characters
    QStringList hosts; ///< DNS names, in ASCII
    QList<QHostAddress> addresses;
};

/// A node's certificate and the key to it.
struct Identity
{
    QSslCertificate certificate;
    QSslKey key;
    QList<QSslCertificate> chain{}; ///< what leads from it to an authority, as its file has it
};

/// Makes an ECDSA P-256 key (a new file of mode 0600) and a certificate for it, signed by itself,
/// good from a day before `now` for ten years. Durable. AlreadyExists if either file is there;
/// InvalidArgument for a name no certificate can carry. On failure neither file is left.
Result<> makeCertificate(FileSystem &fileSystem, const CertificateNames &names,
                         const QDateTime &now, const QString &certificatePath,
                         const QString &keyPath);

/// Reads both (PEM). NoteInvalid if one is not what it should be, or the key is another's.
Result<Identity> loadCertificate(FileSystem &fileSystem, const QString &certificatePath,
                                 const QString &keyPath);

/// The SHA-256 of a certificate as lower-case hex: what Endpoint pins.
QByteArray fingerprintOf(const QSslCertificate &certificate);

/// The same as people compare it: "AB:CD:…".
QString fingerprintText(const QByteArray &fingerprint);

/// Back from either form; empty for what is no SHA-256.
QByteArray fingerprintFromText(const QString &text);

} // namespace lifeboat::net
