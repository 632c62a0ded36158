// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/drill/planform.h"

#include "ui/console/drill/assertionrow.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/textlabel.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>

namespace lifeboat::ui {

namespace {

constexpr int kMostChoices = 200; ///< archives in the list; others are chosen from the Snapshots page
enum ChoiceRole { ArchiveRole = Qt::UserRole, StoreRole };

TextLabel *labelFor(QWidget *control, const QString &text)
{
    auto *label = new TextLabel(TextLabel::Style::Quiet, text);
    label->setBuddy(control);
    return label;
}

QStringList tablesOf(const CatalogEntry &entry)
{
    QStringList tables;
    if (entry.summary) {
        for (const TableRows &table : entry.summary->manifest.tables)
            tables.append(table.name);
    }
    return tables;
}

} // namespace

PlanForm::PlanForm(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLineEdit)
    , m_snapshot(new QComboBox)
    , m_integrity(new QComboBox)
    , m_maxRto(new QLineEdit)
    , m_maxRpo(new QLineEdit)
    , m_rows(new QVBoxLayout)
    , m_noRows(new TextLabel(TextLabel::Style::Quiet, tr("Nothing beyond integrity is asserted about the data.")))
{
    m_snapshot->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_snapshot->setMinimumContentsLength(24);
    m_integrity->addItem(tr("Quick: every page and row"), int(Integrity::Quick));
    m_integrity->addItem(tr("Full: indexes match their tables too"), int(Integrity::Full));
    m_maxRto->setPlaceholderText(tr("no limit, or 10s, 2min"));
    m_maxRpo->setPlaceholderText(tr("no limit, or 15min, 1d"));
    m_rows->setSpacing(metrics::kNear);
    m_rows->addWidget(m_noRows);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::kGap);
    grid->setVerticalSpacing(metrics::kNear);
    grid->addWidget(labelFor(m_name, tr("&Name")), 0, 0);
    grid->addWidget(m_name, 0, 1, 1, 3);
    grid->addWidget(labelFor(m_snapshot, tr("Sn&apshot")), 1, 0);
    grid->addWidget(m_snapshot, 1, 1, 1, 3);
    grid->addWidget(labelFor(m_integrity, tr("&Integrity")), 2, 0);
    grid->addWidget(m_integrity, 2, 1, 1, 3);
    grid->addWidget(labelFor(m_maxRto, tr("RTO a&t most")), 3, 0);
    grid->addWidget(m_maxRto, 3, 1);
    grid->addWidget(labelFor(m_maxRpo, tr("RPO at m&ost")), 3, 2);
    grid->addWidget(m_maxRpo, 3, 3);
    grid->addWidget(new TextLabel(TextLabel::Style::Quiet, tr("Data")), 4, 0, Qt::AlignTop);
    grid->addLayout(m_rows, 4, 1, 1, 3);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    grid->setRowStretch(5, 1);
    for (QLineEdit *edit : {m_name, m_maxRto, m_maxRpo})
        connect(edit, &QLineEdit::textChanged, this, &PlanForm::changed);
    connect(m_integrity, &QComboBox::currentIndexChanged, this, &PlanForm::changed);
    connect(m_snapshot, &QComboBox::currentIndexChanged, this, [this] {
        updateTables();
        Q_EMIT changed();
    });
}

void PlanForm::setChoices(const QStringList &stores, const QList<CatalogEntry> &entries)
{
    const QString archive = m_snapshot->currentData(ArchiveRole).toString();
    const QString store = m_snapshot->currentData(StoreRole).toString();
    const QSignalBlocker quiet(m_snapshot);
    m_snapshot->clear();
    m_tables.clear();
    for (const QString &directory : stores) {
        m_snapshot->addItem(tr("Newest intact in %1").arg(fileNameOf(directory)));
        m_snapshot->setItemData(m_snapshot->count() - 1, directory, StoreRole);
        m_snapshot->setItemData(m_snapshot->count() - 1, directory, Qt::ToolTipRole);
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const CatalogEntry &entry : entries.first(std::min<qsizetype>(entries.size(), kMostChoices))) {
        if (entry.damage || !entry.summary)
            continue;
        m_snapshot->addItem(tr("%1, %2, %3")
                                .arg(entry.summary->manifest.name, text::identity(entry.summary->manifest),
                                     text::moment(entry.createdAt(), now)));
        m_snapshot->setItemData(m_snapshot->count() - 1, entry.path, ArchiveRole);
        m_snapshot->setItemData(m_snapshot->count() - 1, entry.path, Qt::ToolTipRole);
        m_tables.insert(entry.path, tablesOf(entry));
        QStringList &ofStore = m_tables[directoryOf(entry.path)];
        if (ofStore.isEmpty())
            ofStore = tablesOf(entry);
    }
    if (!archive.isEmpty() || !store.isEmpty())
        choose(archive, store);
    updateTables();
}

