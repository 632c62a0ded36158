// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/errorwording.h"

#include <QCoreApplication>

namespace lifeboat::text {

Wording missingWording(Missing what)
{
    switch (what) {
    case Missing::Cluster:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "There is no cluster %1."),
                QT_TRANSLATE_NOOP("lifeboat::text", "There is no such cluster."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "\u201clifeboatctl cluster list\u201d shows which there are, "
                                  "\u201clifeboatctl cluster add\u201d makes one.")};
    case Missing::Node:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The cluster has no node %1."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The cluster has no such node."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "\u201clifeboatctl cluster list\u201d shows which it has.")};
    case Missing::State:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The node has no state %1."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The node has no such state."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "\u201clifeboatctl cluster status\u201d shows which it has.")};
    case Missing::Table:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The state has no table %1."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The state has no such table."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "\u201clifeboatctl documents tables\u201d shows which it has.")};
    case Missing::Document:
        return {
            QT_TRANSLATE_NOOP("lifeboat::text", "There is no document %1."),
            QT_TRANSLATE_NOOP("lifeboat::text", "There is no such document."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "\u201clifeboatctl documents list\u201d shows those of a table.")};
    case Missing::Snapshot:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The snapshot %1 is not there."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The snapshot is not there."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "\u201clifeboatctl snapshot list\u201d shows which there are.")};
    case Missing::Operation:
        return {
            QT_TRANSLATE_NOOP("lifeboat::text", "There is no operation %1."),
            QT_TRANSLATE_NOOP("lifeboat::text", "There is no such operation."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "\u201clifeboatctl operations list\u201d shows which there are; only "
                              "the last 1,000 that ended are kept.")};
    case Missing::Lease:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "Nobody holds a lease %1."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Nobody holds such a lease."),
                QT_TRANSLATE_NOOP(
                    "lifeboat::text",
                    "\u201clifeboatctl lease list\u201d shows the leases and who holds them.")};
    case Missing::Leases:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "This node takes part in no leases."),
                QT_TRANSLATE_NOOP("lifeboat::text", "This node takes part in no leases."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "Nodes elect a leader once they share files or NATS servers: "
                                  "\u201c--share\u201d or "
                                  "\u201c--nats\u201d of \u201clifeboatd --init\u201d.")};
    case Missing::Published:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "This node publishes nothing of %1."),
                QT_TRANSLATE_NOOP("lifeboat::text", "This node publishes nothing of this state."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "Nodes publish their managed states once they share a store: \u201c--share\u201d or "
                                  "\u201c--nats\u201d of \u201clifeboatd --init\u201d.")};
    case Missing::Store:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "There is no store %1."),
                QT_TRANSLATE_NOOP("lifeboat::text", "There is no such store."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "\u201clifeboatctl store list\u201d shows which there are, "
                                  "\u201clifeboatctl store add\u201d makes one known.")};
    case Missing::StoreBucket:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The NATS servers have no object store %1."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The NATS servers have no such object store."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "Check the bucket\u2019s name. Nodes make theirs when they publish first, "
                                  "\u201clifeboatctl store put --make-bucket\u201d makes one too.")};
    case Missing::StoreObject:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 is not in the store."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The object is not in the store."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "\u201clifeboatctl store list\u201d with the store\u2019s name shows what is there.")};
    case Missing::PracticeCluster:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "There is no practice cluster."),
                QT_TRANSLATE_NOOP("lifeboat::text", "There is no practice cluster."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "\u201clifeboatctl practice start\u201d starts one.")};
    case Missing::Leader:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "Nobody leads now."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Nobody leads now."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "Try again once a node does; \u201clifeboatctl lease list\u201d shows who.")};
    case Missing::Successor:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "No node could take over from %1: all others are gone, frozen or cut off."),
                QT_TRANSLATE_NOOP("lifeboat::text", "No node could take over: all others are gone, frozen or cut off."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "\u201clifeboatctl practice heal\u201d brings them back.")};
    }
    return {};
}

} // namespace lifeboat::text
