// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/catalog.h"

#include <QObject>

namespace lifeboat::ui {

/// The one snapshot the window's actions are about; pages set it, actions follow it.
class Selection : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    const std::optional<CatalogEntry> &entry() const { return m_entry; }
    void set(const std::optional<CatalogEntry> &entry)
    {
        m_entry = entry;
        Q_EMIT changed();
    }

Q_SIGNALS:
    void changed();

private:
    std::optional<CatalogEntry> m_entry;
};

} // namespace lifeboat::ui
