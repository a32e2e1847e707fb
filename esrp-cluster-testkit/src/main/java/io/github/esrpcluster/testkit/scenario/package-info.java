/**
 * Stories of a cluster, played to any manager in virtual time.
 *
 * <pre>{@code
 * Scenario.of(time, cluster)
 *     .service("sip:esrp.example.org")
 *     .nodes("esrp1", "esrp2", "esrp3")
 *     .allNormal()
 *     .expectStatus(ServiceState.NORMAL)
 *     .silent("esrp2", "esrp3")
 *     .pass(Duration.ofMinutes(2))
 *     .expectStatus(ServiceState.PARTIAL)
 *     .expectRouteTo("esrp1");
 * }</pre>
 *
 * <p>Nodes send heartbeats by themselves while time passes. An expectation that is not met throws
 * an {@link java.lang.AssertionError} that tells the story so far:
 *
 * <pre>{@code
 * Expected the status of sip:esrp.example.org to be Normal, but it is Partial (needed: 2 of 3 nodes).
 *
 * The story so far:
 *   0s      service sip:esrp.example.org
 *   0s      nodes esrp1, esrp2, esrp3
 *   0s        -> upstream is told Down (needed: 2 of 3 nodes), v1
 *   ...
 *   0s      silent esrp2, esrp3
 *   0s      pass 2m
 *   1m        -> esrp2 counts as Unreachable (lease ran out)
 *   ...
 * }</pre>
 *
 * @see io.github.esrpcluster.testkit.scenario.Scenario
 */
@NullMarked
package io.github.esrpcluster.testkit.scenario;

import org.jspecify.annotations.NullMarked;
