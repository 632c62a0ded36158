// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/connectdialog.h"

#include "ui/console/dialogs/introductionrow.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/fieldnote.h"
#include "ui/console/workspace/nodecommand.h"
#include "ui/console/workspace/workspace.h"
#include "ui/text/errortext.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>

#include <algorithm>

namespace lifeboat::ui {

ConnectDialog::ConnectDialog(const Means &means, const QString &cluster, QWidget *parent)
    : DialogFrame(tr("Connect to a cluster"),
                  tr("A cluster is a set of nodes under a name of your choice. Nothing is kept before the nodes have "
                     "answered and you add them."),
                  tr("Connect"), parent)
    , m_means(means)
    , m_cluster(new QComboBox)
    , m_address(new QLineEdit)
    , m_token(new QLineEdit)
    , m_clusterNote(new FieldNote(m_cluster))
    , m_addressNote(new FieldNote(m_address))
    , m_tokenNote(new FieldNote(m_token))
    , m_note(new FieldNote(this))
    , m_list(new QScrollArea)
{
    build();
    m_cluster->setEditText(cluster);
    for (QLineEdit *edit : {m_address, m_token})
        connect(edit, &QLineEdit::textEdited, this, &ConnectDialog::startOver);
    connect(m_cluster, &QComboBox::editTextChanged, this, &ConnectDialog::startOver);
    readClusters();
    (cluster.isEmpty() ? static_cast<QWidget *>(m_cluster) : m_address)->setFocus();
    update();
}

ConnectDialog::~ConnectDialog() = default;

void ConnectDialog::build()
{
    m_cluster->setEditable(true);
    m_cluster->setInsertPolicy(QComboBox::NoInsert);
    m_cluster->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_cluster->lineEdit()->setPlaceholderText(tr("orders"));
    m_cluster->lineEdit()->setAccessibleName(tr("Cluster"));
    m_address->setPlaceholderText(tr("host, host:port or wss://host:port"));
    m_address->setAccessibleName(tr("Node"));
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setPlaceholderText(tr("as “lifeboatd --init” or its administrator gave it"));
    m_token->setAccessibleName(tr("Token"));
    auto *file = new QPushButton(tr("From a file…"));
    file->setAutoDefault(false);
    connect(file, &QPushButton::clicked, this, &ConnectDialog::chooseFile);
    auto *address = new QWidget;
    auto *row = new QHBoxLayout(address);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kNear);
    row->addWidget(m_address, 1);
    row->addWidget(file);
    address->setFocusProxy(m_address);
    addRow(tr("C&luster"), m_cluster);
    form()->addRow(QString(), m_clusterNote);
    addRow(tr("&Node"), address);
    form()->addRow(QString(), m_addressNote);
    addRow(tr("&Token"), m_token);
    form()->addRow(QString(), m_tokenNote);
    for (FieldNote *note : {m_clusterNote, m_addressNote, m_tokenNote})
        form()->setRowVisible(note, false);
    auto *rows = new QWidget;
    (new QVBoxLayout(rows))->setContentsMargins(0, 0, 0, 0);
    rows->layout()->setSpacing(0);
    static_cast<QVBoxLayout *>(rows->layout())->addStretch();
    m_list->setWidget(rows);
    m_list->setWidgetResizable(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Nodes"));
    m_list->setMinimumHeight(210);
    m_list->setVisible(false);
    for (QWidget *panel : {m_list->viewport(), rows})
        panel->setAutoFillBackground(false);
    middle()->addWidget(m_list, 1);
    middle()->addWidget(m_note);
}

void ConnectDialog::readClusters()
{
    auto job = m_means.workspace.readers().start<QList<ClusterProfile>>(
        [store = m_means.profiles](JobControl &) { return store.clusters(); });
    job.future.then(this, [this](const Result<QList<ClusterProfile>> &clusters) {
        if (!clusters)
            return m_note->setNote(Health::Warning, text::sentence(clusters.error()));
        m_clusters = *clusters;
        const QString typed = m_cluster->currentText();
        const QSignalBlocker quiet(m_cluster);
        for (const ClusterProfile &cluster : *clusters)
            m_cluster->addItem(cluster.name);
        m_cluster->setEditText(typed);
        update();
    });
}

QString ConnectDialog::cluster() const
{
    return m_cluster->currentText().trimmed();
}

void ConnectDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Nodes, one “address [fingerprint]” a line"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ConnectDialog::useFile);
    dialog->open();
}

