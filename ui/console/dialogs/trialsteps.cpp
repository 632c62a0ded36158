// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/trialsteps.h"

#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/hairlinerow.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/storewording.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

namespace lifeboat::ui {

namespace {

constexpr int kStateWidth = 104;
constexpr int kWords = 400; ///< without it a label that wraps asks for the height of a narrow column

QString timeText(std::chrono::microseconds time)
{
    const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(time);
    return whole.count() >= 1000 ? text::duration(whole)
                                 : TrialSteps::tr("%1 ms").arg(QLocale().toString(double(time.count()) / 1000, 'f', 1));
}

bool isBucketMissing(const StoreTrial &trial)
{
    return trial.step == StoreStep::Reach && trial.trouble && trial.trouble->code == ErrorCode::NotFound;
}

} // namespace

TrialSteps::TrialSteps(QWidget *parent)
    : QWidget(parent)
    , m_make(new QPushButton(tr("Make the bucket")))
{
    setAccessibleName(tr("Try connection"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_make->setAutoDefault(false);
    for (const StoreStep step : {StoreStep::Reach, StoreStep::List, StoreStep::Write, StoreStep::Read, StoreStep::Remove, StoreStep::Leases}) {
        auto *line = new HairlineRow;
        Row row{line, new HealthLabel, new TextLabel(TextLabel::Style::Quiet), new TextLabel(TextLabel::Style::Body)};
        row.state->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
        row.words->setWordWrap(true);
        row.words->setMinimumWidth(kWords);
        row.words->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto *top = new QGridLayout;
        top->setHorizontalSpacing(metrics::kNear);
        top->setVerticalSpacing(metrics::kTight);
        top->setColumnMinimumWidth(0, kStateWidth);
        top->setColumnStretch(1, 1);
        top->addWidget(row.state, 0, 0);
        top->addWidget(new TextLabel(TextLabel::Style::Body, text::storeStep(step)), 0, 1);
        top->addWidget(row.time, 0, 2, Qt::AlignRight);
        top->addWidget(row.words, 1, 1, 1, 2);
        if (step == StoreStep::Reach)
            top->addWidget(m_make, 2, 1, Qt::AlignLeft);
        line->setLayout(top);
        top->setContentsMargins(0, 6, 0, 6);
        column->addWidget(line);
        m_rows.append(row);
    }
    connect(m_make, &QPushButton::clicked, this, &TrialSteps::makeWanted);
    hide();
}

void TrialSteps::setTrying(bool withLeases)
{
    for (const Row &row : std::as_const(m_rows)) {
        row.state->setHealth(Health::Unknown, tr("trying…"));
        row.time->clear();
        row.words->hide();
    }
    m_rows.last().line->setVisible(withLeases);
    m_make->hide();
    show();
}

void TrialSteps::setTrials(const QList<StoreTrial> &trials, bool mayMake)
{
    for (qsizetype i = 0; i < m_rows.size() && i < trials.size(); ++i) {
        const StoreTrial &trial = trials.at(i);
        const Row &row = m_rows.at(i);
        row.state->setHealth(trial.isGood()       ? Health::Good
                                 : trial.trouble ? Health::Bad
                                                 : Health::Unknown,
                             trial.isGood()       ? tr("works")
                                 : trial.trouble ? tr("fails")
                                                 : tr("not tried"));
        row.time->setText(trial.isTried ? timeText(trial.time) : QString());
        QString words;
        if (mayMake && isBucketMissing(trial))
            words = tr("The servers answer, but have no such bucket. Check its name, or make it.");
        else if (trial.trouble)
            words = text::sentence(*trial.trouble) + u' ' + text::storeAdvice(*trial.trouble);
        row.words->setWords(words);
        row.words->setVisible(!words.isEmpty());
    }
    m_rows.last().line->setVisible(trials.size() == m_rows.size());
    m_make->setVisible(mayMake && !trials.isEmpty() && isBucketMissing(trials.first()));
    show();
}

} // namespace lifeboat::ui
