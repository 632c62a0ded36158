// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/nodeintroduction.h"
#include "engine/cluster/nodelink.h"
#include "ui/console/dialogs/dialogframe.h"

#include <QHash>
#include <QUrl>

#include <functional>

class QComboBox;
class QLineEdit;
class QScrollArea;

namespace lifeboat::ui {

class FieldNote;
class IntroductionRow;
class Workspace;

/// Connects to nodes by address or from a file, lets their certificates be accepted, offers those they know of, and
/// keeps the chosen ones with their token in a cluster. Keeps nothing before that, and the token nowhere else.
class ConnectDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// What it works with; all of it outlives the dialog.
    struct Means
    {
        Workspace &workspace;
        ProfileStore &profiles;
        std::function<SecretStore *()> secrets; ///< null until the session's keychain has answered
        Surroundings surroundings;
    };

    /// `cluster`: proposed name; empty: a new one.
    explicit ConnectDialog(const Means &means, const QString &cluster = {}, QWidget *parent = nullptr);
    ~ConnectDialog() override;

    /// Takes the nodes from a file instead of the address.
    void useFile(const QString &path);

    void accept() override;

Q_SIGNALS:
    /// Nodes were kept in that cluster.
    void connected(const QString &cluster);

private:
    void build();
    void readClusters();
    void chooseFile();
    void connectNow();
    void startOver();
    void addRows(int first, int count);
    void showNode(int node);
    void noteToken();
    void update();
    QString cluster() const;

    const Means m_means;
    QList<ClusterProfile> m_clusters;
    QList<NodeProfile> m_fileNodes;
    QHash<QUrl, QByteArray> m_accepted; ///< fingerprints; a mistyped token does not ask for them again
    QString m_file; ///< path; empty: the address counts
    QComboBox *m_cluster;
    QLineEdit *m_address;
    QLineEdit *m_token;
    FieldNote *m_clusterNote;
    FieldNote *m_addressNote;
    FieldNote *m_tokenNote;
    FieldNote *m_note;
    QScrollArea *m_list;
    QList<IntroductionRow *> m_rows;
    std::unique_ptr<NodeIntroduction> m_introduction;
};

} // namespace lifeboat::ui
