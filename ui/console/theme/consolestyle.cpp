// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/theme/consolestyle.h"

#include "ui/console/theme/stylepainting.h"
#include "ui/console/theme/tokens.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QStyleOption>
#include <QTabBar>

namespace lifeboat::ui {

namespace {

constexpr int kScrollBar = 10;
constexpr int kProgressHeight = 6;
constexpr int kHeaderShift = 6; ///< with the header margin: as far in as the cells' text

} // namespace

ConsoleStyle::ConsoleStyle()
    : QProxyStyle(QStringLiteral("fusion"))
{
}

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand: return painting::button(painter, *option, widget);
    case PE_PanelLineEdit:
    case PE_FrameLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (!frame || frame->lineWidth > 0)
            painting::field(painter, *option);
        return;
    }
    case PE_IndicatorCheckBox: return painting::checkBox(painter, *option);
    case PE_IndicatorRadioButton: return painting::radioButton(painter, *option);
    case PE_FrameFocusRect: return painting::focusRing(painter, *option, widget);
    case PE_IndicatorHeaderArrow: return painting::sortArrow(painter, *option);
    case PE_FrameTabBarBase: return painting::lineBelow(painter, *option, option->rect);
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ConsoleStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    switch (element) {
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            return painting::tabShape(painter, *tab);
        break;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            return painting::tabLabel(painter, *tab);
        break;
    case CE_HeaderSection: return painting::headerSection(painter, *option);
    case CE_HeaderEmptyArea: return painting::headerSection(painter, *option);
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeader quiet = *header;
            quiet.palette.setColor(QPalette::ButtonText, tokensOf(option->palette).quiet);
            quiet.rect.adjust(kHeaderShift, 0, -kHeaderShift, 0);
            return QProxyStyle::drawControl(element, &quiet, painter, widget);
        }
        break;
    case CE_ProgressBarGroove: return painting::progressGroove(painter, *option, kProgressHeight);
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option))
            return painting::progressContents(painter, *bar, kProgressHeight);
        break;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button && widget && widget->property("primary").toBool() && (button->state & State_Enabled)) {
            QStyleOptionButton onAccent = *button;
            onAccent.palette.setColor(QPalette::ButtonText, tokensOf(option->palette).onAccent);
            return QProxyStyle::drawControl(element, &onAccent, painter, widget);
        }
        break;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ConsoleStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                      const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            painting::scrollBar(painter, *bar, subControlRect(control, option, SC_ScrollBarSlider, widget));
            return;
        }
    }
    if (control == CC_ComboBox) {
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option); combo) {
            painting::field(painter, *option);
            painting::chevron(painter, *option, subControlRect(control, option, SC_ComboBoxArrow, widget));
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect ConsoleStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                                   const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!bar)
            return {};
        const bool flat = bar->orientation == Qt::Horizontal;
        const int length = flat ? bar->rect.width() : bar->rect.height();
        const int range = bar->maximum - bar->minimum;
        const int slider =
            range > 0 ? std::max(28, int(qint64(length) * bar->pageStep / (qint64(range) + bar->pageStep))) : length;
        const int begin = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider,
                                                  bar->upsideDown);
        const auto part = [&](int from, int size) {
            return flat ? QRect(from, 0, size, bar->rect.height()) : QRect(0, from, bar->rect.width(), size);
        };
        switch (subControl) {
        case SC_ScrollBarGroove: return part(0, length);
        case SC_ScrollBarSlider: return part(begin, slider);
        case SC_ScrollBarSubPage: return part(0, begin);
        case SC_ScrollBarAddPage: return part(begin + slider, length - begin - slider);
        default: return {};
        }
    }
    const QRect rect = QProxyStyle::subControlRect(control, option, subControl, widget);
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField)
        return rect.adjusted(5, 0, 0, 0);
    return control == CC_ComboBox && subControl == SC_ComboBoxArrow ? rect.translated(-4, 0) : rect;
}

QRect ConsoleStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_HeaderArrow)
        return QRect(option->rect.right() - 19, option->rect.top(), 16, option->rect.height());
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize ConsoleStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                     const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        result.setHeight(std::max(metrics::kControlHeight, size.height() + metrics::kGap));
        result.setWidth(std::max(64, size.width() + 2 * metrics::kGap));
        break;
    case CT_LineEdit:
    case CT_ComboBox: result.setHeight(std::max(metrics::kControlHeight, result.height())); break;
    case CT_TabBarTab: result = QSize(size.width() + metrics::kTight, std::max(34, size.height())); break;
    case CT_HeaderSection: result.setHeight(metrics::kRowHeight); break;
    case CT_ProgressBar: result.setHeight(kProgressHeight + 2); break;
    case CT_MenuBarItem: result.setHeight(std::max(30, result.height())); break;
    default: break;
    }
    return result;
}

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent: return kScrollBar;
    case PM_ScrollView_ScrollBarSpacing: return 0;
    case PM_TabBarTabHSpace: return 20;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal: return 0;
    case PM_HeaderMargin: return 6;
    case PM_HeaderMarkSize: return 8;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_SmallIconSize: return 16;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ItemView_ShowDecorationSelected: return hint == SH_ItemView_ShowDecorationSelected;
    case SH_Header_ArrowAlignment: return int(Qt::AlignRight | Qt::AlignVCenter);
    case SH_UnderlineShortcut:
    case SH_DialogButtonBox_ButtonsHaveIcons: return false;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

void ConsoleStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    auto *edit = qobject_cast<QLineEdit *>(widget);
    // A combo box indents its edit field itself.
    if (edit && edit->textMargins().isNull() && !qobject_cast<QComboBox *>(edit->parentWidget()))
        edit->setTextMargins(6, 0, 6, 0);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QTabBar *>(widget)
        || qobject_cast<QScrollBar *>(widget) || qobject_cast<QHeaderView *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void makePrimary(QWidget *button, bool primary)
{
    button->setProperty("primary", primary);
}

void makeQuiet(QWidget *button)
{
    button->setProperty("quiet", true);
}

} // namespace lifeboat::ui
