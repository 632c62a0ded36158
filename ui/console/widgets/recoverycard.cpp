// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/recoverycard.h"

#include "ui/console/models/entryhealth.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/actionbutton.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <QHBoxLayout>

namespace lifeboat::ui {

RecoveryCard::RecoveryCard(QAction *drill, QWidget *parent)
    : Card(parent)
    , m_point(new TextLabel(TextLabel::Style::Strong))
    , m_words(new TextLabel(TextLabel::Style::Quiet))
{
    m_words->setWordWrap(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_point);
    words->addWidget(m_words);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::kGap);
    row->addLayout(words, 1);
    row->addWidget(new ActionButton(drill, tr("Drill it here")));
    body()->setContentsMargins(14, metrics::kNear, 14, metrics::kNear);
    body()->addLayout(row);
    hide();
}

void RecoveryCard::setPoint(const std::optional<HeldSnapshot> &point, const std::optional<DrillReport> &drilled,
                            const QDateTime &now)
{
    setVisible(point.has_value());
    if (!point)
        return;
    const CatalogEntry &entry = point->entry;
    const Manifest &manifest = entry.summary->manifest;
    m_point->setText(tr("A recovery would start from %1 of %2, kept on %3")
                         .arg(text::identity(manifest), point->state, point->node));
    QStringList words{tr("%Ln rows", nullptr, int(std::min<quint64>(manifest.elementCount, INT_MAX))),
                      text::bytes(entry.file.size), tr("taken %1").arg(text::age(entry.createdAt(), now)),
                      verificationText(entry, now)};
    if (drilled && drilled->verdict == Verdict::Passed)
        words.append(tr("drilled here %1, passed").arg(text::age(drilled->startedAt, now)));
    else if (drilled)
        words.append(tr("drilled here %1, failed").arg(text::age(drilled->startedAt, now)));
    else
        words.append(tr("not drilled here yet"));
    m_words->setText(words.join(QStringLiteral(" · ")));
    setAccessibleName(m_point->text());
    setAccessibleDescription(m_words->text());
}

} // namespace lifeboat::ui
