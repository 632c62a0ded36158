// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/clusterworkspace.h"
#include "ui/console/pages/clusteroverview.h"
#include "ui/console/widgets/figurecard.h"
#include "ui/console/window/actions.h"

#include <QTest>

namespace lifeboat::test {

/// The overview of a cluster "orders" of three nodes that hold a snapshot each: the base of tests.
class OverviewBench : public QObject
{
protected:
    void init()
    {
        using namespace Qt::StringLiterals;
        m_space = std::make_unique<ClusterWorkspace>(QStringList{u"n1"_s, u"n2"_s, u"n3"_s});
        for (const auto &[name, suffix] : {std::pair(u"n1"_s, u"a"_s), {u"n2"_s, u"b"_s}, {u"n3"_s, u"c"_s}})
            m_space->hold(name, {toldSnapshot(suffix, 1)});
        m_subject = std::make_unique<ui::Subject>(m_space->console());
        m_actions = std::make_unique<ui::Actions>();
        m_page = std::make_unique<ui::ClusterOverview>(m_space->console(), *m_subject, *m_actions);
        m_page->resize(1000, 700);
    }
    void cleanup()
    {
        m_page.reset();
        m_actions.reset();
        m_subject.reset();
        m_space.reset();
    }
    void show(const ui::Place &place)
    {
        QVERIFY(m_space->settle());
        m_subject->setPlace(place);
        m_page->show();
    }
    /// What stands under a caption, its note below it.
    QString figure(const QString &caption) const
    {
        for (const ui::FigureCard *card : m_page->findChildren<ui::FigureCard *>()) {
            if (card->accessibleName() == caption)
                return card->accessibleDescription();
        }
        return {};
    }

    std::unique_ptr<ClusterWorkspace> m_space;
    std::unique_ptr<ui::Subject> m_subject;
    std::unique_ptr<ui::Actions> m_actions;
    std::unique_ptr<ui::ClusterOverview> m_page;
};

} // namespace lifeboat::test
