// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/auditline.h"

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

/// Follows the chain line by line.
class ChainCheck
{
public:
    explicit ChainCheck(QString path)
        : m_path(std::move(path))
    {
    }

    Result<> take(QByteArrayView line)
    {
        const auto parsed = parseAuditLine(line);
        if (!parsed)
            return broken(parsed.error().detail);
        if (parsed->number != m_verdict.records + 1)
            return broken(u"it says it is record %1"_s.arg(parsed->number));
        if (parsed->previous != m_verdict.hash)
            return broken(u"it does not follow from the one before"_s);
        m_verdict.records = parsed->number;
        m_verdict.hash = parsed->hash;
        m_verdict.last = parsed->record.time;
        if (parsed->number == 1)
            m_verdict.first = parsed->record.time;
        return {};
    }

    std::unexpected<Error> broken(const QString &what) const
    {
        return failure(ErrorCode::AuditBroken, m_path,
                       u"line %1: %2"_s.arg(m_verdict.records + 1).arg(what));
    }

    const AuditVerdict &verdict() const { return m_verdict; }

private:
    const QString m_path;
    AuditVerdict m_verdict{.records = 0, .first = {}, .last = {}, .hash = auditStart()};
};

} // namespace

Result<AuditVerdict> verifyAuditLog(FileSystem &fileSystem, const QString &path,
                                    const AuditAnchor &anchor)
{
    LIFEBOAT_ASSIGN(const auto file, fileSystem.open(path, OpenMode::Read));
    ChainCheck chain(path);
    bool metHash = anchor.hash.isEmpty();
    QByteArray rest;
    QByteArray block(1024 * 1024, Qt::Uninitialized);
    for (qint64 offset = 0;;) {
        LIFEBOAT_ASSIGN(const qint64 got,
                        file->readAt(offset, {block.data(), size_t(block.size())}));
        if (got == 0)
            break;
        offset += got;
        rest.append(block.constData(), got);
        qsizetype begin = 0;
        for (qsizetype end; (end = rest.indexOf('\n', begin)) >= 0; begin = end + 1) {
            LIFEBOAT_TRY(chain.take(QByteArrayView(rest).sliced(begin, end - begin)));
            metHash = metHash || chain.verdict().hash == anchor.hash;
        }
        rest.remove(0, begin);
        if (rest.size() > kAuditLineBytes)
            return chain.broken(u"not a record"_s);
    }
    if (!rest.isEmpty())
        return chain.broken(u"it is cut off"_s);
    if (chain.verdict().records == 0 && anchor.records == 0)
        return failure(ErrorCode::NotFound, path, u"it holds no record"_s);
    if (chain.verdict().records < anchor.records)
        return chain.broken(u"the log ends here, but had %1 records"_s.arg(anchor.records));
    if (!metHash)
        return failure(ErrorCode::AuditBroken, path, u"no record has the hash that was noted"_s);
    return chain.verdict();
}

} // namespace lifeboat::net
