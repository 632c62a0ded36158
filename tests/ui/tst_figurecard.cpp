// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/figurecard.h"

#include <QTest>

using namespace lifeboat::ui;
using namespace Qt::StringLiterals;

class tst_FigureCard final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figuresFitTheirCard_data();
    void figuresFitTheirCard();
    void itsHeightDoesNotJump();
};

void tst_FigureCard::figuresFitTheirCard_data()
{
    QTest::addColumn<QString>("figure");
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("isWhole"); // in letters of the usual size
    QTest::addRow("short") << u"4"_s << 150 << true;
    QTest::addRow("wide card") << u"bestanden"_s << 300 << true;
    QTest::addRow("narrow card") << u"bestanden"_s << 150 << false;
}

void tst_FigureCard::figuresFitTheirCard()
{
    QFETCH(QString, figure);
    QFETCH(int, width);
    QFETCH(bool, isWhole);
    FigureCard card(u"Letzte Übung"_s);
    card.resize(width, 130);
    card.setVisible(true);
    card.setState(Health::Good, figure, u"RTO 0,13 s"_s);
    const auto *state = card.findChild<HealthLabel *>();
    const QFont usual = fontOf(TextLabel::Style::Figure);
    const auto fits = [&] { return state->mapTo(&card, QPoint(state->sizeHint().width(), 0)).x() <= card.width(); };
    QVERIFY(fits());
    QCOMPARE(state->font().pixelSize() == usual.pixelSize(), isWhole);
    card.resize(400, 130);
    QCOMPARE(state->font().pixelSize(), usual.pixelSize());
    card.resize(width, 130);
    QVERIFY(fits());
}

/// A note that is a line longer for a second moves the page below it once, not to and fro.
void tst_FigureCard::itsHeightDoesNotJump()
{
    FigureCard card(u"RPO"_s);
    card.resize(200, 200);
    card.setVisible(true);
    const auto height = [&card] {
        card.layout()->activate();
        return card.layout()->totalHeightForWidth(card.width());
    };
    card.setFigure(u"0 s"_s, u"a note"_s);
    const int low = height();
    card.setFigure(u"0 s"_s, u"a note that is longer than a line, and than two of them, and than three of them"_s);
    const int high = height();
    QVERIFY(high > low);
    card.setFigure(u"0 s"_s, u"a note"_s);
    QCOMPARE(height(), high);
    card.resize(400, 200); // other lines
    QVERIFY(height() < high);
}

QTEST_MAIN(tst_FigureCard)
#include "tst_figurecard.moc"
