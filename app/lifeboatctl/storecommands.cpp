// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/eventwait.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/localwork.h"
#include "app/lifeboatctl/reach.h"
#include "app/lifeboatctl/table.h"
#include "app/lifeboatctl/watching.h"
#include "engine/base/paths.h"
#include "engine/base/secretfault.h"
#include "engine/store/storeprofile.h"
#include "engine/store/storetransfer.h"
#include "ui/text/format.h"
#include "ui/text/storewording.h"

#include <QDir>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

struct AddOptions
{
    StoreProfile profile;
    QString passwordFile;
    QString tokenFile;
};

struct StoreOptions
{
    QString store;
};

struct PutOptions
{
    QString store;
    QString file;
    QString object;
    bool makesBucket = false;
};

struct GetOptions
{
    QString store;
    QString object;
    QString target;
};

StoreProfiles profiles()
{
    return StoreProfiles(disk(), paths::stores());
}

/// A store as the user set it up, and its secret.
struct KnownStore
{
    StoreProfile profile;
    QString secret;

    Result<std::unique_ptr<SnapshotStore>> open(IfBucketMissing missing = IfBucketMissing::Refuse) const
    {
        return openStore(disk(), profile, secret, missing);
    }
    Result<> reachLeases() const
    {
        LIFEBOAT_TRY(openLeaseBucket(profile, secret));
        return {};
    }
};

Result<KnownStore> knownStore(const QString &name)
{
    LIFEBOAT_ASSIGN(const StoreProfile profile, profiles().store(name));
    if (!profile.needsSecret())
        return KnownStore{profile, {}};
    const auto secrets = SecretStore::forThisSession(disk());
    LIFEBOAT_ASSIGN(const QString secret, await(secrets->read(storeSecretKey(name))).or_else([&name](const Error &why) -> Result<QString> {
                        return why.code == ErrorCode::NotFound ? secretUnavailable(SecretFault::NoStoreSecret, name) : failure(why);
                    }));
    return KnownStore{profile, secret};
}

QJsonObject toJson(const StoreProfile &profile)
{
    return {{u"name"_s, profile.name},
            {u"kind"_s, profile.isDirectory() ? u"directory"_s : u"nats"_s},
            {u"where"_s, profile.where()}};
}

QJsonObject toJson(const StoreObject &object)
{
    return {{u"object"_s, object.name},
            {u"bytes"_s, QString::number(object.bytes)},
            {u"sha256"_s, object.digest.isEmpty() ? QJsonValue() : QJsonValue(QString::fromLatin1(object.digest))},
            {u"stored"_s, object.stored.toUTC().toString(Qt::ISODateWithMs)}};
}

/// What the options say, with the secret if there is one.
Result<KnownStore> wanted(const AddOptions &options)
{
    KnownStore store{options.profile, {}};
    using Identity = StoreProfile::Identity;
    Identity &identity = store.profile.identity;
    if (!store.profile.nats.credentialsFile.isEmpty())
        identity = Identity::Credentials;
    if (!store.profile.nats.user.isEmpty()) {
        if (options.passwordFile.isEmpty())
            return failure(ErrorCode::InvalidArgument, u"--password-file"_s, u"--user needs it: a file, or - for standard input"_s);
        identity = Identity::Password;
        LIFEBOAT_ASSIGN(store.secret, readToken(options.passwordFile, u"password"_s));
    }
    if (!options.tokenFile.isEmpty()) {
        identity = Identity::Token;
        LIFEBOAT_ASSIGN(store.secret, readToken(options.tokenFile));
    }
    LIFEBOAT_TRY(checkProfile(store.profile));
    return store;
}

Result<> removeSecret(const QString &store)
{
    return await(SecretStore::forThisSession(disk())->remove(storeSecretKey(store)));
}

/// Keeps a profile and the secret it needs, and none that it does not need; a secret that was kept before stays where the
/// profile cannot be kept.
Result<> keep(const KnownStore &store)
{
    const QString &name = store.profile.name;
    if (!store.profile.needsSecret()) {
        const auto replaced = profiles().store(name);
        LIFEBOAT_TRY(profiles().put(store.profile));
        return replaced && replaced->needsSecret() ? removeSecret(name) : Result<>();
    }
    const auto secrets = SecretStore::forThisSession(disk());
    const QString key = storeSecretKey(name);
    const auto before = await(secrets->read(key));
    LIFEBOAT_TRY(await(secrets->write(key, store.secret)));
    const auto kept = profiles().put(store.profile);
    if (!kept)
        (void)await(before ? secrets->write(key, *before) : secrets->remove(key));
    return kept;
}

