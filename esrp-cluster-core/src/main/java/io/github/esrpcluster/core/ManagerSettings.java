package io.github.esrpcluster.core;

import io.github.esrpcluster.api.AdmissionPolicy;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.StatusPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Holds the settings of a manager; the builder's setters say what each value means. */
record ManagerSettings(
    String name,
    StatusPolicy statusPolicy,
    LoadBalancingPolicy loadBalancing,
    @Nullable AdmissionPolicy admission,
    boolean requireEpochs,
    Duration policyDeadline,
    Duration holdDown,
    Duration shortestLease,
    Duration defaultLease,
    Duration longestLease,
    Duration sweepInterval,
    Duration stallThreshold,
    Duration retention,
    Duration briefRetention,
    Duration orphanedOverrideRetention,
    Duration closeGrace,
    long generation,
    int maxServices,
    int maxMembersPerService,
    int maxMembers,
    int maxServicesPerNode,
    int maxWeight,
    int maxReasonLength,
    EventListenerQueue.Bounds listenerBacklog) {}
