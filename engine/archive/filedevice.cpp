// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/filedevice.h"

namespace lifeboat {

namespace {

/// How much is written before the system is asked to start moving it to the device, so that the sync at the end
/// finds little left to do.
constexpr qint64 kWritebackStep = 16 * 1024 * 1024;

} // namespace

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
    if (m_written - m_flushed >= kWritebackStep) {
        m_file.startWriteback(m_flushed, m_written - m_flushed);
        m_flushed = m_written;
    }
    return size;
}

} // namespace lifeboat
