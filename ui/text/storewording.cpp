// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/storewording.h"

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
    }
    return {};
}

} // namespace lifeboat::text
