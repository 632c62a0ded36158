// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/recentlist.h"

#include <QLabel>
#include <QTest>

using namespace lifeboat::ui;
using namespace Qt::StringLiterals;

class tst_RecentList final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isSetWhileItIsSet_data();
    void isSetWhileItIsSet();
};

namespace {

QList<RecentList::Line> linesOf(const QString &what, int count)
{
    QList<RecentList::Line> lines;
    for (int i = 0; i < count; ++i)
        lines.append({.when = u"now"_s, .what = what + QString::number(i), .note = {}, .state = u"done"_s});
    return lines;
}

/// Does something when a row of the list is shown first.
class Watcher final : public QObject
{
public:
    Watcher(QWidget &list, std::function<void()> happens)
        : m_list(list)
        , m_happens(std::move(happens))
    {
        qApp->installEventFilter(this);
    }

    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (m_happens && event->type() == QEvent::ShowToParent && object->parent() == &m_list)
            std::exchange(m_happens, {})();
        return false;
    }

private:
    QWidget &m_list;
    std::function<void()> m_happens;
};

QStringList shown(const RecentList &list, const QString &what)
{
    QStringList texts;
    for (const QLabel *label : list.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&list) && label->text().startsWith(what))
            texts.append(label->text());
    }
    return texts;
}

} // namespace

/// As by a page that has more room once a row is shown.
void tst_RecentList::isSetWhileItIsSet_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("meanwhile");
    QTest::newRow("more lines") << 2 << 40;
    QTest::newRow("as many") << 3 << 3;
    QTest::newRow("fewer") << 5 << 1;
}

void tst_RecentList::isSetWhileItIsSet()
{
    QFETCH(const int, before);
    QFETCH(const int, meanwhile);
    RecentList list;
    list.show();
    bool happened = false;
    const Watcher watcher(list, [&] {
        happened = true;
        list.setLines(linesOf(u"newer"_s, meanwhile));
    });
    list.setLines(linesOf(u"older"_s, before));
    QVERIFY(happened);
    QCOMPARE(shown(list, u"older"_s), QStringList());
    QCOMPARE(shown(list, u"newer"_s).size(), meanwhile);
}

QTEST_MAIN(tst_RecentList)
#include "tst_recentlist.moc"
