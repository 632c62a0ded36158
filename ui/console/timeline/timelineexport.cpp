// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelineexport.h"

#include "ui/console/timeline/timelinemodel.h"
#include "ui/console/timeline/timelineview.h"

#include <QBuffer>
#include <QImage>
#include <QSvgGenerator>
#include <QTimeZone>

#include <map>

namespace lifeboat::ui {

namespace {

QString cell(QString text)
{
    if (!text.isEmpty() && QStringView(u"=+-@\t\r").contains(text.front()))
        text.prepend(u'\'');
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n') || text.contains(u'\r'))
        return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
    return text;
}

QString kindName(TimelineEvent::Kind kind)
{
    switch (kind) {
    case TimelineEvent::Kind::Full: return QStringLiteral("full");
    case TimelineEvent::Kind::Delta: return QStringLiteral("delta");
    case TimelineEvent::Kind::Drill: return QStringLiteral("drill");
    case TimelineEvent::Kind::Restore: return QStringLiteral("restore");
    }
    return {};
}

QString healthName(Health health)
{
    return health == Health::Good ? QStringLiteral("good")
        : health == Health::Bad   ? QStringLiteral("bad")
                                  : QStringLiteral("unverified");
}

} // namespace

QByteArray timelinePng(TimelineView &view)
{
    constexpr int kSharpness = 2;
    QImage image(view.size() * kSharpness, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(kSharpness);
    QPainter painter(&image);
    view.paintChart(painter);
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

QByteArray timelineSvg(TimelineView &view)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(view.size());
    generator.setViewBox(view.rect());
    generator.setResolution(view.logicalDpiX());
    generator.setTitle(view.accessibleName());
    QPainter painter(&generator);
    view.paintChart(painter);
    painter.end();
    return buffer.data();
}

QByteArray timelineCsv(const TimelineModel &model)
{
    std::multimap<qint64, QString> lines;
    for (const TimelineLane &lane : model.lanes()) {
        for (const TimelineTrack *track : {&lane.snapshots, &lane.drills}) {
            for (const TimelineEvent &event : track->events()) {
                const QString time =
                    QDateTime::fromMSecsSinceEpoch(event.at, QTimeZone::UTC).toString(Qt::ISODateWithMs);
                const QStringList cells{time,
                                        kindName(event.kind),
                                        cell(lane.name),
                                        cell(lane.store),
                                        healthName(event.health),
                                        cell(event.title),
                                        cell(event.details),
                                        cell(event.id)};
                lines.emplace(event.at, cells.join(u','));
            }
        }
    }
    for (const TimelineLane &lane : model.lanes()) {
        for (const LeaseBar &bar : lane.lease.bars) {
            const QString from = QDateTime::fromMSecsSinceEpoch(bar.from, QTimeZone::UTC).toString(Qt::ISODateWithMs);
            const QString to = QDateTime::fromMSecsSinceEpoch(bar.to, QTimeZone::UTC).toString(Qt::ISODateWithMs);
            lines.emplace(bar.from, QStringList{from, QStringLiteral("lease"), cell(lane.name), {}, {}, cell(bar.holder), to,
                                                QString::number(bar.token)}
                                        .join(u','));
        }
        for (const LeaseCross &cross : lane.lease.crosses) {
            const QString at = QDateTime::fromMSecsSinceEpoch(cross.at, QTimeZone::UTC).toString(Qt::ISODateWithMs);
            lines.emplace(cross.at, QStringList{at, QStringLiteral("publish-refused"), cell(lane.name), {}, QStringLiteral("bad"),
                                                cell(cross.holder), {}, QString::number(cross.token)}
                                        .join(u','));
        }
    }
    QByteArray csv = "time,kind,database,store,health,what,details,id\r\n";
    for (const auto &[at, line] : lines)
        csv += line.toUtf8() + "\r\n";
    return csv;
}

} // namespace lifeboat::ui
