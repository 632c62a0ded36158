// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatd/configcheck.h"

#include "engine/net/certificate.h"
#include "engine/node/distribution.h"

using namespace Qt::StringLiterals;

namespace lifeboat::daemon {

namespace {

/// What does not exist is made by the node, unless something else stands above it.
Result<> checkDirectory(const QString &path, FileSystem &fileSystem)
{
    for (QString each = path; each != directoryOf(each); each = directoryOf(each)) {
        if (const auto there = fileSystem.info(each))
            return there->isDirectory ? Result<>() : failure(ErrorCode::NotAFile, each, u"not a directory"_s);
    }
    return {};
}

Result<> checkFile(const QString &path, FileSystem &fileSystem)
{
    const auto there = fileSystem.info(path);
    if (there && !there->isFile)
        return failure(ErrorCode::NotAFile, path, u"not a file"_s);
    return there ? Result<>() : checkDirectory(directoryOf(path), fileSystem);
}

} // namespace

Result<> checkNamed(const NodeConfig &config, FileSystem &fileSystem)
{
    for (const QString &directory : {config.data, config.store, config.publish.directory}) {
        if (!directory.isEmpty())
            LIFEBOAT_TRY(checkDirectory(directory, fileSystem));
    }
    for (const QString &file : {config.nats ? QString() : config.log, config.lease.file}) {
        if (!file.isEmpty())
            LIFEBOAT_TRY(checkFile(file, fileSystem));
    }
    if (config.nats) {
        LIFEBOAT_ASSIGN(const NatsSettings settings, natsSettingsOf(config));
        LIFEBOAT_TRY(checkNatsFiles(settings));
    }
    if (config.listen.tls)
        LIFEBOAT_TRY(net::loadCertificate(fileSystem, config.listen.certificate, config.listen.key));
    return {};
}

} // namespace lifeboat::daemon
