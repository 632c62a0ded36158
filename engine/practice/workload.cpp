// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/workload.h"

#include "engine/cluster/handover.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using namespace std::chrono_literals;

constexpr auto kPause = 20ms; ///< between two documents of one node
constexpr auto kRetry = 250ms; ///< before a node that was lost is tried again
constexpr qsizetype kFilling = 200; ///< bytes

} // namespace

class Workload::Writer final : public QObject
{
public:
    Writer(Workload &load, const QString &name, const net::Endpoint &endpoint, qint64 last)
        : m_load(load)
        , m_name(name)
        , m_endpoint(endpoint)
        , m_number(last)
    {
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, &Writer::act);
        m_timer.start(0ms);
    }

    void end()
    {
        m_isEnding = true;
        m_timer.stop();
    }

    bool isIdle() const { return !m_isWaiting; }

private:
    void act()
    {
        if (m_client && m_client->isOpen())
            return write();
        if (m_client)
            m_client.release()->deleteLater();
        m_client = std::make_unique<net::NodeClient>(m_endpoint);
        connect(m_client.get(), &net::NodeClient::greeted, this, [this] { next(0ms); });
        connect(m_client.get(), &net::NodeClient::ended, this, [this] {
            if (!m_isWaiting)
                next(kRetry);
        });
        m_client->open();
    }

    void write()
    {
        const QString id = m_name + u'-' + QString::number(++m_number).rightJustified(8, u'0');
        const QJsonObject document{{u"number"_s, m_number}, {u"writer"_s, m_name}, {u"filling"_s, QString(kFilling, u'x')}};
        m_load.note('W', id);
        m_isWaiting = true;
        handOver(this,
                 m_client->call(u"state.change"_s,
                                {{u"changes"_s,
                                  QJsonArray{QJsonObject{{u"table"_s, kTable},
                                                         {u"op"_s, u"put"_s},
                                                         {u"id"_s, id},
                                                         {u"document"_s, document}}}}}),
                 [this, id](const Result<QJsonValue> &answer) {
                     m_isWaiting = false;
                     if (answer)
                         m_load.note('A', id);
                     next(answer ? kPause : kRetry);
                     m_load.look();
                 });
    }

    void next(std::chrono::milliseconds pause)
    {
        if (!m_isEnding)
            m_timer.start(pause);
    }

    Workload &m_load;
    const QString m_name;
    const net::Endpoint m_endpoint;
    std::unique_ptr<net::NodeClient> m_client;
    QTimer m_timer;
    qint64 m_number; ///< of the last document
    bool m_isWaiting = false;
    bool m_isEnding = false;
};

Workload::Workload(const QString &file)
    : m_file(file)
{
}

Result<std::unique_ptr<Workload>> Workload::begin(const QList<std::pair<QString, net::Endpoint>> &nodes, const QString &file)
{
    std::unique_ptr<Workload> load(new Workload(file));
    const qint64 before = read(file).value_or(WorkloadNote{}).written; // no id comes twice
    if (!load->m_file.open(QIODevice::Append))
        return failure(ErrorCode::WriteFailed, file, load->m_file.errorString());
    for (const auto &[name, endpoint] : nodes)
        load->m_writers.push_back(std::make_unique<Writer>(*load, name, endpoint, before));
    return load;
}

Workload::~Workload() = default;

void Workload::note(char what, const QString &id)
{
    m_file.write(what + (u' ' + id + u'\n').toUtf8());
    m_file.flush();
}

void Workload::end(std::function<void()> done)
{
    m_done = std::move(done);
    for (const auto &writer : m_writers)
        writer->end();
    look();
}

void Workload::look()
{
    if (m_done && std::ranges::all_of(m_writers, &Writer::isIdle))
        std::exchange(m_done, nullptr)();
}

Result<WorkloadNote> Workload::read(const QString &file)
{
    QFile noted(file);
    if (!noted.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, file, noted.errorString());
    WorkloadNote note;
    for (QByteArray line = noted.readLine(); !line.isEmpty(); line = noted.readLine()) {
        // What a killed writer left unfinished says nothing.
        if (!line.endsWith('\n'))
            break;
        if (line.startsWith("W "))
            ++note.written;
        else if (line.startsWith("A "))
            note.acknowledged.append(QString::fromUtf8(line.sliced(2).trimmed()));
    }
    return note;
}

} // namespace lifeboat
