/**
 * Provides tools for tests of code that uses or extends esrp-cluster.
 *
 * <p>Start with {@link io.github.esrpcluster.testkit.ClusterViewBuilder} to test a policy, and with
 * {@link io.github.esrpcluster.testkit.VirtualTime} to test code that uses a manager. To check that
 * a policy or publisher keeps its rules, extend a class of {@link
 * io.github.esrpcluster.testkit.contract}.
 *
 * <p><b>A whole manager in virtual time.</b> {@link io.github.esrpcluster.testkit.VirtualTime} is
 * the clock, the executor and the scheduler of the manager. All tasks run on the thread of the
 * test, and only when the test lets time pass:
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * RecordingPublisher publisher = RecordingPublisher.failing(2);
 * ClusterManager cluster = InMemoryClusterManager.builder()
 *     .statusPolicy(policy)
 *     .timeSource(time).executor(time).scheduler(time)
 *     .publisher(publisher)
 *     .build();
 * ...
 * time.settle();                            // runs what is due now
 * time.advance(Duration.ofSeconds(30));     // leases expire and retries run, each at its time
 * assertThat(publisher.last(service).state()).isEqualTo(ServiceState.DOWN);
 * }</pre>
 *
 * <p>{@link io.github.esrpcluster.testkit.VirtualTime#stall} suspends the manager, {@link
 * io.github.esrpcluster.testkit.VirtualTime#stepWallClock} changes the time of day, and {@link
 * io.github.esrpcluster.testkit.VirtualTime#pending} is zero if no task is left. {@link
 * io.github.esrpcluster.testkit.RecordingPublisher} records the notifications and fails in every
 * way of {@link io.github.esrpcluster.testkit.PublisherBehaviors}; {@link
 * io.github.esrpcluster.testkit.RecordingListener} records the events.
 *
 * <p><b>A policy, without a manager.</b> A policy is a pure function, so its test needs only a
 * view; {@link io.github.esrpcluster.testkit.ClusterViewBuilder} builds any:
 *
 * <pre>{@code
 * ClusterView view = ClusterViewBuilder.of("sip:esrp.example.org").normal(2).down(1).build();
 * assertThat(policy.evaluate(view)).isNormal();
 * }</pre>
 *
 * <p>The assertion is one of {@link io.github.esrpcluster.testkit.assertions}. Write a test of many
 * steps as a {@link io.github.esrpcluster.testkit.scenario.Scenario}. Names of nodes may be short
 * everywhere: see {@link io.github.esrpcluster.testkit.Nodes}. The test kit needs no test engine:
 * it works in tests of JUnit, in properties of jqwik and in any other program.
 *
 * <p>No argument may be null. No method returns null, except a publisher with the behavior {@link
 * io.github.esrpcluster.testkit.PublisherBehaviors#returningNull()}.
 */
@NullMarked
package io.github.esrpcluster.testkit;

import org.jspecify.annotations.NullMarked;
