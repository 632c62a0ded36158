// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/rowdelegate.h"

#include "ui/console/models/roles.h"
#include "ui/console/theme/glyph.h"
#include "ui/console/theme/stylepainting.h"
#include "ui/console/theme/tokens.h"

#include <QFontDatabase>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QTableView>

namespace lifeboat::ui {

namespace {

constexpr int kShape = 12;
constexpr int kTick = 14;
constexpr int kBar = 60;
constexpr int kBarHeight = 6;

/// A check box in front of the text; the rest of `area`.
QRect paintTick(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index, QRect area)
{
    const QVariant checked = index.data(Qt::CheckStateRole);
    if (!checked.isValid())
        return area;
    QStyleOption box;
    box.palette = option.palette;
    box.rect = QRect(area.left(), area.center().y() - kTick / 2 + 1, kTick, kTick);
    box.state = checked.toInt() == Qt::Checked ? QStyle::State_On : QStyle::State_Off;
    painter->setOpacity(index.flags() & Qt::ItemIsUserCheckable ? 1 : 0.4);
    painting::checkBox(painter, box);
    painter->setOpacity(1);
    return area.adjusted(kTick + metrics::kNear, 0, 0, 0);
}

/// A bar in front of the text; the rest of `area`.
QRect paintProgress(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index, QRect area)
{
    const QVariant permille = index.data(ProgressRole);
    if (!permille.isValid())
        return area;
    QStyleOptionProgressBar bar;
    bar.palette = option.palette;
    bar.rect = QRect(area.left(), area.top(), std::min(kBar, area.width()), area.height());
    bar.maximum = 1000;
    bar.progress = permille.toInt();
    painting::progressGroove(painter, bar, kBarHeight);
    painting::progressContents(painter, bar, kBarHeight);
    return area.adjusted(kBar + metrics::kNear, 0, 0, 0);
}

void paintText(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index, QRect area)
{
    const Tokens &tokens = tokensOf(option.palette);
    QColor colour = index.data(QuietRole).toBool() ? tokens.quiet : tokens.text;
    if (const QVariant health = index.data(HealthRole); health.isValid()) {
        colour = healthColour(Health(health.toInt()), option.palette);
        const QRect shape(area.left(), area.center().y() - kShape / 2 + 1, kShape, kShape);
        paintHealth(painter, shape, Health(health.toInt()), colour);
        area.setLeft(shape.right() + 7);
    }
    QFont font = index.data(CodeRole).toBool() ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : option.font;
    font.setPixelSize(QFontInfo(option.font).pixelSize());
    if (index.data(StrongRole).toBool())
        font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(colour);
    const QVariant alignment = index.data(Qt::TextAlignmentRole);
    const QString text = index.data(Qt::DisplayRole).toString();
    painter->drawText(area, alignment.isValid() ? alignment.toInt() : int(Qt::AlignVCenter | Qt::AlignLeft),
                      QFontMetrics(font).elidedText(text, Qt::ElideRight, area.width()));
}

} // namespace

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &tokens = tokensOf(option.palette);
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, tokens.selection);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, tokens.window);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), tokens.grid);
    QRect area = option.rect.adjusted(metrics::kGap, 0, -metrics::kGap, -1);
    area = paintTick(painter, option, index, area);
    area = paintProgress(painter, option, index, area);
    paintText(painter, option, index, area);
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics text(option.font);
    const int shape = (index.data(HealthRole).isValid() ? kShape + 7 : 0)
        + (index.data(Qt::CheckStateRole).isValid() ? kTick + metrics::kNear : 0)
        + (index.data(ProgressRole).isValid() ? kBar + metrics::kNear : 0);
    return {text.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + shape + 2 * metrics::kGap + 4,
            metrics::kRowHeight};
}

