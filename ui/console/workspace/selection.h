// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/heldsnapshot.h"

#include <QObject>

namespace lifeboat::ui {

/// The one snapshot the window's actions are about; pages set it, actions follow it.
class Selection : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Of a snapshot in a store of this machine.
    std::optional<CatalogEntry> entry() const
    {
        return m_snapshot && !m_snapshot->isOnNode() ? std::optional(m_snapshot->entry) : std::nullopt;
    }
    /// One that is on a node.
    std::optional<HeldSnapshot> onNode() const
    {
        return m_snapshot && m_snapshot->isOnNode() ? m_snapshot : std::nullopt;
    }
    void set(const std::optional<HeldSnapshot> &snapshot)
    {
        m_snapshot = snapshot;
        Q_EMIT changed();
    }

Q_SIGNALS:
    void changed();

private:
    std::optional<HeldSnapshot> m_snapshot;
};

} // namespace lifeboat::ui