void ConnectDialog::useFile(const QString &path)
{
    startOver();
    m_file.clear();
    auto job = m_means.workspace.readers().start<QList<NodeProfile>>(
        [path, fileSystem = &m_means.workspace.fileSystem()](JobControl &) {
            return ProfileStore::nodesFromFile(*fileSystem, path);
        });
    job.future.then(this, [this, path](const Result<QList<NodeProfile>> &nodes) {
        form()->setRowVisible(m_addressNote, true);
        if (!nodes) {
            static const QRegularExpression line(QStringLiteral("^line (\\d+):"));
            const QRegularExpressionMatch wrong = line.match(nodes.error().detail);
            m_addressNote->setNote(Health::Bad, wrong.hasMatch()
                                                    ? tr("Line %1 of %2 names no node. Each line is “address "
                                                         "[fingerprint]”; # begins a comment.")
                                                          .arg(wrong.captured(1), fileNameOf(path))
                                                    : text::sentence(nodes.error()));
        } else if (nodes->isEmpty()) {
            m_addressNote->setNote(Health::Bad, tr("%1 names no node.").arg(fileNameOf(path)));
        } else {
            m_file = path;
            m_fileNodes = *nodes;
            m_address->clear();
            m_addressNote->setNote(Health::Good,
                                   tr("%n nodes from %1; one token for all", nullptr, int(nodes->size()))
                                       .arg(fileNameOf(path)));
        }
        update();
    });
}

/// What was tried was tried with other values.
void ConnectDialog::startOver()
{
    m_introduction.reset();
    qDeleteAll(m_rows);
    m_rows.clear();
    m_list->setVisible(false);
    if (sender() == m_address)
        m_file.clear();
    for (FieldNote *note : {m_clusterNote, m_addressNote, m_tokenNote}) {
        if (note == m_addressNote && !m_file.isEmpty())
            continue;
        note->clear();
        form()->setRowVisible(note, false);
    }
    m_note->clear();
    update();
}

void ConnectDialog::accept()
{
    if (!m_introduction)
        connectNow();
    else if (SecretStore *const secrets = m_means.secrets())
        m_introduction->keep(cluster(), m_means.profiles, *secrets, m_means.workspace.readers());
    else
        m_note->setNote(Health::Warning, tr("The keychain of this session has not answered yet: try again in a moment."));
    update();
}

void ConnectDialog::connectNow()
{
    QList<NodeProfile> nodes = m_fileNodes;
    if (!isClusterName(cluster())) {
        form()->setRowVisible(m_clusterNote, true);
        return m_clusterNote->setNote(Health::Bad, tr("A name has 1 to 64 characters and no slash."));
    }
    if (m_file.isEmpty()) {
        const auto url = nodeUrl(m_address->text());
        if (!url) {
            form()->setRowVisible(m_addressNote, true);
            m_addressNote->setNote(Health::Bad,
                                   tr("This is not the address of a node: host, host:port or wss://host:port."));
            m_address->setFocus();
            return;
        }
        nodes = {{.name = {}, .url = *url, .fingerprint = m_accepted.value(*url)}};
    }
    QList<NodeProfile> known;
    for (const ClusterProfile &each : std::as_const(m_clusters)) {
        if (each.name == cluster())
            known = each.nodes;
    }
    m_introduction = std::make_unique<NodeIntroduction>(m_token->text().trimmed(), known, m_means.surroundings);
    connect(m_introduction.get(), &NodeIntroduction::added, this, &ConnectDialog::addRows);
    connect(m_introduction.get(), &NodeIntroduction::changed, this, &ConnectDialog::showNode);
    connect(m_introduction.get(), &NodeIntroduction::kept, this, [this] {
        Q_EMIT connected(cluster());
        QDialog::accept();
    });
    connect(m_introduction.get(), &NodeIntroduction::keepFailed, this, [this](const Error &error) {
        m_note->setNote(Health::Bad, text::sentence(error) + u' ' + text::advice(error));
        update();
    });
    m_list->setVisible(true);
    m_introduction->add(nodes);
}

