/**
 * Assertions in the words of the domain, for AssertJ.
 *
 * <pre>{@code
 * import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
 *
 * assertThat(policy.evaluate(view)).isPartial().hasReasonContaining("2 of 3");
 * assertThat(cluster.view(service).orElseThrow()).hasMember("esrp3").isExpired();
 * assertThat(cluster.route(service)).isRoutedTo("esrp1").asLastResort();
 * assertThat(upstream).about(service).hasNotified(NORMAL, PARTIAL).lastNotified().isPartial();
 * assertThat(listener).about(service).hasTold(LeaseExpired.class).hasSize(1);
 * }</pre>
 *
 * <p>{@link io.github.esrpcluster.testkit.assertions.ClusterAssertions} stands beside AssertJ's own
 * {@code Assertions}: both may be imported statically into one test. A failure says in a sentence
 * what was expected and what was found, and below it what belongs to it: the members with their
 * states, the messages transmitted, the events told.
 *
 * <p>Names of nodes may be {@linkplain io.github.esrpcluster.testkit.Nodes short}. No method takes
 * a null; what is judged may be null, and fails then. Assertions are for the thread of the test.
 */
@NullMarked
package io.github.esrpcluster.testkit.assertions;

import org.jspecify.annotations.NullMarked;