bool RowDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &,
                              const QModelIndex &index)
{
    const bool isKey = event->type() == QEvent::KeyPress;
    // The row has one tick: the space bar finds it from any of its cells.
    const QModelIndex ticked = isKey ? index.siblingAtColumn(0) : index;
    if (!(ticked.flags() & Qt::ItemIsUserCheckable))
        return false;
    const bool isPressed =
        isKey ? static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space
              : event->type() == QEvent::MouseButtonRelease
            && static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton;
    if (!isPressed)
        return false;
    const bool isOn = ticked.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(ticked, isOn ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void dressTable(QTableView *table, const QString &accessibleName)
{
    table->setAccessibleName(accessibleName);
    table->setItemDelegate(new RowDelegate(table));
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setMouseTracking(true);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->verticalHeader()->setMinimumSectionSize(metrics::kRowHeight - 6);
    table->verticalHeader()->setDefaultSectionSize(metrics::kRowHeight);
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setResizeContentsPrecision(50);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setMinimumSectionSize(60);
}

void keepWhole(QTableView *table, const QList<int> &columns)
{
    const auto widen = [table, columns] {
        QHeaderView *const header = table->horizontalHeader();
        for (const int column : columns) {
            // Public only in the class below.
            const int ofRows = static_cast<const QAbstractItemView *>(table)->sizeHintForColumn(column);
            const int wanted = std::max(header->sectionSizeHint(column), ofRows);
            if (header->sectionSize(column) < wanted)
                header->resizeSection(column, wanted);
        }
    };
    const QAbstractItemModel *const model = table->model();
    QObject::connect(model, &QAbstractItemModel::rowsInserted, table, widen);
    QObject::connect(model, &QAbstractItemModel::dataChanged, table, widen);
    QObject::connect(model, &QAbstractItemModel::modelReset, table, widen);
    widen();
}

namespace {

/// By itself a stretched column tells nobody that it became narrower.
class RoomMaker final : public QObject
{
public:
    RoomMaker(QTableView *table, int stretched, const QList<int> &givers)
        : QObject(table)
        , m_table(table)
        , m_stretched(stretched)
        , m_givers(givers)
    {
        const QAbstractItemModel *const model = table->model();
        connect(model, &QAbstractItemModel::rowsInserted, this, &RoomMaker::look);
        connect(model, &QAbstractItemModel::dataChanged, this, &RoomMaker::look);
        connect(model, &QAbstractItemModel::modelReset, this, &RoomMaker::look);
        connect(table->horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
            if (column == m_stretched) // also where another column was shown
                look();
        });
        connect(table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &RoomMaker::look);
        table->installEventFilter(this);
    }

    void look()
    {
        if (m_isLooking || !m_table->isVisible())
            return;
        const QScopedValueRollback looking(m_isLooking, true);
        QHeaderView *const header = m_table->horizontalHeader();
        // What gave may need it back: times of another day are longer.
        for (const auto [column, usual] : m_usual.asKeyValueRange()) {
            const int wanted = std::min(usual, wantedBy(column));
            if (!header->isSectionHidden(column) && header->sectionSize(column) < wanted)
                header->resizeSection(column, wanted);
        }
        int lack = wantedBy(m_stretched) - header->sectionSize(m_stretched);
        for (const int column : std::as_const(m_givers)) {
            if (lack <= 0)
                return;
            if (header->isSectionHidden(column))
                continue;
            const int spare = std::min(header->sectionSize(column) - wantedBy(column), lack);
            if (spare <= 0)
                continue;
            m_usual.insert(column, std::max(m_usual.value(column), header->sectionSize(column)));
            header->resizeSection(column, header->sectionSize(column) - spare);
            lack -= spare;
        }
    }

private:
    /// Before it is shown the widths are not those that will be seen.
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Show)
            QMetaObject::invokeMethod(this, &RoomMaker::look, Qt::QueuedConnection);
        return QObject::eventFilter(watched, event);
    }

    int wantedBy(int column) const
    {
        constexpr int kArrow = 20; // only where it is sorted by: the header's own hint has it everywhere
        const QHeaderView *const header = m_table->horizontalHeader();
        const QString title = m_table->model()->headerData(column, Qt::Horizontal).toString();
        const bool isSortedBy = header->isSortIndicatorShown() && header->sortIndicatorSection() == column;
        const int ofTitle = header->fontMetrics().horizontalAdvance(title) + 2 * metrics::kGap + 4 + (isSortedBy ? kArrow : 0);
        return std::max(ofTitle, static_cast<const QAbstractItemView *>(m_table)->sizeHintForColumn(column));
    }

    QTableView *const m_table;
    const int m_stretched;
    const QList<int> m_givers;
    QHash<int, int> m_usual; ///< widths of those that gave, before they did
    bool m_isLooking = false;
};

} // namespace

std::function<void()> makeRoom(QTableView *table, int stretched, const QList<int> &givers)
{
    return [maker = new RoomMaker(table, stretched, givers)] { maker->look(); };
}

void fitTitles(const QTableView *table)
{
    QHeaderView *header = table->horizontalHeader();
    for (int section = 0; section < header->count(); ++section) {
        if (header->sectionResizeMode(section) == QHeaderView::Interactive)
            header->resizeSection(section, std::max(header->sectionSize(section), header->sectionSizeHint(section)));
    }
}

} // namespace lifeboat::ui
