// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"

#include <QIODevice>

namespace lifeboat {

/// A File as the device KTar writes to: appends, counts, and keeps the first error, which KTar would lose.
class FileDevice final : public QIODevice
{
public:
    explicit FileDevice(File &file);

    bool isSequential() const override { return true; }
    qint64 written() const { return m_written; }

    /// The first failure of a write since construction.
    Result<> status() const;

protected:
    qint64 readData(char *data, qint64 size) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    File &m_file;
    qint64 m_written = 0;
    std::optional<Error> m_error;
};

} // namespace lifeboat
