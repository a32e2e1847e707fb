/**
 * Provides scenarios of a cluster, run against any manager in virtual time.
 *
 * <pre>{@code
 * Scenario.of(time, cluster)
 *     .service("sip:esrp.example.org")
 *     .nodes("esrp1", "esrp2", "esrp3")
 *     .allNormal()
 *     .expectStatus(ServiceState.NORMAL)
 *     .disconnect("esrp2", "esrp3")
 *     .pass(Duration.ofMinutes(2))
 *     .expectStatus(ServiceState.PARTIAL)
 *     .expectRouteTo("esrp1");
 * }</pre>
 *
 * <p>Nodes renew their leases by themselves while time passes. An expectation that is not met
 * throws an {@link java.lang.AssertionError} with the transcript:
 *
 * <pre>{@code
 * Expected the status of sip:esrp.example.org to be Normal, but it is Partial (needed: 2 of 3 nodes).
 *
 * The scenario so far:
 *   0 s          service sip:esrp.example.org
 *   0 s          nodes esrp1, esrp2, esrp3
 *   0 s            -> notification: Down (no node takes calls), v1
 *   ...
 *   0 s          disconnect esrp2, esrp3
 *   0 s          pass 2 min
 *   1 min          -> esrp2 counts as Unreachable (lease expired)
 *   ...
 * }</pre>
 *
 * <p>No argument may be null, and no method returns null.
 *
 * @see io.github.esrpcluster.testkit.scenario.Scenario
 */
@NullMarked
package io.github.esrpcluster.testkit.scenario;

import org.jspecify.annotations.NullMarked;
