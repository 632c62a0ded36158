// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// A source file of the tree by its path from the root.
struct Source {
    QString path;
    QStringList lines;

    bool in(const QString &folder) const { return path.startsWith(folder + u'/'); }
    QStringList includes() const;
};

QStringList Source::includes() const
{
    static const QRegularExpression pattern(u"^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"_s);
    QStringList found;
    for (const QString &line : lines) {
        if (const auto match = pattern.match(line); match.hasMatch())
            found.append(match.captured(1));
    }
    return found;
}

QList<Source> readSources()
{
    const QString root = QStringLiteral(LIFEBOAT_SOURCES);
    QList<Source> sources;
    for (const auto folder : {"app"_L1, "engine"_L1, "ui"_L1, "tests"_L1}) {
        QDirIterator files(root + u'/' + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                sources.append({file.fileName().sliced(root.size() + 1), QString::fromUtf8(file.readAll()).split(u'\n')});
        }
    }
    return sources;
}

} // namespace

/// The rules that keep the house one can live in: who may know whom, and how large a file may be.
class tst_Layering final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whoMayIncludeWhom_data();
    void whoMayIncludeWhom();
    void engineNeedsNoScreen();
    void onlyTheArchiveKnowsKArchive();
    void onlyTheSeamKnowsNats();
    void sizes();
    void names();
    void licence();

private:
    QList<Source> m_sources;
};

void tst_Layering::initTestCase()
{
    m_sources = readSources();
    QVERIFY(m_sources.size() > 60);
}

void tst_Layering::whoMayIncludeWhom_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QStringList>("known");
    const auto row = [](const char *folder, const QStringList &known) {
        QTest::newRow(folder) << QString::fromLatin1(folder) << (QStringList{QString::fromLatin1(folder)} + known);
    };
    const QString base = u"engine/base"_s;
    const QString jobs = u"engine/jobs"_s;
    const QString archive = u"engine/archive"_s;
    const QString state = u"engine/state"_s;
    const QString snapshot = u"engine/snapshot"_s;
    row("engine/base", {});
    row("engine/jobs", {base});
    row("engine/archive", {base, jobs});
    row("engine/state", {base, jobs});
    row("engine/snapshot", {base, jobs, archive, state});
    const QString log = u"engine/log"_s;
    const QString net = u"engine/net"_s;
    const QString nats = u"engine/nats"_s;
    row("engine/nats", {base});
    row("engine/log", {base, jobs, state, nats});
    const QString lease = u"engine/lease"_s;
    const QString store = u"engine/store"_s;
    row("engine/lease", {base, state, nats});
    row("engine/store", {base, jobs, archive, lease, nats});
    row("engine/net", {base, jobs});
    const QString operations = u"engine/operations"_s;
    row("engine/operations", {base, jobs, state});
    row("engine/node", {base, jobs, archive, state, snapshot, lease, log, nats, net, operations, store});
    row("engine/cluster", {base, jobs, archive, state, snapshot, lease, net, operations});
    row("engine/drill", {base, jobs, archive, state, snapshot, u"engine/node"_s});
    row("engine/practice", {base, jobs, state, lease, nats, net, u"engine/node"_s, u"engine/cluster"_s});
    row("engine", {});
    row("ui/text", {u"engine"_s});
    row("ui", {u"engine"_s});
    if (std::ranges::any_of(m_sources, [](const Source &source) { return source.in(u"app"_s); }))
        row("app", {u"engine"_s, u"ui"_s});
}

void tst_Layering::whoMayIncludeWhom()
{
    QFETCH(const QString, folder);
    QFETCH(const QStringList, known);
    int files = 0;
    for (const Source &source : std::as_const(m_sources)) {
        if (!source.in(folder))
            continue;
        ++files;
        for (const QString &include : source.includes()) {
            const bool ours = include.startsWith("engine/"_L1) || include.startsWith("ui/"_L1) || include.startsWith("app/"_L1)
                || include.startsWith("tests/"_L1);
            const bool allowed = std::ranges::any_of(known, [&](const QString &other) { return include.startsWith(other + u'/'); });
            QVERIFY2(!ours || allowed, qPrintable(source.path + u" includes "_s + include));
        }
    }
    QVERIFY(files > 0);
}

