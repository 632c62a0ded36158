// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/storewording.h"

#include "ui/text/errortext.h"

#include <QCoreApplication>

namespace lifeboat::text {

QString storeStep(StoreStep step)
{
    switch (step) {
    case StoreStep::Reach:
        return QCoreApplication::translate("lifeboat::text", "reach it");
    case StoreStep::List:
        return QCoreApplication::translate("lifeboat::text", "list what is there");
    case StoreStep::Write:
        return QCoreApplication::translate("lifeboat::text", "write an object");
    case StoreStep::Read:
        return QCoreApplication::translate("lifeboat::text", "read it back, byte for byte");
    case StoreStep::Remove:
        return QCoreApplication::translate("lifeboat::text", "remove it");
    case StoreStep::Leases:
        return QCoreApplication::translate("lifeboat::text", "reach its lease bucket");
    }
    return {};
}

QString storeTrouble(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Unreachable:
    case ErrorCode::Disconnected:
    case ErrorCode::TimedOut:
        return QCoreApplication::translate("lifeboat::text", "not reachable");
    case ErrorCode::AuthenticationFailed:
    case ErrorCode::PermissionDenied:
    case ErrorCode::SecretUnavailable:
        return QCoreApplication::translate("lifeboat::text", "refused");
    case ErrorCode::NotFound:
    case ErrorCode::DirectoryMissing:
        return QCoreApplication::translate("lifeboat::text", "not there");
    default:
        return QCoreApplication::translate("lifeboat::text", "cannot be read");
    }
}

QString storeAdvice(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Unreachable:
    case ErrorCode::Disconnected:
    case ErrorCode::TimedOut:
        return QCoreApplication::translate("lifeboat::text", "Check that the servers run and that the network leads there.");
    case ErrorCode::NotFound:
        return QCoreApplication::translate("lifeboat::text", "Check its name. A bucket can be made when the connection is tried.");
    default:
        return advice(error);
    }
}

} // namespace lifeboat::text
