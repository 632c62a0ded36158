// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatd/tokenoutlet.h"

#include <iostream>

using namespace Qt::StringLiterals;

namespace lifeboat::daemon {

TokenOutlet::TokenOutlet(FileSystem &fileSystem, const QString &path)
    : m_fileSystem(fileSystem)
    , m_path(path)
{
}

TokenOutlet::~TokenOutlet()
{
    if (m_file && !m_isKept)
        (void)m_fileSystem.remove(m_path);
}

Result<TokenOutlet> TokenOutlet::open(FileSystem &fileSystem, const QString &path)
{
    TokenOutlet outlet(fileSystem, path);
    if (!path.isEmpty()) {
        LIFEBOAT_ASSIGN(outlet.m_file, fileSystem.open(path, OpenMode::CreateNew));
    }
    return outlet;
}

Result<> TokenOutlet::put(const QString &secret)
{
    if (!m_file) {
        std::cout << secret.toStdString() << std::endl;
        return std::cout ? Result<>() : failure(ErrorCode::WriteFailed, u"standard output"_s);
    }
    LIFEBOAT_TRY(m_file->writeAt(0, secret.toUtf8() + '\n'));
    LIFEBOAT_TRY(m_file->sync());
    m_isKept = true;
    return {};
}

} // namespace lifeboat::daemon
