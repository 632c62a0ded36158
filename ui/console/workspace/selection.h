// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/heldsnapshot.h"

#include <QHash>
#include <QObject>

namespace lifeboat::ui {

/// The one snapshot the window's actions are about: what is selected on the page that is shown, as nobody knows what
/// is selected on another one. Pages set theirs, actions follow.
class Selection : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Of a snapshot in a store of this machine.
    std::optional<CatalogEntry> entry() const
    {
        const auto snapshot = current();
        return snapshot && !snapshot->isOnNode() ? std::optional(snapshot->entry) : std::nullopt;
    }
    /// One that is on a node.
    std::optional<HeldSnapshot> onNode() const
    {
        const auto snapshot = current();
        return snapshot && snapshot->isOnNode() ? snapshot : std::nullopt;
    }
    /// Snapshots can be selected on what is shown; so too while no page was told of.
    bool isOffered() const { return !m_page || *m_page; }

    void set(const QObject *page, const std::optional<HeldSnapshot> &snapshot)
    {
        m_snapshots[page] = snapshot;
        m_last = page;
        if (!m_page || m_page == page)
            Q_EMIT changed();
    }

    /// From now on what is selected on that page counts; null: on this page nothing can be selected.
    void showPage(const QObject *page)
    {
        m_page = page;
        Q_EMIT changed();
    }

Q_SIGNALS:
    void changed();

private:
    std::optional<HeldSnapshot> current() const { return m_snapshots.value(m_page.value_or(m_last)); }

    QHash<const QObject *, std::optional<HeldSnapshot>> m_snapshots;
    std::optional<const QObject *> m_page;
    const QObject *m_last = nullptr;
};

} // namespace lifeboat::ui
