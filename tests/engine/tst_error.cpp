// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/expect.h"

#include <QSet>
#include <QTest>
#include <cerrno>

using namespace Qt::StringLiterals;
using namespace lifeboat;

class tst_Error final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasItsOwnName();
    void text_data();
    void text();
    void systemErrors_data();
    void systemErrors();
    void macrosPassErrorsOn();
};

void tst_Error::everyCodeHasItsOwnName()
{
    QSet<QString> names;
    for (int code = 0; code <= int(ErrorCode::PlanInvalid); ++code)
        names.insert(codeName(ErrorCode(code)));
    QCOMPARE(names.size(), int(ErrorCode::PlanInvalid) + 1);
    QVERIFY(!names.contains(u"Unknown"_s));
    QCOMPARE(codeName(ErrorCode::DigestMismatch), u"DigestMismatch"_s);
    QCOMPARE(codeName(ErrorCode(10'000)), u"Unknown"_s);
}

void tst_Error::text_data()
{
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("text");
    QTest::newRow("bare") << QString() << QString() << u"NotFound"_s;
    QTest::newRow("subject") << u"a.db"_s << QString() << u"NotFound: a.db"_s;
    QTest::newRow("detail") << QString() << u"gone"_s << u"NotFound: gone"_s;
    QTest::newRow("both") << u"a.db"_s << u"gone"_s << u"NotFound: a.db: gone"_s;
}

void tst_Error::text()
{
    QFETCH(const QString, subject);
    QFETCH(const QString, detail);
    QTEST(toString(Error{ErrorCode::NotFound, subject, detail}), "text");
}

void tst_Error::systemErrors_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("ENOENT") << ENOENT << ErrorCode::NotFound;
    QTest::newRow("ENOTDIR") << ENOTDIR << ErrorCode::NotFound;
    QTest::newRow("EEXIST") << EEXIST << ErrorCode::AlreadyExists;
    QTest::newRow("EISDIR") << EISDIR << ErrorCode::NotAFile;
    QTest::newRow("EACCES") << EACCES << ErrorCode::PermissionDenied;
    QTest::newRow("EROFS") << EROFS << ErrorCode::PermissionDenied;
    QTest::newRow("ENOSPC") << ENOSPC << ErrorCode::DiskFull;
    QTest::newRow("EDQUOT") << EDQUOT << ErrorCode::DiskFull;
    QTest::newRow("EIO") << EIO << ErrorCode::ReadFailed;
}

void tst_Error::systemErrors()
{
    QFETCH(const int, number);
    const Error error = systemError(number, ErrorCode::ReadFailed, u"a.db"_s);
    QFETCH(const ErrorCode, code);
    QCOMPARE(codeName(error.code), codeName(code));
    QCOMPARE(error.subject, u"a.db"_s);
    QVERIFY(!error.detail.isEmpty());
}

void tst_Error::macrosPassErrorsOn()
{
    const auto inner = [](bool good) -> Result<int> {
        if (good)
            return 7;
        return failure(ErrorCode::NotFound, u"x"_s);
    };
    const auto outer = [&](bool good) -> Result<int> {
        LIFEBOAT_TRY(inner(good));
        LIFEBOAT_ASSIGN(const int first, inner(good));
        LIFEBOAT_ASSIGN(const int second, inner(good));
        return first + second;
    };
    QCOMPARE(outer(true).value(), 14);
    QVERIFY(outer(false).error() == (Error{ErrorCode::NotFound, u"x"_s, {}}));
}

QTEST_GUILESS_MAIN(tst_Error)
#include "tst_error.moc"
