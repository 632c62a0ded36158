// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/manifestdialog.h"

#include "ui/console/models/entryhealth.h"
#include "ui/console/widgets/card.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/console/workspace/command.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <QFontDatabase>
#include <QFormLayout>
#include <QJsonDocument>
#include <QLocale>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace lifeboat::ui {

ManifestDialog::ManifestDialog(const HeldSnapshot &snapshot, QWidget *parent)
    : DialogFrame(snapshot.entry.summary ? tr("Snapshot of %1").arg(snapshot.entry.summary->manifest.name)
                                         : fileNameOf(snapshot.entry.path),
                  snapshot.isOnNode() ? tr("%1 on %2").arg(snapshot.id.value, snapshot.node) : snapshot.entry.path, {},
                  parent)
{
    const CatalogEntry &entry = snapshot.entry;
    auto *state = new HealthLabel;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    state->setHealth(healthOf(entry, now), verificationText(entry, now));
    addRow(tr("State"), state);
    if (entry.damage)
        addFact(tr("Damage"), text::sentence(*entry.damage) + u'\n' + text::advice(*entry.damage));
    if (entry.summary)
        showFacts(entry);
    command()->setCommand(snapshot.isOnNode() ? command::fetch(snapshot.id.value, snapshot.cluster, snapshot.node)
                                              : command::show(entry.path));
    setMinimumWidth(720);
}

void ManifestDialog::showFacts(const CatalogEntry &entry)
{
    const Manifest &manifest = entry.summary->manifest;
    addFact(tr("Taken"), tr("%1 on %2").arg(QLocale().toString(manifest.createdAt.toLocalTime(), QLocale::LongFormat),
                                            manifest.node.value));
    addFact(tr("Position"),
            manifest.position
                ? tr("index %1 of history %2")
                      .arg(text::number(manifest.position->appliedIndex), manifest.position->lineage.value)
                : tr("none: a database without a log"));
    addFact(tr("Size"), tr("%1, from %2 (%3)").arg(text::bytes(entry.file.size), text::bytes(manifest.rawBytes()),
                                                  text::ratio(manifest.rawBytes(), entry.file.size)));
    addFact(tr("Content"),
            tr("%1 rows in %n tables", nullptr, int(manifest.tables.size())).arg(text::number(manifest.elementCount)));
    addFact(tr("Content digest"), QString::fromLatin1(manifest.contentDigest), true);
    auto *json = new QPlainTextEdit(QString::fromUtf8(QJsonDocument(toJsonObject(manifest)).toJson()));
    QFont code = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    code.setPixelSize(12);
    json->setFont(code);
    json->setReadOnly(true);
    json->setAccessibleName(tr("The manifest as it stands in the archive"));
    json->setMinimumHeight(220);
    json->setFrameShape(QFrame::NoFrame);
    auto *card = new Card;
    card->body()->addWidget(json);
    middle()->addWidget(card);
}

void ManifestDialog::addFact(const QString &label, const QString &value, bool code)
{
    auto *words = new TextLabel(TextLabel::Style::Body, value);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    words->setAccessibleName(label);
    if (code) {
        QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        font.setPixelSize(12);
        words->setFont(font);
    }
    addRow(label, words);
}

} // namespace lifeboat::ui
