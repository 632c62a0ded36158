// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboat/commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

namespace lifeboat::ui {

namespace {

constexpr int kUsageError = 2;

CommandLineOutcome wrong(const QString &text)
{
    return {std::nullopt, QStringLiteral("lifeboat: %1\n").arg(text), kUsageError};
}

std::optional<QSize> sizeFrom(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^([0-9]{3,5})x([0-9]{3,5})$"));
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

} // namespace

CommandLineOutcome parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Lifeboat: snapshots, restores and recovery drills."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     QStringLiteral("Show the version."));
    const QCommandLineOption store(QStringLiteral("store"), QStringLiteral("Open a snapshot store."),
                                   QStringLiteral("DIR"));
    const QCommandLineOption database(QStringLiteral("database"), QStringLiteral("Open a database."),
                                      QStringLiteral("FILE"));
    const QCommandLineOption cluster(QStringLiteral("cluster"), QStringLiteral("Show a cluster that is kept."),
                                     QStringLiteral("NAME"));
    const QCommandLineOption node(QStringLiteral("node"), QStringLiteral("Show this node of it."),
                                  QStringLiteral("ID"));
    const QCommandLineOption namedStore(QStringLiteral("named-store"), QStringLiteral("Show a store that was set up."),
                                        QStringLiteral("NAME"));
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("light, dark or system."),
                                   QStringLiteral("NAME"));
    const QCommandLineOption language(QStringLiteral("language"), QStringLiteral("Language of the console: en, de."),
                                      QStringLiteral("CODE"));
    const QCommandLineOption screenshot(QStringLiteral("screenshot"),
                                        QStringLiteral("Save a page as an image and exit."), QStringLiteral("FILE"));
    const QCommandLineOption page(QStringLiteral("page"),
                                  QStringLiteral("welcome, overview, timeline, snapshots, objects, leases, drill or report."),
                                  QStringLiteral("NAME"), QStringLiteral("overview"));
    const QCommandLineOption size(QStringLiteral("size"), QStringLiteral("Size of the image."), QStringLiteral("WxH"),
                                  QStringLiteral("1280x800"));
    parser.addOptions({help, version, store, database, cluster, node, namedStore, theme, language, screenshot, page, size});
    if (!parser.parse(arguments))
        return wrong(parser.errorText());
    if (parser.isSet(help)) {
        // Without an application the parser knows no name.
        return {std::nullopt, parser.helpText().replace(QStringLiteral("<executable_name>"), QStringLiteral("lifeboat")), 0};
    }
    if (parser.isSet(version))
        return {std::nullopt, QStringLiteral("lifeboat %1\n").arg(QStringLiteral(LIFEBOAT_VERSION)), 0};
    StartOptions options;
    options.stores = parser.values(store);
    options.databases = parser.values(database);
    options.cluster = parser.value(cluster);
    options.node = parser.value(node);
    options.namedStore = parser.value(namedStore);
    if (options.cluster.isEmpty() && !options.node.isEmpty())
        return wrong(QStringLiteral("--node needs --cluster"));
    options.language = parser.value(language);
    if (parser.isSet(theme)) {
        options.theme = Look::themeFromName(parser.value(theme));
        if (Look::themeName(*options.theme) != parser.value(theme))
            return wrong(QStringLiteral("--theme is light, dark or system"));
    }
    if (parser.isSet(screenshot)) {
        const auto wanted = sizeFrom(parser.value(size));
        if (!wanted)
            return wrong(QStringLiteral("--size is like 1280x800"));
        if (!Screenshot::isPage(parser.value(page)))
            return wrong(QStringLiteral("--page is welcome, overview, timeline, snapshots, objects, leases, drill or report"));
        options.screenshot = ScreenshotRequest{parser.value(screenshot), parser.value(page), *wanted};
    }
    return {options, {}, 0};
}

} // namespace lifeboat::ui
