// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/filedevice.h"

namespace lifeboat {

FileDevice::FileDevice(File &file)
    : m_file(file)
{
    open(QIODevice::WriteOnly | QIODevice::Unbuffered);
}

Result<> FileDevice::status() const
{
    if (m_error)
        return failure(*m_error);
    return {};
}

qint64 FileDevice::readData(char *, qint64)
{
    return -1;
}

qint64 FileDevice::writeData(const char *data, qint64 size)
{
    if (m_error)
        return -1;
    if (auto done = m_file.writeAt(m_written, {data, size}); !done) {
        m_error = std::move(done).error();
        return -1;
    }
    m_written += size;
    return size;
}

} // namespace lifeboat
