// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pthread.h>

namespace lifeboat::test {

/// While it lives the system grants this process no thread: each would need more stack than there are addresses.
class NoThreads
{
public:
    NoThreads()
    {
        pthread_attr_t none;
        ::pthread_getattr_default_np(&m_before);
        ::pthread_getattr_default_np(&none);
        ::pthread_attr_setstacksize(&none, size_t(1) << 62);
        ::pthread_setattr_default_np(&none);
        ::pthread_attr_destroy(&none);
    }
    ~NoThreads()
    {
        ::pthread_setattr_default_np(&m_before);
        ::pthread_attr_destroy(&m_before);
    }
    NoThreads(const NoThreads &) = delete;
    NoThreads &operator=(const NoThreads &) = delete;

private:
    pthread_attr_t m_before;
};

} // namespace lifeboat::test
