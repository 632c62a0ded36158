// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboat/commandline.h"
#include "engine/base/posixfilesystem.h"
#include "engine/base/processsetup.h"
#include "ui/console/theme/look.h"
#include "ui/console/window/mainwindow.h"
#include "ui/text/locale.h"

#include <QApplication>
#include <QFileInfo>
#include <QIcon>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

#include <cstdio>

using namespace lifeboat;
using namespace lifeboat::ui;

namespace {

/// Installs the console's and Qt's own translations for `language`; the system's if empty.
void installTranslations(QApplication &application, const QString &language)
{
    const QLocale locale = language.isEmpty() ? QLocale() : QLocale(language);
    QLocale::setDefault(locale);
    auto *qt = new QTranslator(&application);
    if (qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(qt);
    auto *own = new QTranslator(&application);
    if (own->load(locale, QStringLiteral("lifeboat"), QStringLiteral("_"), QStringLiteral(":/i18n"))
        || own->load(QStringLiteral(":/i18n/lifeboat_en.qm"))) // plural forms of English
        QApplication::installTranslator(own);
    if (language.isEmpty() && !own->isEmpty())
        QLocale::setDefault(text::localeBeside(own->language(), locale, text::isLocaleNamed()));
}

QtMessageHandler g_printMessage = nullptr;

/// Leaves out what the platform without a display says of every window, which is nothing to anybody.
void printButSizeHints(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (message != QLatin1StringView("This plugin does not support propagateSizeHints()"))
        g_printMessage(type, context, message);
}

QString absolute(const QString &path)
{
    return QFileInfo(path).absoluteFilePath();
}

int run(QApplication &application, const StartOptions &options)
{
    installTranslations(application, options.language);
    const bool picture = options.screenshot.has_value();
    QSettings stored(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("lifeboat"),
                     QStringLiteral("lifeboat"));
    QSettings *settings = picture ? nullptr : &stored; // a picture shows what it was told to and keeps nothing
    Look look;
    look.setTheme(options.theme.value_or(
        picture ? Theme::Light : Look::themeFromName(stored.value(QStringLiteral("window/theme")).toString())));
    WorkspacePaths paths = WorkspacePaths::ofUser();
    if (picture)
        paths.operations.clear(); // and takes up no work
    if (picture && options.cluster.isEmpty())
        paths.clusters.clear(); // nobody is connected to for a picture of something else
    if (picture && options.namedStore.isEmpty())
        paths.stores.clear();
    Workspace workspace(PosixFileSystem::instance(), settings, paths);
    std::optional<Place> place;
    for (const QString &store : options.stores)
        place = workspace.places().openStore(absolute(store));
    for (const QString &database : options.databases)
        place = workspace.places().openDatabase(
            absolute(database), options.stores.isEmpty() ? QString() : absolute(options.stores.first()));
    MainWindow window(workspace, look, settings);
    if (place)
        window.showPlace(*place);
    if (!options.namedStore.isEmpty())
        window.showNamedStore(options.namedStore);
    if (!options.cluster.isEmpty())
        window.showCluster(options.cluster, options.node);
    if (!picture) {
        workspace.practice().endLeftovers();
        window.show();
        return QApplication::exec();
    }
    ScreenshotRequest request = *options.screenshot;
    request.cluster = options.cluster;
    request.node = options.node;
    request.namedStore = options.namedStore;
    Screenshot screenshot(window, workspace, request);
    QObject::connect(&screenshot, &Screenshot::finished, &application, [](const QString &problem) {
        if (!problem.isEmpty())
            std::fprintf(stderr, "lifeboat: %s\n", qPrintable(problem));
        QApplication::exit(problem.isEmpty() ? 0 : 1);
    });
    screenshot.start();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    setUpProcess();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const CommandLineOutcome asked = parseCommandLine(arguments);
    if (!asked.options) {
        std::fputs(qPrintable(asked.text), asked.status == 0 ? stdout : stderr);
        return asked.status;
    }
    // A picture needs no display.
    if (asked.options->screenshot)
        g_printMessage = qInstallMessageHandler(printButSizeHints);
    if (asked.options->screenshot && qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("lifeboat"));
    QApplication::setApplicationVersion(QStringLiteral(LIFEBOAT_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("lifeboat"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/lifeboat/icons/lifeboat.svg")));
    return run(application, *asked.options);
}
