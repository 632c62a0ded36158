// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/introductionrow.h"

#include "engine/net/certificate.h"
#include "engine/net/untrusted.h"
#include "ui/console/widgets/elidedlabel.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/text/errortext.h"

#include <QCheckBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPushButton>

namespace lifeboat::ui {

using State = IntroducedNode::State;

namespace {

constexpr int kIndent = 20; ///< as far in as the name beside its check box
constexpr int kNameWidth = 260;

QString roleWord(const QString &role)
{
    if (role == QLatin1StringView("admin"))
        return IntroductionRow::tr("as administrator");
    if (role == QLatin1StringView("operator"))
        return IntroductionRow::tr("as operator");
    return IntroductionRow::tr("as viewer: may look, but not restore");
}

std::pair<Health, QString> stateOf(const IntroducedNode &node)
{
    switch (node.state) {
    case State::Offered:
        return {Health::Unknown, IntroductionRow::tr("not tried")};
    case State::Trying:
        return {Health::Unknown, IntroductionRow::tr("connecting…")};
    case State::Untrusted:
        return {Health::Warning, IntroductionRow::tr("certificate not known")};
    case State::Unreachable:
        return {Health::Warning, IntroductionRow::tr("not reachable")};
    case State::Refused:
        return {Health::Bad, IntroductionRow::tr("refused")};
    case State::Twice:
        return {Health::Unknown, IntroductionRow::tr("the same node once more")};
    case State::Met:
        return {Health::Good, IntroductionRow::tr("answers, %1").arg(roleWord(node.role))};
    }
    return {};
}

QString wordsOf(const IntroducedNode &node)
{
    switch (node.state) {
    case State::Offered:
        return IntroductionRow::tr("Not part of the cluster here. Tick it to connect with the same token.");
    case State::Untrusted:
        if (node.error && net::faultIn(node.error->detail))
            return text::sentence(*node.error) + u' '
                + IntroductionRow::tr("To trust it all the same, run “lifeboatd --fingerprint” on the node and compare every group:");
        return node.profile.fingerprint.isEmpty()
            ? IntroductionRow::tr("No authority that this machine trusts vouches for its certificate. Run “lifeboatd "
                                  "--fingerprint” on the node and compare every group:")
            : IntroductionRow::tr("It shows another certificate than the one given: somebody may stand between. "
                                  "Accept it only if the node was given a new one and “lifeboatd --fingerprint” "
                                  "prints this there:");
    case State::Unreachable:
        return text::sentence(*node.error) + u' '
            + IntroductionRow::tr("Check the address and that the node runs. Tick it to keep it for later.");
    case State::Refused:
        // What to do about the token stands beside the token.
        if (node.error->code == ErrorCode::AuthenticationFailed)
            return text::sentence(*node.error);
        return text::sentence(*node.error) + u' ' + text::advice(*node.error);
    case State::Twice:
        return IntroductionRow::tr("%1 was met under another address already.").arg(node.profile.name);
    default:
        return {};
    }
}

/// A command is read as one piece: no line ends within it.
QString unbroken(QString words)
{
    return words.replace(QStringLiteral("lifeboatd --fingerprint"),
                         QStringLiteral("lifeboatd\u00a0\u2060-\u2060-\u2060fingerprint"));
}

} // namespace

IntroductionRow::IntroductionRow(QWidget *parent)
    : HairlineRow(parent)
    , m_chosen(new QCheckBox)
    , m_address(new ElidedLabel(fontOf(TextLabel::Style::Quiet)))
    , m_state(new HealthLabel)
    , m_words(new TextLabel(TextLabel::Style::Body))
    , m_fingerprint(new TextLabel(TextLabel::Style::Body))
    , m_own(new QCheckBox(tr("The fingerprint is the node’s own")))
    , m_again(new QPushButton(tr("Try again")))
{
    m_chosen->setFont(fontOf(TextLabel::Style::Strong));
    m_words->setWordWrap(true);
    QFont code = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    code.setPixelSize(m_fingerprint->font().pixelSize());
    m_fingerprint->setFont(code);
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_again->setAutoDefault(false);
    auto *top = new QHBoxLayout;
    top->setSpacing(metrics::kNear);
    top->addWidget(m_chosen);
    top->addWidget(m_address, 1);
    top->addWidget(m_state);
    top->addWidget(m_again);
    auto *more = new QVBoxLayout;
    more->setContentsMargins(kIndent, 0, 0, 0);
    more->setSpacing(metrics::kTight);
    more->addWidget(m_words);
    more->addWidget(m_fingerprint);
    more->addWidget(m_own);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::kNear, metrics::kNear, metrics::kNear);
    column->setSpacing(metrics::kTight);
    column->addLayout(top);
    column->addLayout(more);
    connect(m_chosen, &QCheckBox::clicked, this, &IntroductionRow::chosen);
    connect(m_again, &QPushButton::clicked, this, &IntroductionRow::tryAgainRequested);
    connect(m_own, &QCheckBox::clicked, this, &IntroductionRow::accepted);
}

void IntroductionRow::show(const IntroducedNode &node)
{
    const auto [health, word] = stateOf(node);
    const QString words = wordsOf(node);
    QString name = m_chosen->fontMetrics().elidedText(node.profile.name, Qt::ElideMiddle, kNameWidth);
    m_chosen->setText(name.replace(u'&', QStringLiteral("&&")));
    m_chosen->setChecked(node.isChosen);
    m_chosen->setEnabled(node.state != State::Refused && node.state != State::Twice);
    m_chosen->setAccessibleDescription(word + u' ' + words);
    const QString address = nodeLabel(node.profile.url);
    m_address->setText(node.profile.name == address ? QString() : address);
    m_state->setHealth(health, word);
    m_chosen->setToolTip(node.profile.name);
    m_words->setText(unbroken(words));
    m_words->setVisible(!words.isEmpty());
    const bool isUntrusted = node.state == State::Untrusted;
    m_fingerprint->setText(grouped(node.fingerprint));
    m_fingerprint->setVisible(isUntrusted);
    m_own->setVisible(isUntrusted);
    m_own->setChecked(false);
    m_own->setAccessibleName(tr("The fingerprint is %1’s own").arg(node.profile.name));
    m_again->setVisible(node.state == State::Unreachable || node.state == State::Refused);
    m_again->setAccessibleName(tr("Try %1 again").arg(node.profile.name));
}

QString IntroductionRow::grouped(const QByteArray &fingerprint)
{
    const QStringList pairs = net::fingerprintText(fingerprint).split(u':');
    QString text;
    for (qsizetype i = 0; i < pairs.size(); ++i) {
        text += pairs[i];
        if (i + 1 < pairs.size())
            text += i % 16 == 15 ? QStringLiteral(":\n") : i % 4 == 3 ? QStringLiteral(":  ") : QStringLiteral(":");
    }
    return text;
}

} // namespace lifeboat::ui