void PlanForm::choose(const QString &archive, const QString &store)
{
    for (int i = 0; i < m_snapshot->count(); ++i) {
        if (m_snapshot->itemData(i, ArchiveRole).toString() == archive
            && m_snapshot->itemData(i, StoreRole).toString() == store)
            return m_snapshot->setCurrentIndex(i);
    }
    m_snapshot->addItem(archive.isEmpty() ? tr("Newest intact in %1").arg(fileNameOf(store)) : fileNameOf(archive));
    m_snapshot->setItemData(m_snapshot->count() - 1, archive.isEmpty() ? QVariant() : QVariant(archive), ArchiveRole);
    m_snapshot->setItemData(m_snapshot->count() - 1, store.isEmpty() ? QVariant() : QVariant(store), StoreRole);
    m_snapshot->setCurrentIndex(m_snapshot->count() - 1);
}

void PlanForm::setArchive(const QString &archive)
{
    choose(archive, {});
    Q_EMIT changed();
}

void PlanForm::setPlan(const DrillPlan &plan)
{
    {
        const QSignalBlocker quiet(this);
        m_name->setText(plan.name);
        if (!plan.archive.isEmpty() || !plan.store.isEmpty())
            choose(plan.archive, plan.store);
        m_integrity->setCurrentIndex(m_integrity->findData(int(plan.integrity)));
        m_maxRto->setText(plan.maxRto ? durationText(*plan.maxRto) : QString());
        m_maxRpo->setText(plan.maxRpo ? durationText(*plan.maxRpo) : QString());
        clearAssertions();
        for (const RowsAssertion &assertion : plan.rows)
            addRows(assertion);
        for (const SqlAssertion &assertion : plan.sql)
            addSql(assertion);
    }
    Q_EMIT changed();
}

void PlanForm::forget()
{
    {
        const QSignalBlocker quiet(m_snapshot);
        m_snapshot->clear();
    }
    m_tables.clear();
    setPlan({});
}

DrillPlan PlanForm::plan() const
{
    DrillPlan plan;
    plan.name = m_name->text().trimmed();
    plan.archive = m_snapshot->currentData(ArchiveRole).toString();
    plan.store = m_snapshot->currentData(StoreRole).toString();
    plan.integrity = Integrity(m_integrity->currentData().toInt());
    plan.maxRto = parseDuration(m_maxRto->text().trimmed());
    plan.maxRpo = parseDuration(m_maxRpo->text().trimmed());
    for (const AssertionRow *row : m_assertions)
        row->addTo(plan);
    return plan;
}

QString PlanForm::problem() const
{
    if (m_snapshot->currentIndex() < 0)
        return tr("There is no snapshot to restore.");
    for (const auto &[edit, words] : {std::pair(m_maxRto, tr("The RTO limit is not a duration like 10s or 2min.")),
                                      std::pair(m_maxRpo, tr("The RPO limit is not a duration like 15min or 1d."))}) {
        const QString text = edit->text().trimmed();
        if (!text.isEmpty() && !parseDuration(text))
            return words;
    }
    for (const AssertionRow *row : m_assertions) {
        if (const QString words = row->problem(); !words.isEmpty())
            return words;
    }
    return {};
}

void PlanForm::addRows(const RowsAssertion &assertion)
{
    add(new RowsRow(assertion, knownTables()));
}

void PlanForm::addSql(const SqlAssertion &assertion)
{
    add(new SqlRow(assertion));
}

void PlanForm::add(AssertionRow *row)
{
    m_assertions.append(row);
    m_rows->addWidget(row);
    m_noRows->hide();
    connect(row, &AssertionRow::changed, this, &PlanForm::changed);
    connect(row, &AssertionRow::removeRequested, this, [this, row] {
        m_assertions.removeOne(row);
        row->deleteLater();
        m_noRows->setVisible(m_assertions.isEmpty());
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void PlanForm::clearAssertions()
{
    qDeleteAll(std::exchange(m_assertions, {}));
    m_noRows->show();
}

QStringList PlanForm::knownTables() const
{
    const QString archive = m_snapshot->currentData(ArchiveRole).toString();
    return m_tables.value(archive.isEmpty() ? m_snapshot->currentData(StoreRole).toString() : archive);
}

void PlanForm::updateTables()
{
    for (AssertionRow *row : std::as_const(m_assertions))
        row->setTables(knownTables());
}

} // namespace lifeboat::ui
