// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/theme/look.h"
#include "ui/console/theme/tokens.h"

#include <QApplication>
#include <QTest>

#include <cmath>

using namespace lifeboat::ui;

namespace {

double luminance(const QColor &colour)
{
    const auto linear = [](double part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace

class tst_Theme final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsReadable();
    void switchesLive();
};

void tst_Theme::textIsReadable()
{
    for (const Tokens *tokens : {&lightTokens(), &darkTokens()}) {
        for (const QColor &ground : {tokens->window, tokens->panel, tokens->side, tokens->selection}) {
            QVERIFY(contrast(tokens->text, ground) >= 7);
            QVERIFY(contrast(tokens->quiet, ground) >= 4.5);
        }
        for (const QColor &state : {tokens->good, tokens->warning, tokens->bad})
            QVERIFY(contrast(state, tokens->panel) >= 4.5);
        QVERIFY(contrast(tokens->onAccent, tokens->accent) >= 4.5);
    }
}

void tst_Theme::switchesLive()
{
    Look look;
    look.setTheme(Theme::Dark);
    QCOMPARE(QApplication::palette().color(QPalette::Window), darkTokens().window);
    QCOMPARE(&tokensOf(QApplication::palette()), &darkTokens());
    look.setTheme(Theme::Light);
    QCOMPARE(&tokensOf(QApplication::palette()), &lightTokens());
    QCOMPARE(int(Look::themeFromName(Look::themeName(Theme::Dark))), int(Theme::Dark));
}

QTEST_MAIN(tst_Theme)
#include "tst_theme.moc"