void tst_Layering::engineNeedsNoScreen()
{
    static const QRegularExpression screen(
        u"^(QtGui|QtWidgets|QWidget|QApplication|QGuiApplication|QPainter|QIcon|QPixmap|QImage|QColor|QFont|QAction|QDialog"
        u"|QMessageBox|QMainWindow|QDesktopServices|QAbstractItemView|QStyle)"_s);
    static const QRegularExpression translation(u"\\b(tr|QT_TR_NOOP|QT_TRANSLATE_NOOP|translate)\\("_s);
    for (const Source &source : std::as_const(m_sources)) {
        if (!source.in(u"engine"_s))
            continue;
        for (const QString &include : source.includes())
            QVERIFY2(!screen.match(include).hasMatch(), qPrintable(source.path + u" includes "_s + include));
        for (const QString &line : source.lines) {
            const QString code = line.section(u"//"_s, 0, 0);
            QVERIFY2(!translation.match(code).hasMatch(), qPrintable(source.path + u": "_s + line));
            QVERIFY2(!code.contains("processEvents"_L1) && !code.contains("QEventLoop"_L1), qPrintable(source.path));
        }
    }
}

void tst_Layering::onlyTheArchiveKnowsKArchive()
{
    static const QRegularExpression archive(u"^K[A-Z]"_s);
    for (const Source &source : std::as_const(m_sources)) {
        if (source.in(u"engine/archive"_s) || source.in(u"tests"_s))
            continue;
        for (const QString &include : source.includes())
            QVERIFY2(!archive.match(include).hasMatch(), qPrintable(source.path + u" includes "_s + include));
    }
}

/// Its threads call back in one folder only, and whoever includes what lies behind it would know it, too. The benchmark compares us with
/// it.
void tst_Layering::onlyTheSeamKnowsNats()
{
    static const QRegularExpression nats(u"^(nats/\\w+\\.h|nats\\.h|engine/nats/natshandles\\.h)$"_s);
    int inside = 0;
    for (const Source &source : std::as_const(m_sources)) {
        const bool mayKnow = source.in(u"engine/nats"_s) || source.in(u"tests/bench"_s);
        for (const QString &include : source.includes()) {
            const bool knows = nats.match(include).hasMatch();
            QVERIFY2(mayKnow || !knows, qPrintable(source.path + u" includes "_s + include));
            inside += knows;
        }
        // A header of the seam shows nothing of it to those outside.
        if (source.in(u"engine/nats"_s) && source.path.endsWith(".h"_L1) && !source.path.endsWith("natshandles.h"_L1))
            QVERIFY2(source.includes().filter(nats).isEmpty(), qPrintable(source.path));
    }
    QVERIFY(inside > 0);
}

void tst_Layering::sizes()
{
    for (const Source &source : std::as_const(m_sources))
        QVERIFY2(source.lines.size() <= 401, qPrintable(u"%1 has %2 lines"_s.arg(source.path).arg(source.lines.size() - 1)));
}

void tst_Layering::names()
{
    static const QRegularExpression vague(u"\\b(class|struct)\\s+\\w*(Manager|Helper|Util|Utils|Misc)\\b"_s);
    static const QRegularExpression vagueFile(u"(manager|helper|util|utils|misc)\\.(h|cpp)$"_s);
    static const QRegularExpression keywords(u"^\\s*(signals|public slots|private slots|protected slots)\\s*:|\\b(emit|foreach)\\b\\s*\\(?\\w"_s);
    for (const Source &source : std::as_const(m_sources)) {
        QVERIFY2(!vagueFile.match(source.path).hasMatch(), qPrintable(source.path));
        for (const QString &line : source.lines) {
            if (source.in(u"tests/layering"_s))
                continue;
            const QString code = line.section(u"//"_s, 0, 0);
            QVERIFY2(!vague.match(code).hasMatch(), qPrintable(source.path + u": "_s + line));
            QVERIFY2(code.contains(u'"') || !keywords.match(code).hasMatch(), qPrintable(source.path + u": "_s + line));
        }
    }
}

void tst_Layering::licence()
{
    for (const Source &source : std::as_const(m_sources)) {
        QVERIFY2(source.lines.value(0) == u"// SPDX-FileCopyrightText: The Lifeboat authors"_s
                     && source.lines.value(1) == u"// SPDX-License-Identifier: GPL-3.0-or-later"_s,
                 qPrintable(source.path));
        if (source.path.endsWith(".h"_L1))
            QVERIFY2(source.lines.value(2) == "#pragma once"_L1, qPrintable(source.path));
    }
}

QTEST_GUILESS_MAIN(tst_Layering)
#include "tst_layering.moc"
