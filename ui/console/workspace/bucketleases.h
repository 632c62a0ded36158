// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/leaseview.h"
#include "engine/store/storeprofile.h"

#include <QSet>
#include <QTimer>

namespace lifeboat::ui {

class Stores;

/// The leases in the lease bucket of a named store, HarmonyLite's too, straight from NATS: no node is asked, and nothing is
/// written. The bucket is observed while somebody watches.
class BucketLeases final : public LeaseView
{
    Q_OBJECT

public:
    /// `stores` outlives this. `profile` has a lease bucket.
    BucketLeases(Stores &stores, const StoreProfile &profile, QObject *parent = nullptr);
    ~BucketLeases() override;

    void setWatched(const QObject *by, bool watched) override;

    Knowledge knowledge() const override { return m_sight ? Knowledge::Known : Knowledge::Unknown; }
    const std::optional<LeaseSight> &sight() const override { return m_sight; }
    QDateTime now() const override;
    std::chrono::milliseconds uncertainty() const override;
    std::chrono::milliseconds age() const override;
    std::optional<Error> trouble() const override;
    std::optional<std::chrono::milliseconds> aheadOf(const QString &) const override { return {}; }
    QString tellerName() const override { return {}; }

private:
    struct Observation;

    void begin(const QString &secret);
    void end();
    void look();

    Stores &m_stores;
    const StoreProfile m_profile;
    QSet<const QObject *> m_watchers;
    std::shared_ptr<Observation> m_observation;
    int m_turn = 0; ///< of the observation: what an earlier one tells is nothing
    bool m_asking = false; ///< for the secret
    std::optional<Error> m_failure; ///< of that
    std::optional<LeaseSight> m_sight;
    std::chrono::nanoseconds m_sightAt{0}; ///< by the steady clock
    std::chrono::milliseconds m_unreached{0}; ///< how long the bucket had not answered then
    QTimer m_poll;
    QTimer m_soon; ///< until what happened meanwhile is looked at
};

} // namespace lifeboat::ui
