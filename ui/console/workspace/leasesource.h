// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/leaseview.h"

#include <QPointer>
#include <QWidget>

namespace lifeboat::ui {

class Subject;

/// The leases of the subject, its cluster's or its lease bucket's, watched while a page is seen.
class LeaseSource : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it.
    LeaseSource(Subject &subject, QWidget &page);
    ~LeaseSource() override;

    /// Null: the subject has none.
    LeaseView *leases() const { return m_leases; }

Q_SIGNALS:
    /// Others, or something about them. Only while the page is seen.
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow();

    Subject &m_subject;
    QWidget &m_page;
    QPointer<LeaseView> m_leases;
    bool m_isSeen = false;
};

} // namespace lifeboat::ui