void ConnectDialog::addRows(int first, int count)
{
    auto *column = static_cast<QVBoxLayout *>(m_list->widget()->layout());
    for (int i = first; i < first + count; ++i) {
        auto *row = new IntroductionRow;
        m_rows.append(row);
        column->insertWidget(i, row);
        NodeIntroduction *const introduction = m_introduction.get();
        connect(row, &IntroductionRow::chosen, introduction, [introduction, i](bool is) { introduction->choose(i, is); });
        connect(row, &IntroductionRow::accepted, introduction, [this, introduction, i] {
            const IntroducedNode &node = introduction->nodes().at(i);
            m_accepted[node.profile.url] = node.fingerprint;
            introduction->accept(i);
        });
        connect(row, &IntroductionRow::tryAgainRequested, introduction, [introduction, i] { introduction->tryAgain(i); });
        row->show(introduction->nodes().at(i));
    }
    update();
}

void ConnectDialog::showNode(int node)
{
    m_rows.at(node)->show(m_introduction->nodes().at(node));
    noteToken();
    update();
}

void ConnectDialog::noteToken()
{
    const auto &nodes = m_introduction->nodes();
    const auto refusing = std::ranges::count_if(nodes, [](const IntroducedNode &node) {
        return node.error && node.error->code == ErrorCode::AuthenticationFailed;
    });
    const Error error{ErrorCode::AuthenticationFailed, {}, {}};
    QString words;
    if (refusing > 0 && nodes.size() == 1)
        words = text::sentence(error) + u' ' + text::advice(error);
    else if (refusing > 0)
        words = tr("%n nodes do not accept this token.", nullptr, int(refusing)) + u' ' + text::advice(error);
    const bool isNew = refusing > 0 && m_tokenNote->text().isEmpty();
    m_tokenNote->setNote(Health::Bad, words);
    form()->setRowVisible(m_tokenNote, refusing > 0);
    if (isNew && nodes.size() == 1) {
        m_token->setFocus();
        m_token->selectAll();
    }
}

void ConnectDialog::update()
{
    const bool isFilled = !cluster().isEmpty() && !m_token->text().trimmed().isEmpty()
        && (!m_file.isEmpty() || !m_address->text().trimmed().isEmpty());
    const int keepable = m_introduction ? m_introduction->keepable() : 0;
    acceptButton()->setText(!m_introduction    ? tr("Connect")
                                : keepable > 0 ? tr("Add %n nodes", nullptr, keepable)
                                               : tr("Add"));
    acceptButton()->setEnabled(
        m_introduction ? m_introduction->isSettled() && keepable > 0 && !m_introduction->isKeeping() : isFilled);
    m_list->widget()->setEnabled(!m_introduction || !m_introduction->isKeeping());
    QByteArray fingerprint;
    if (m_introduction && !m_introduction->nodes().isEmpty())
        fingerprint = m_introduction->nodes().first().profile.fingerprint;
    command()->setCommand(
        command::addNode(cluster().isEmpty() ? QStringLiteral("NAME") : cluster(),
                         m_address->text().trimmed().isEmpty() ? QStringLiteral("ADDRESS") : m_address->text().trimmed(),
                         m_file, fingerprint));
}

} // namespace lifeboat::ui
