// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"

#include <QPointer>
#include <QWidget>

class QVBoxLayout;

namespace lifeboat::ui {

class Card;

/// What went wrong, one card each, newest first. A message stays until it is dismissed.
class MessageBar : public QWidget
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    /// `what` was tried: "Restore orders.db". The same message again does not pile up. `again` is offered, and takes the message away.
    void showError(const QString &what, const Error &error, const std::function<void()> &again = {});
    /// One that concerns only what the page is about: leave() takes it away too.
    void showErrorHere(const QString &what, const Error &error);
    /// One that no error's sentence tells.
    void showFailure(const QString &sentence, const QString &advice);
    /// Something to know that is no failure.
    void showNote(const QString &sentence, const QString &advice);
    /// What was asked for is done, where nothing else on the page shows it.
    void showDone(const QString &sentence, const QString &advice);

    int count() const;
    void dismissAll();
    /// The page is about something else now.
    void leave();

private:
    enum class Kind { Done, Note, Failure };

    /// Nothing where the same stands already.
    Card *add(Kind kind, const QString &sentence, const QString &advice, const QString &details);
    void dismiss(Card *card);
    void makeRoom();

    QVBoxLayout *m_column;
    QList<QPointer<Card>> m_here;
};

} // namespace lifeboat::ui
