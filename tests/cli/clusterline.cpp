// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/clusterline.h"

#include "engine/base/posixfilesystem.h"
#include "tests/support/expect.h"
#include "tests/support/samplearchive.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

void ClusterLine::initTestCase()
{
    // Never the keychain of whoever runs the tests.
    qputenv("LIFEBOAT_SECRETS", "file");
    qunsetenv("LIFEBOAT_TOKEN_FILE");
}

void ClusterLine::init()
{
    m_line = std::make_unique<CommandLine>();
    m_one = std::make_unique<ServedNode>(u"n1"_s);
    m_two = std::make_unique<ServedNode>(u"n2"_s);
}

void ClusterLine::cleanup()
{
    m_one.reset();
    m_two.reset();
    m_line.reset();
}

Outcome ClusterLine::ctl(const QString &line) const
{
    return m_line->run(line.split(u' ', Qt::SkipEmptyParts).replaceInStrings(QRegularExpression(u"^''$"_s), u""_s));
}

void ClusterLine::add(const ServedNode &node) const
{
    m_line->space().write(u"token"_s, node.secret().toUtf8() + '\n');
    const Outcome added = ctl(u"cluster add orders %1 --token-file token --fingerprint %2"_s.arg(
        node.address(), QString::fromLatin1(node.fingerprint())));
    if (added.status != 0)
        fail(added.out + added.err, std::source_location::current());
}

QString ClusterLine::archive()
{
    const Manifest manifest = makeManifest(512, 6, 1024);
    m_snapshot = manifest.id.value;
    const QString path = m_line->path(m_snapshot + u".snap.tar"_s);
    if (!QFile::exists(path))
        ok(writeArchive(PosixFileSystem::instance(), path, makePages(512, 6), manifest));
    return path;
}

} // namespace lifeboat::test
