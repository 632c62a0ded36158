// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/chaosplan.h"

#include "engine/base/tomlreading.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr qint64 kPlanFileBytes = 256 * 1024;
constexpr qsizetype kMostSteps = 100;
constexpr std::array kSteps{ChaosStep::Kill, ChaosStep::Freeze, ChaosStep::Cut, ChaosStep::Heal};

class ChaosReading : private TomlReading
{
public:
    ChaosReading()
        : TomlReading(QString())
    {
    }

    Result<ChaosPlan> read(const toml::table &root)
    {
        onlyKeys(root, {"name", "practice", "chaos"}, "");
        ChaosPlan plan;
        plan.name = text(root, "name");
        if (const toml::table *practice = table(root, "practice")) {
            onlyKeys(*practice, {"nodes", "share"}, "practice.");
            plan.nodes = int(integer(*practice, "nodes", 2, 9).value_or(plan.nodes));
            plan.sharesFiles = flag(*practice, "share").value_or(false);
        }
        for (const toml::table *chaos : tables(root, "chaos", ""))
            readStep(*chaos, plan);
        if (plan.steps.size() > kMostSteps)
            fail(u"[[chaos]] has %1 steps, at most %2 are done"_s.arg(plan.steps.size()).arg(kMostSteps));
        if (std::ranges::all_of(plan.steps, [](ChaosStep step) { return step == ChaosStep::Heal; }))
            fail(u"[[chaos]] needs a step that kills, freezes or cuts"_s);
        if (!error().isEmpty())
            return failure(ErrorCode::PlanInvalid, {}, error());
        return plan;
    }

private:
    void readStep(const toml::table &chaos, ChaosPlan &plan)
    {
        onlyKeys(chaos, {"step"}, "chaos.");
        const QString name = text(chaos, "step");
        const auto step = std::ranges::find(kSteps, name, stepName);
        if (step == kSteps.end())
            return fail(chaos, u"a step is \"kill\", \"freeze\", \"cut\" or \"heal\""_s);
        if (*step == ChaosStep::Cut && plan.sharesFiles)
            return fail(chaos, u"nodes that share files have no network to cut"_s);
        plan.steps.append(*step);
    }
};

} // namespace

QString stepName(ChaosStep step)
{
    switch (step) {
    case ChaosStep::Kill:
        return u"kill"_s;
    case ChaosStep::Freeze:
        return u"freeze"_s;
    case ChaosStep::Cut:
        return u"cut"_s;
    case ChaosStep::Heal:
        break;
    }
    return u"heal"_s;
}

QList<ChaosStep> usualChaos(bool usesNats)
{
    QList<ChaosStep> steps{ChaosStep::Kill, ChaosStep::Heal, ChaosStep::Freeze};
    if (usesNats)
        steps << ChaosStep::Cut << ChaosStep::Heal;
    return steps;
}

Result<std::optional<ChaosPlan>> chaosPlanFromToml(QByteArrayView toml)
{
    LIFEBOAT_ASSIGN(const toml::table root, TomlReading::parse(toml, ErrorCode::PlanInvalid));
    if (!root.contains("practice") && !root.contains("chaos"))
        return std::nullopt;
    return ChaosReading().read(root);
}

Result<std::optional<ChaosPlan>> readChaosPlan(FileSystem &fileSystem, const QString &path)
{
    LIFEBOAT_ASSIGN(const QByteArray toml, fileSystem.readAll(path, kPlanFileBytes));
    auto plan = chaosPlanFromToml(toml);
    if (!plan)
        return failure(plan.error().code, path, plan.error().detail);
    return plan;
}

} // namespace lifeboat
