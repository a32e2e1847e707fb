/**
 * Provides assertions in the terms of the domain, for AssertJ.
 *
 * <pre>{@code
 * import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
 *
 * assertThat(policy.evaluate(view)).isPartial().hasReasonContaining("2 of 3");
 * assertThat(cluster.view(service).orElseThrow()).hasMember("esrp3").isExpired();
 * assertThat(cluster.route(service)).isRoutedTo("esrp1").asLastResort();
 * assertThat(publisher).about(service).hasNotified(NORMAL, PARTIAL).lastNotified().isPartial();
 * assertThat(listener).about(service).hasReceived(LeaseExpired.class).hasSize(1);
 * }</pre>
 *
 * <p>{@link io.github.esrpcluster.testkit.assertions.ClusterAssertions} inherits AssertJ's own
 * {@code Assertions}, so both may be imported statically into one test, in any form. A method that
 * verifies something throws {@link java.lang.AssertionError} if that is not so. The message is a
 * sentence with the expectation and the finding, followed by details: the members with their
 * states, the notifications, the events.
 *
 * <p>Names of nodes may be {@linkplain io.github.esrpcluster.testkit.Nodes short}. Arguments must
 * not be null; a null under test fails the assertion. Assertions are not thread-safe.
 */
@NullMarked
package io.github.esrpcluster.testkit.assertions;

import org.jspecify.annotations.NullMarked;