ExitStatus add(Console &console, const AddOptions &options)
{
    const auto store = wanted(options);
    if (!store)
        return console.fail(store.error());
    const auto before = profiles().store(store->profile.name);
    if (const auto kept = keep(*store); !kept)
        return console.fail(kept.error());
    console.document(toJson(store->profile));
    console.line(u"%1  %2"_s.arg(store->profile.name, store->profile.where()));
    if (before && before->where() != store->profile.where())
        console.line(u"It was %1 until now."_s.arg(before->where()));
    console.note(u"Try it: lifeboatctl store test %1"_s.arg(store->profile.name));
    return ExitStatus::Done;
}

ExitStatus remove(Console &console, const StoreOptions &options)
{
    const auto profile = profiles().store(options.store);
    if (!profile)
        return console.fail(profile.error());
    // First: of a store that is not known any more nobody would ask again to remove its secret.
    if (const auto removed = profile->needsSecret() ? removeSecret(options.store) : Result<>(); !removed)
        return console.fail(removed.error());
    if (const auto removed = profiles().remove(options.store); !removed)
        return console.fail(removed.error());
    console.document({{u"removed"_s, options.store}});
    console.line(u"%1 is not known any more. What is in %2 stays."_s.arg(profile->name, profile->where()));
    return ExitStatus::Done;
}

ExitStatus listStores(Console &console)
{
    const auto stores = profiles().stores();
    if (!stores)
        return console.fail(stores.error());
    Table table({{u"STORE"_s}, {u"KIND"_s}, {u"WHERE"_s}});
    QJsonArray array;
    for (const StoreProfile &profile : *stores) {
        table.add({profile.name, profile.isDirectory() ? u"directory"_s : u"nats"_s, profile.where()});
        array.append(toJson(profile));
    }
    console.document({{u"stores"_s, array}});
    if (table.isEmpty())
        console.note(u"There are no stores yet: see lifeboatctl store add --help"_s);
    else
        console.lines(table.lines());
    return ExitStatus::Done;
}

ExitStatus list(Console &console, const StoreOptions &options)
{
    if (options.store.isEmpty())
        return listStores(console);
    const auto known = knownStore(options.store);
    if (!known)
        return console.fail(known.error());
    const auto objects = runWatched<QList<StoreObject>>([&](JobControl &) -> Result<QList<StoreObject>> {
        LIFEBOAT_ASSIGN(const auto store, known->open());
        return store->list();
    });
    if (!objects)
        return console.fail(objects.error());
    Table table({{u"OBJECT"_s}, {u"SIZE"_s, Align::Right}, {u"STORED"_s}, {u"SHA-256"_s}});
    QJsonArray array;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const StoreObject &object : *objects) {
        table.add({object.name, text::bytes(object.bytes), text::moment(object.stored, now),
                   object.digest.isEmpty() ? u"-"_s : QString::fromLatin1(object.digest.first(16))});
        array.append(toJson(object));
    }
    console.document({{u"store"_s, options.store}, {u"objects"_s, array}});
    if (table.isEmpty())
        console.note(u"There is nothing in %1."_s.arg(known->profile.where()));
    else
        console.lines(table.lines());
    return ExitStatus::Done;
}

