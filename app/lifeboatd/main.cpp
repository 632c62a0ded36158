// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/exitstatus.h"
#include "app/lifeboatd/configcheck.h"
#include "app/lifeboatd/daemon.h"
#include "app/lifeboatd/initialise.h"
#include "app/lifeboatd/practicechildren.h"
#include "app/lifeboatd/signals.h"
#include "app/lifeboatd/tokencommands.h"
#include "app/lifeboatd/tokenoutlet.h"
#include "engine/base/duration.h"
#include "engine/base/posixfilesystem.h"
#include "engine/base/processsetup.h"
#include "engine/net/certificate.h"
#include "ui/text/errortext.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QFile>

#include <csignal>
#include <iostream>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using lifeboat::cli::ExitStatus;

namespace {

/// What was asked for on the command line.
struct Wanted
{
    std::string config = "/etc/lifeboat/lifeboatd.toml";
    bool checkConfig = false;
    bool fingerprint = false;
    std::string initialise;
    std::string name, address = "127.0.0.1", log, share, nats, tokenName, role = "viewer", lasts, tokenFile;
    std::vector<std::string> hosts;
    int port = 7411;
    std::optional<daemon::TokenCommand::Kind> token;

    bool isToServe() const { return initialise.empty() && !checkConfig && !fingerprint && !token; }
};

QString text(const std::string &bytes)
{
    return QString::fromLocal8Bit(QByteArray::fromStdString(bytes));
}

void say(const QString &line)
{
    std::cout << line.toStdString() << std::endl;
}

ExitStatus explain(const Error &error)
{
    std::cerr << "lifeboatd: " << text::sentence(error).toStdString() << '\n';
    if (const QString advice = text::advice(error); !advice.isEmpty())
        std::cerr << "           " << advice.toStdString() << '\n';
    if (!error.detail.isEmpty() && !text::sentence(error).contains(error.detail))
        std::cerr << "           (" << error.detail.toStdString() << ")\n";
    return cli::statusOf(error.code);
}

/// A token that could not be given to anybody is not kept: `remedy` says how to make one.
ExitStatus takeBack(const Error &error, const QString &name, const NodeConfig &config, const QString &remedy,
                    FileSystem &fileSystem)
{
    daemon::TokenCommand command;
    command.kind = daemon::TokenCommand::Kind::Remove;
    command.name = name;
    const auto removed = daemon::run(fileSystem, config, command);
    const ExitStatus status = explain(error);
    std::cerr << "           The new token \"" << name.toStdString() << "\" was not shown"
              << (removed ? " and is not kept" : ", and nobody has it: revoke it") << "; to make one: " << remedy.toStdString()
              << '\n';
    return status;
}

ExitStatus initialise(const Wanted &wanted, FileSystem &fileSystem)
{
    daemon::InitialiseRequest request;
    request.directory = text(wanted.initialise);
    request.name = text(wanted.name);
    request.address = text(wanted.address);
    request.port = wanted.port;
    request.log = text(wanted.log);
    request.share = text(wanted.share);
    request.nats = text(wanted.nats);
    for (const std::string &host : wanted.hosts)
        request.hosts.append(text(host));
    // It may be in the directory that is made.
    if (const auto directory = daemon::makeDirectory(fileSystem, request); !directory)
        return explain(directory.error());
    auto outlet = daemon::TokenOutlet::open(fileSystem, text(wanted.tokenFile));
    if (!outlet)
        return explain(outlet.error());
    const auto made = daemon::initialise(fileSystem, request);
    if (!made)
        return explain(made.error());
    say(u"configuration  %1"_s.arg(made->path));
    say(u"fingerprint    %1"_s.arg(net::fingerprintText(made->fingerprint)));
    if (!outlet->isFile())
        std::cout << "admin token    (shown this once)  " << std::flush;
    if (const auto given = outlet->put(made->token); !given)
        return takeBack(given.error(), u"admin"_s, made->config,
                        u"lifeboatd --config %1 token add admin --role admin"_s.arg(made->path), fileSystem);
    return ExitStatus::Done;
}

ExitStatus addToken(const Wanted &wanted, const NodeConfig &config, const daemon::TokenCommand &command,
                    FileSystem &fileSystem)
{
    auto outlet = daemon::TokenOutlet::open(fileSystem, text(wanted.tokenFile));
    if (!outlet)
        return explain(outlet.error());
    const auto secret = daemon::run(fileSystem, config, command);
    if (!secret)
        return explain(secret.error());
    if (const auto given = outlet->put(*secret); !given)
        return takeBack(given.error(), command.name, config, u"the same command again"_s, fileSystem);
    return ExitStatus::Done;
}

ExitStatus serve(const NodeConfig &config, FileSystem &fileSystem)
{
    daemon::Signals signals;
    const auto daemon = daemon::Daemon::start(config, fileSystem);
    if (!daemon)
        return explain(daemon.error());
    QObject::connect(&signals, &daemon::Signals::stopRequested, qApp, &QCoreApplication::quit);
    say(u"lifeboatd %1: node %2 listens on %3"_s.arg(QStringLiteral(LIFEBOAT_VERSION), config.name,
                                                     (*daemon)->address()));
    if (const auto trouble = (*daemon)->trouble())
        (void)explain(*trouble);
    QCoreApplication::exec();
    return ExitStatus::Done;
}

ExitStatus check(const NodeConfig &config, const QString &path, FileSystem &fileSystem)
{
    if (const auto named = daemon::checkNamed(config, fileSystem); !named)
        return explain(named.error());
    say(u"%1 is right"_s.arg(path));
    return ExitStatus::Done;
}

/// What consoles show before they trust the certificate, for people to compare.
ExitStatus tellFingerprint(const NodeConfig &config, FileSystem &fileSystem)
{
    const auto identity = net::loadCertificate(fileSystem, config.listen.certificate, config.listen.key);
    if (!identity)
        return explain(identity.error());
    say(net::fingerprintText(net::fingerprintOf(identity->certificate)));
    return ExitStatus::Done;
}

/// What was to be told is part of what was asked for.
ExitStatus told(ExitStatus status)
{
    std::cout.flush();
    return std::cout || status != ExitStatus::Done ? status : explain({ErrorCode::WriteFailed, u"standard output"_s, {}});
}

ExitStatus run(const Wanted &wanted)
{
    PosixFileSystem fileSystem;
    if (!wanted.initialise.empty())
        return initialise(wanted, fileSystem);
    const auto config = readConfig(fileSystem, text(wanted.config));
    if (!config)
        return explain(config.error());
    if (wanted.checkConfig)
        return check(*config, text(wanted.config), fileSystem);
    if (wanted.fingerprint)
        return tellFingerprint(*config, fileSystem);
    if (!wanted.token)
        return serve(*config, fileSystem);
    daemon::TokenCommand command;
    command.kind = *wanted.token;
    command.name = text(wanted.tokenName);
    const auto role = net::roleFromName(text(wanted.role));
    if (!role)
        return explain({ErrorCode::InvalidArgument, u"--role"_s, text(wanted.role)});
    command.role = *role;
    if (!wanted.lasts.empty()) {
        command.lasts = parseDuration(text(wanted.lasts));
        if (!command.lasts || command.lasts->count() == 0)
            return explain({ErrorCode::InvalidArgument, u"--expires"_s, text(wanted.lasts)});
    }
    if (command.kind == daemon::TokenCommand::Kind::Add)
        return addToken(wanted, *config, command, fileSystem);
    const auto done = daemon::run(fileSystem, *config, command);
    if (!done)
        return explain(done.error());
    std::cout << done->toStdString();
    return ExitStatus::Done;
}

void addOptions(CLI::App &root, Wanted &wanted)
{
    root.set_version_flag("--version", "lifeboatd " LIFEBOAT_VERSION);
    root.add_option("--config", wanted.config, "The node's configuration")
        ->type_name("FILE")
        ->capture_default_str();
    root.add_flag("--check-config", wanted.checkConfig,
                  "Only tell whether the configuration is right, and the files it names");
    root.add_flag("--fingerprint", wanted.fingerprint, "Only tell the fingerprint of the node's certificate");
    root.add_option("--init", wanted.initialise,
                    "Make a node's directory: configuration, certificate, and an admin token that "
                    "is shown once")
        ->type_name("DIR");
    root.add_option("--name", wanted.name, "With --init: the node's name")->type_name("NAME");
    root.add_option("--address", wanted.address, "With --init: where it listens")
        ->type_name("ADDRESS");
    root.add_option("--port", wanted.port, "With --init: where it listens")
        ->check(CLI::Range(0, 65535));
    CLI::Option *const log = root.add_option("--log", wanted.log,
                                             "With --init: a log shared with other nodes of this machine")
                                 ->type_name("FILE");
    CLI::Option *const share = root.add_option("--share", wanted.share,
                                               "With --init: share log, leases and published snapshots with "
                                               "other nodes of this machine in this directory")
                                   ->type_name("DIR")
                                   ->excludes(log);
    root.add_option("--nats", wanted.nats,
                    "With --init: share log, leases and published snapshots with other nodes by this NATS server")
        ->type_name("URL")
        ->excludes(log)
        ->excludes(share);
    root.add_option("--host", wanted.hosts,
                    "With --init: a further name the certificate is good for")
        ->type_name("NAME");
    root.add_option("--token-file", wanted.tokenFile,
                    "Put a new token into this new file instead of showing it")
        ->type_name("FILE");
    root.footer("Example:\n"
                "  lifeboatd --init /srv/n1 --name n1 --port 7411\n"
                "  lifeboatd --config /srv/n1/lifeboatd.toml");
    CLI::App *const token =
        root.add_subcommand("token", "Tokens of the node; a running node heeds changes at once");
    token->require_subcommand(1);
    token->fallthrough();
    using Kind = daemon::TokenCommand::Kind;
    CLI::App *const add = token->add_subcommand("add", "Make a token and show it once");
    add->add_option("name", wanted.tokenName, "Who it is for")->required();
    add->add_option("--role", wanted.role, "viewer, operator or admin")->capture_default_str();
    add->add_option("--expires", wanted.lasts, "How long it lasts, e.g. 30d")->type_name("TIME");
    add->fallthrough();
    add->footer(
        "Example:\n  lifeboatd --config /srv/n1/lifeboatd.toml token add ops --role operator");
    add->callback([&wanted] { wanted.token = Kind::Add; });
    token->add_subcommand("list", "Tell the tokens, not their secrets")
        ->fallthrough()
        ->callback([&wanted] { wanted.token = Kind::List; });
    CLI::App *const revoke = token->add_subcommand("revoke", "A token is not accepted any more");
    revoke->add_option("name", wanted.tokenName, "Whose")->required();
    revoke->fallthrough();
    revoke->callback([&wanted] { wanted.token = Kind::Revoke; });
}

} // namespace

int main(int argc, char **argv)
{
    setUpProcess();
    // A connection is a descriptor, and shells grant few.
    if (rlimit files{}; ::getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);
    }
    // Databases, secrets and snapshots of a node are its user's alone.
    ::umask(0077);
    if (qEnvironmentVariableIsEmpty("LC_ALL"))
        qputenv("LC_ALL", "C.UTF-8");
    if (const auto status = daemon::runPracticeChild(argc, argv))
        return int(*status);
    // A reader that went away is an error of the write, not the end.
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"lifeboatd"_s);
    CLI::App root("A Lifeboat node: protects states, takes their snapshots, restores them.",
                  "lifeboatd");
    Wanted wanted;
    addOptions(root, wanted);
    try {
        root.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        const bool isHelp = error.get_exit_code() == int(CLI::ExitCodes::Success);
        root.exit(error);
        return int(isHelp ? told(ExitStatus::Done) : ExitStatus::Usage);
    }
    const ExitStatus status = run(wanted);
    // Nobody need listen to a node that runs.
    return int(wanted.isToServe() ? status : told(status));
}
