// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/console.h"

#include "app/lifeboatctl/interrupts.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/progressline.h"
#include "engine/base/missing.h"
#include "ui/text/errortext.h"
#include "ui/text/shellword.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

QByteArray printable(const QString &text)
{
    return escaped(text).toLocal8Bit();
}

QString &namedCluster()
{
    static QString cluster;
    return cluster;
}

void write(FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
}

} // namespace

QString escaped(const QString &text)
{
    QString shown;
    for (const char32_t character : text.toUcs4()) {
        switch (QChar::category(character)) {
        case QChar::Other_Control:
        case QChar::Other_Format:
        case QChar::Separator_Line:
        case QChar::Separator_Paragraph:
            shown += u"\\u{%1}"_s.arg(uint(character), 0, 16);
            break;
        default:
            shown += QString::fromUcs4(&character, 1);
        }
    }
    return shown;
}

void suggestFor(const QString &cluster)
{
    namedCluster() = cluster;
}

const QString &suggestedCluster()
{
    return namedCluster();
}

QString withCluster(const QString &text)
{
    static const QRegularExpression commands(
        u"lifeboatctl (?:cluster status(?! )|(documents|lease|operations|snapshot) [a-z-]+(?! --cluster)\\b)"_s);
    if (suggestedCluster().isEmpty())
        return text;
    QString named;
    qsizetype end = 0;
    for (const QRegularExpressionMatch &command : commands.globalMatch(text)) {
        named += text.sliced(end, command.capturedEnd() - end);
        named += (command.hasCaptured(1) ? u" --cluster "_s : u" "_s) + text::shellWord(suggestedCluster());
        end = command.capturedEnd();
    }
    return named + text.sliced(end);
}

QString adviceHere(const Error &error)
{
    if (text::isOfNats(error))
        return withCluster(text::advice(error));
    if (error.code == ErrorCode::Unreachable)
        return u"Check that the node runs and that the network leads there, then try again."_s;
    if (error.code == ErrorCode::Disconnected)
        return u"Look at the node, then try again: a transfer goes on where it stood."_s;
    return withCluster(text::advice(error));
}

void Console::line(const QString &text) const
{
    if (!m_json)
        write(stdout, printable(text) + '\n');
}

void Console::lines(const QStringList &texts) const
{
    for (const QString &text : texts)
        line(text);
}

void Console::document(const QJsonObject &object) const
{
    if (m_json)
        write(stdout, QJsonDocument(object).toJson());
}

void Console::record(const QJsonObject &object) const
{
    if (m_json)
        write(stdout, QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

void Console::note(const QString &text) const
{
    if (m_json)
        return;
    // So that both streams keep their order where they go to the same place.
    Console::flush();
    ProgressLine::clear();
    write(stderr, printable(text) + '\n');
}

ExitStatus Console::fail(const Error &error, const QString &about, QJsonObject context) const
{
    explain(error, about);
    context.insert(u"error"_s, toJsonObject(error));
    document(context);
    return statusOf(error.code);
}

void Console::explain(const Error &error, const QString &about) const
{
    const bool isOfArchive = error.code >= ErrorCode::NotAnArchive && error.code < ErrorCode::TargetInUse;
    const bool namesPart = isOfArchive && !about.isEmpty() && error.subject != about;
    const QString sentence = text::sentence(error);
    note(namesPart ? u"lifeboatctl: %1: %2"_s.arg(about, sentence) : u"lifeboatctl: %1"_s.arg(sentence));
    const QString advice = adviceHere(error);
    if (!advice.isEmpty())
        note(u"  "_s + advice);
    // Of a name that is not there the sentence says what it would have been.
    const QString detail = whatIsMissing(error) ? error.detail.section(u": "_s, 1) : error.detail;
    const bool saysDetail = detail == about || sentence.contains(detail) || advice.contains(detail);
    // A fingerprint is shown by those who say what to do with it; NATS servers have none, and why is all there is to say.
    const bool isFingerprint = error.code == ErrorCode::CertificateUntrusted && !text::isOfNats(error);
    if (!detail.isEmpty() && !saysDetail && !isFingerprint)
        note(u"  Detail: %1"_s.arg(detail));
}

QString Console::ask(const QString &question) const
{
    Console::flush();
    write(stderr, printable(question) + ' ');
    const int before = interrupts::count();
    QByteArray answer;
    while (interrupts::count() == before) {
        char byte = 0;
        // Nodes drop a connection that does not answer for a minute.
        QCoreApplication::processEvents();
        if (!interrupts::waitReadable(STDIN_FILENO, std::chrono::milliseconds(100)))
            continue;
        if (::read(STDIN_FILENO, &byte, 1) != 1 || byte == '\n')
            return QString::fromLocal8Bit(answer);
        answer.append(byte);
    }
    write(stderr, "\n");
    return {};
}

bool Console::canAsk() const
{
    return !m_json && ::isatty(STDIN_FILENO) && ::isatty(STDERR_FILENO);
}

bool Console::flush()
{
    return std::fflush(stdout) == 0 && !std::ferror(stdout);
}

} // namespace lifeboat::cli
