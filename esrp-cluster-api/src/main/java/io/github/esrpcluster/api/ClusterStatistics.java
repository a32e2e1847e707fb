package io.github.esrpcluster.api;

/**
 * What a manager holds, and how often what happened, since it was built. No counter wraps in
 * practice (64 bits), none goes down but the first two.
 *
 * @param services services known
 * @param members memberships held, expired ones included
 * @param reportsApplied reports that changed something
 * @param reportsStale reports refused for their sequence or epoch
 * @param reportsUnknown reports of nodes that are not registered
 * @param leasesRefused renewals and releases refused for their epoch, or since there is no
 *     membership
 * @param leasesExpired leases that ran out
 * @param stalls own stalls noticed
 * @param policyFailures judgements that failed
 * @param balancingFailures picks that failed
 * @param lastResorts calls routed as a last resort
 * @param refusals calls routed nowhere
 * @param transmissions messages taken over by upstream entities
 * @param transmissionFailures transmissions that failed
 * @param limitsReached refusals for a limit
 * @param listenerFailures exceptions that listeners threw
 * @param eventsDropped events that slow listeners missed
 */
public record ClusterStatistics(
    long services,
    long members,
    long reportsApplied,
    long reportsStale,
    long reportsUnknown,
    long leasesRefused,
    long leasesExpired,
    long stalls,
    long policyFailures,
    long balancingFailures,
    long lastResorts,
    long refusals,
    long transmissions,
    long transmissionFailures,
    long limitsReached,
    long listenerFailures,
    long eventsDropped) {}
