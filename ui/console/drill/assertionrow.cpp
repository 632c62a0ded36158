// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/drill/assertionrow.h"

#include "engine/base/ids.h"
#include "ui/console/theme/consolestyle.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/textlabel.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace lifeboat::ui {

AssertionRow::AssertionRow()
    : m_line(new QHBoxLayout(this))
{
    m_line->setContentsMargins(0, 0, 0, 0);
    m_line->setSpacing(metrics::kNear);
}

void AssertionRow::finish(const QString &removeName)
{
    auto *remove = new QPushButton(tr("Remove"));
    remove->setAccessibleName(removeName);
    makeQuiet(remove);
    connect(remove, &QPushButton::clicked, this, &AssertionRow::removeRequested);
    m_line->addWidget(remove);
}

RowsRow::RowsRow(const RowsAssertion &assertion, const QStringList &tables)
    : m_table(new QComboBox)
    , m_minimum(new QLineEdit(QString::number(assertion.minimum)))
{
    m_table->setEditable(true);
    m_table->setInsertPolicy(QComboBox::NoInsert);
    m_table->setMinimumContentsLength(12);
    m_table->setAccessibleName(tr("Table"));
    m_table->lineEdit()->setPlaceholderText(tr("table"));
    setTables(tables);
    m_table->setEditText(assertion.table);
    m_minimum->setAccessibleName(tr("Smallest number of rows"));
    m_minimum->setMaximumWidth(130);
    line()->addWidget(new TextLabel(TextLabel::Style::Body, tr("rows in")));
    line()->addWidget(m_table, 1);
    line()->addWidget(new TextLabel(TextLabel::Style::Body, QStringLiteral("≥")));
    line()->addWidget(m_minimum);
    finish(tr("Remove this row count"));
    connect(m_table, &QComboBox::editTextChanged, this, &AssertionRow::changed);
    connect(m_minimum, &QLineEdit::textChanged, this, &AssertionRow::changed);
}

void RowsRow::addTo(DrillPlan &plan) const
{
    plan.rows.append({m_table->currentText().trimmed(), parseDecimal(m_minimum->text().trimmed()).value_or(0)});
}

QString RowsRow::problem() const
{
    if (m_table->currentText().trimmed().isEmpty())
        return tr("A row count names no table.");
    return parseDecimal(m_minimum->text().trimmed()) ? QString() : tr("A number of rows is not a whole number.");
}

void RowsRow::setTables(const QStringList &tables)
{
    const QString text = m_table->currentText();
    const QSignalBlocker quiet(m_table);
    m_table->clear();
    m_table->addItems(tables);
    m_table->setEditText(text);
}

SqlRow::SqlRow(const SqlAssertion &assertion)
    : m_name(new QLineEdit(assertion.name))
    , m_query(new QLineEdit(assertion.query))
    , m_expected(new QLineEdit(assertion.expected))
{
    QFont code = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    code.setPixelSize(12);
    m_query->setFont(code);
    m_query->setCursorPosition(0);
    m_query->setPlaceholderText(tr("SELECT …"));
    m_query->setAccessibleName(tr("Query"));
    m_name->setPlaceholderText(tr("name"));
    m_name->setAccessibleName(tr("Name of the query in reports"));
    m_name->setCursorPosition(0);
    m_expected->setPlaceholderText(tr("value"));
    m_expected->setAccessibleName(tr("Expected value"));
    m_expected->setMinimumWidth(88);
    m_expected->setMaximumWidth(110);
    line()->addWidget(m_name, 2);
    line()->addWidget(m_query, 4);
    line()->addWidget(new TextLabel(TextLabel::Style::Body, QStringLiteral("=")));
    line()->addWidget(m_expected, 1);
    finish(tr("Remove this query"));
    for (QLineEdit *edit : {m_name, m_query, m_expected})
        connect(edit, &QLineEdit::textChanged, this, &AssertionRow::changed);
}

void SqlRow::addTo(DrillPlan &plan) const
{
    plan.sql.append({m_name->text().trimmed(), m_query->text().trimmed(), m_expected->text()});
}

QString SqlRow::problem() const
{
    return m_query->text().trimmed().isEmpty() ? tr("An SQL assertion has no query.") : QString();
}

} // namespace lifeboat::ui
