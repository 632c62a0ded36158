// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/chaosreportdialog.h"

#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/console/workspace/command.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/practicewording.h"

#include <QFormLayout>

namespace lifeboat::ui {

namespace {

/// Shape and words where something was to hold, else words alone, which can be copied.
QWidget *makeValue(const text::ChaosFact &fact)
{
    if (fact.isGood) {
        auto *label = new HealthLabel;
        label->setHealth(*fact.isGood ? Health::Good : Health::Bad, fact.value);
        label->setAccessibleName(fact.value);
        return label;
    }
    auto *label = new TextLabel(TextLabel::Style::Body, fact.value);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

ChaosReportDialog::ChaosReportDialog(const ChaosReport &report, const QString &file, QWidget *parent)
    : DialogFrame(tr("Chaos drill of %1").arg(text::moment(report.startedAt, QDateTime::currentDateTimeUtc())),
                  tr("The leader was killed, the next one frozen beyond its lease and, where there is a network, the one after it "
                     "cut off, under steady writes."),
                  {}, parent)
{
    addRow(tr("Verdict"), makeValue({{}, text::chaosVerdict(report), report.isPassed()}));
    if (report.failure)
        addRow(tr("Ended early"), makeValue({{}, text::sentence(*report.failure), false}));
    for (const text::ChaosFact &fact : text::chaosFacts(report))
        addRow(fact.label, makeValue(fact));
    if (!file.isEmpty())
        addRow(tr("Kept as"), makeValue({{}, file}));
    command()->setCommand(command::chaosDrill());
    setMinimumWidth(720);
}

} // namespace lifeboat::ui