ExitStatus test(Console &console, const StoreOptions &options)
{
    const auto known = knownStore(options.store);
    if (!known)
        return console.fail(known.error());
    const auto trials = runWatched<QList<StoreTrial>>([&](JobControl &control) -> Result<QList<StoreTrial>> {
        return tryStore(control, [&] { return known->open(); }, disk(), QDir::tempPath(),
                        known->profile.leaseBucket.isEmpty() ? ReachLeases() : [&] { return known->reachLeases(); });
    });
    if (!trials)
        return console.fail(trials.error());
    ExitStatus status = ExitStatus::Done;
    QJsonArray steps;
    console.line(known->profile.where());
    for (const StoreTrial &trial : *trials) {
        QJsonObject step{{u"step"_s, stepName(trial.step)},
                         {u"tried"_s, trial.isTried},
                         {u"error"_s, trial.trouble ? QJsonValue(toJsonObject(*trial.trouble)) : QJsonValue()},
                         {u"timeMs"_s, qint64(std::chrono::round<std::chrono::milliseconds>(trial.time).count())}};
        steps.append(step);
        const QString what = text::storeStep(trial.step);
        if (trial.isGood())
            console.line(u"  works       %1  (%2 ms)"_s.arg(what, QString::number(double(trial.time.count()) / 1000, 'f', 1)));
        else
            console.line((trial.isTried ? u"  FAILS       %1"_s : u"  not tried   %1"_s).arg(what));
        if (trial.trouble) {
            console.explain(*trial.trouble);
            if (trial.step == StoreStep::Leases && trial.trouble->code == ErrorCode::NotFound)
                console.note(u"  Nodes make theirs when they first share leases."_s);
            status = status == ExitStatus::Done ? statusOf(trial.trouble->code) : status;
        }
    }
    console.document({{u"store"_s, options.store}, {u"where"_s, known->profile.where()}, {u"steps"_s, steps}});
    return status;
}

/// As an operation that a killed command of the same words left.
Result<StoreObject> transfer(const Console &console, const QString &kind, const QString &target, const QJsonObject &parameters,
                             const std::function<Result<StoreObject>(JobControl &, Attempt)> &work)
{
    return runQueued<StoreObject>(
        console, {.kind = kind, .target = target, .parameters = parameters, .actor = localActor()},
        [&work](JobControl &control, const LocalTurn &turn) {
            return work(control, turn.isResumed() ? Attempt::Again : Attempt::First);
        },
        [](const StoreObject &object) { return toJson(object); });
}

ExitStatus put(Console &console, const PutOptions &options)
{
    const auto known = knownStore(options.store);
    if (!known)
        return console.fail(known.error());
    const QString name = options.object.isEmpty() ? fileNameOf(options.file) : options.object;
    const auto stored = transfer(
        console, u"put"_s, options.store + u'/' + name, {{u"file"_s, placeOf(options.file)}}, [&](JobControl &control, Attempt attempt) {
            return putFile(control, [&] { return known->open(options.makesBucket ? IfBucketMissing::Make : IfBucketMissing::Refuse); },
                           name, disk(), options.file, attempt);
        });
    if (!stored)
        return console.fail(stored.error());
    console.document(toJson(*stored));
    console.line(u"%1  %2  %3"_s.arg(stored->name, text::bytes(stored->bytes), QString::fromLatin1(stored->digest)));
    return ExitStatus::Done;
}

ExitStatus get(Console &console, const GetOptions &options)
{
    const auto known = knownStore(options.store);
    if (!known)
        return console.fail(known.error());
    QString target = options.target;
    if (const auto info = disk().info(target); info && info->isDirectory)
        target += u'/' + fileNameOf(options.object);
    const auto got = transfer(
        console, u"get"_s, placeOf(target), {{u"store"_s, options.store}, {u"object"_s, options.object}},
        [&](JobControl &control, Attempt attempt) {
            return getFile(control, [&] { return known->open(); }, options.object, disk(), target, {}, attempt);
        });
    if (!got)
        return console.fail(got.error());
    QJsonObject object = toJson(*got);
    object[u"file"_s] = target;
    console.document(object);
    console.line(u"%1  %2"_s.arg(target, text::bytes(got->bytes)));
    return ExitStatus::Done;
}

