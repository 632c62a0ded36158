// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/fetchdrill.h"

class QWidget;

namespace lifeboat::ui {

class Actions;
class MessageBar;
class StorePage;
class Subject;

/// Does what the Store menu says, and what the Snapshot menu says of objects in named stores.
class StoreCommands : public QObject
{
    Q_OBJECT

public:
    /// What it works with; all of it outlives this.
    struct Means
    {
        Workspace &workspace;
        Subject &subject;
        Actions &actions;
        StorePage &page;
        MessageBar &messages;
    };

    /// `window` is what dialogs belong to.
    StoreCommands(const Means &means, QWidget *window);

    /// Forgets the store that is the subject, once that is confirmed.
    void askToRemove();

Q_SIGNALS:
    /// The store of that name was set up just now.
    void added(const QString &name);
    /// What was fetched is drilled now.
    void drilling();

private:
    std::optional<StoreProfile> store() const; ///< that is the subject
    std::optional<StoreObject> archive() const; ///< that is selected
    void enable();
    void edit(const std::optional<StoreProfile> &known, bool triesNow);
    void put();
    void get();
    void tell(const lifeboat::Operation &operation);
    void fetchAndDrill();

    const Means m_means;
    QWidget *const m_window;
    FetchDrill m_fetch;
};

} // namespace lifeboat::ui
