// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/addresstext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;

class tst_AddressText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hidesUserInfo_data();
    void hidesUserInfo();
};

void tst_AddressText::hidesUserInfo_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("shown");
    QTest::newRow("none") << u"nats://h:4222"_s << u"nats://h:4222"_s;
    QTest::newRow("user and password") << u"nats://u:p@h:4222"_s << u"nats://h:4222"_s;
    QTest::newRow("no such port") << u"nats://u:p@h:99999"_s << u"nats://h:99999"_s;
    QTest::newRow("slashes and an @ in the password") << u"tls://u:p/@://x@h/a"_s << u"tls://h/a"_s;
    QTest::newRow("no scheme") << u"u:p@h:4222"_s << u"h:4222"_s;
    QTest::newRow("scheme behind") << u"u:p@nats://h"_s << u"nats://h"_s;
    QTest::newRow("nothing behind") << u"nats://u:p@"_s << u"nats://"_s;
    QTest::newRow("empty") << QString() << QString();
}

void tst_AddressText::hidesUserInfo()
{
    QFETCH(const QString, address);
    QTEST(withoutUserInfo(address), "shown");
}

QTEST_APPLESS_MAIN(tst_AddressText)
#include "tst_addresstext.moc"