void addAdd(CLI::App &stores, Invocation &invocation)
{
    const auto adding = std::make_shared<AddOptions>();
    CLI::App &command = addCommand(stores, invocation, "add", "Make a directory or a NATS object store known",
                                   "store add offsite --nats tls://192.0.2.5:4222 --bucket lifeboat-orders "
                                   "--credentials lifeboat.creds",
                                   adding, add);
    NatsSettings &nats = adding->profile.nats;
    addText(command, "NAME", adding->profile.name, "What it is to be called", "NAME")->required();
    CLI::Option *const directory = addPath(command, "--directory", adding->profile.directory, "Snapshots lie there as files");
    const auto assign = [&nats](const std::vector<std::string> &given) {
        for (const std::string &url : given)
            nats.urls.append(QString::fromLocal8Bit(QByteArray::fromStdString(url)));
    };
    CLI::Option *const urls =
        command.add_option_function<std::vector<std::string>>("--nats", assign, "Servers of one NATS cluster, with JetStream")
            ->type_name("URL");
    CLI::Option *const bucket = addText(command, "--bucket", adding->profile.bucket, "Its object store", "NAME");
    urls->needs(bucket)->excludes(directory);
    bucket->needs(urls);
    CLI::Option *const user = addText(command, "--user", nats.user, "Who we are there", "NAME")->needs(urls);
    CLI::Option *const password =
        addText(command, "--password-file", adding->passwordFile, "Its first line is the password; - reads standard input", "PATH")
            ->needs(user);
    CLI::Option *const token =
        addText(command, "--token-file", adding->tokenFile, "Its first line is the token; - reads standard input", "PATH")
            ->needs(urls)
            ->excludes(user)
            ->excludes(password);
    addPath(command, "--credentials", nats.credentialsFile, "JWT and seed, as nsc writes them")
        ->needs(urls)
        ->excludes(user)
        ->excludes(token);
    command.add_flag("--tls", nats.tls, "Send nothing without TLS")->needs(urls);
    addText(command, "--leases", adding->profile.leaseBucket, "A key-value bucket there whose leases the console shows", "BUCKET")
        ->needs(urls);
    addPath(command, "--ca", nats.caFile, "Certificates to trust in place of the system's")->needs(urls);
    CLI::Option *const certificate = addPath(command, "--certificate", nats.certificateFile, "Our own certificate")->needs(urls);
    CLI::Option *const key = addPath(command, "--key", nats.keyFile, "Its key")->needs(certificate);
    certificate->needs(key);
    command.parse_complete_callback([directory, urls] {
        if (directory->count() == 0 && urls->count() == 0)
            throw CLI::RequiredError("--directory or --nats");
    });
}

} // namespace

void addStoreCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App &stores = addGroup(root, "store", "Keep snapshots in directories and NATS object stores");
    addAdd(stores, invocation);

    const auto leaving = std::make_shared<StoreOptions>();
    CLI::App &removeCommand = addCommand(stores, invocation, "remove", "Forget a store; what is in it stays",
                                         "store remove offsite", leaving, remove);
    addText(removeCommand, "STORE", leaving->store, "The store", "NAME")->required();

    const auto listing = std::make_shared<StoreOptions>();
    CLI::App &listCommand = addCommand(stores, invocation, "list", "List the stores, or what is in one",
                                       "store list offsite", listing, list);
    addText(listCommand, "STORE", listing->store, "What is in this one", "NAME");

    const auto trying = std::make_shared<StoreOptions>();
    CLI::App &testCommand = addCommand(stores, invocation, "test", "Try what works in a store: a small object is written, read and removed",
                                       "store test offsite", trying, test);
    addText(testCommand, "STORE", trying->store, "The store", "NAME")->required();

    const auto putting = std::make_shared<PutOptions>();
    CLI::App &putCommand = addCommand(stores, invocation, "put", "Put a file into a store",
                                      "store put offsite 20261121T020322123Z-9f3a01c4.snap.tar", putting, put);
    addText(putCommand, "STORE", putting->store, "The store", "NAME")->required();
    addPath(putCommand, "FILE", putting->file, "What is put there")->required();
    addText(putCommand, "--object", putting->object, "Its name there; that of the file otherwise", "NAME");
    putCommand.add_flag("--make-bucket", putting->makesBucket, "Make the bucket if it is not there");

    const auto getting = std::make_shared<GetOptions>();
    CLI::App &getCommand = addCommand(stores, invocation, "get", "Get an object as a file; an interrupted get goes on",
                                      "store get offsite 20261121T020322123Z-9f3a01c4.snap.tar /srv/snapshots", getting, get);
    addText(getCommand, "STORE", getting->store, "The store", "NAME")->required();
    addText(getCommand, "OBJECT", getting->object, "The object", "NAME")->required();
    addPath(getCommand, "TARGET", getting->target, "A directory, or the file to make")->required();
}

} // namespace lifeboat::cli
