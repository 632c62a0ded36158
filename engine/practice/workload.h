// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/nodeclient.h"

#include <QFile>
#include <QTimer>
#include <QSet>

namespace lifeboat {

/// What a workload has noted.
struct WorkloadNote
{
    qint64 written = 0; ///< documents that were sent to a node, answered or not
    QStringList acknowledged; ///< ids of those a node said it has
};

/// Writes numbered documents through every node, steadily, each node's answer awaited before its next one; a document that
/// failed is not tried again. "W <id>" is noted in a file before a document is sent and "A <id>" once it is acknowledged. In the
/// thread that made it.
class Workload final : public QObject
{
public:
    static constexpr QLatin1StringView kTable{"results"};

    /// `name` and endpoint of each node; WriteFailed where the file cannot be added to.
    static Result<std::unique_ptr<Workload>> begin(const QList<std::pair<QString, net::Endpoint>> &nodes, const QString &file);

    ~Workload() override;

    /// No further document is sent; `done` is called once every answer is there or has failed.
    void end(std::function<void()> done);

    /// NotFound for a file that is not there.
    static Result<WorkloadNote> read(const QString &file);

private:
    class Writer;
    explicit Workload(const QString &file);
    void note(char what, const QString &id);
    void look();

    QFile m_file;
    std::vector<std::unique_ptr<Writer>> m_writers;
    std::function<void()> m_done;
};

} // namespace lifeboat
