/**
 * For tests of code that uses or extends esrp-cluster.
 *
 * <p><b>A whole manager in virtual time.</b> {@link io.github.esrpcluster.testkit.VirtualTime} is
 * its clock, its executor and its scheduler; everything runs on the thread of the test, and nothing
 * before the test says so:
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * RecordingPublisher upstream = RecordingPublisher.failing(2);
 * ClusterManager cluster = InMemoryClusterManager.builder()
 *     .timeSource(time).executor(time).scheduler(time)
 *     .publisher(upstream)
 *     .build();
 * ...
 * time.settle();                            // what is due now
 * time.advance(Duration.ofSeconds(30));     // leases run out, retries come, each at its time
 * assertThat(upstream.last(service).state()).isEqualTo(ServiceState.DOWN);
 * }</pre>
 *
 * <p>{@link io.github.esrpcluster.testkit.VirtualTime#stall} makes the manager oversleep, {@link
 * io.github.esrpcluster.testkit.VirtualTime#stepWallClock} moves the time of day under its feet,
 * and {@link io.github.esrpcluster.testkit.VirtualTime#pending} is zero when nothing was left
 * behind. {@link io.github.esrpcluster.testkit.RecordingPublisher} is the upstream entity, which
 * behaves as badly as {@link io.github.esrpcluster.testkit.PublisherBehaviors} can; {@link
 * io.github.esrpcluster.testkit.RecordingListener} keeps the events.
 *
 * <p><b>A policy, without a manager.</b> A policy is a pure function, so its test needs a view and
 * nothing else; {@link io.github.esrpcluster.testkit.ClusterViewBuilder} makes any:
 *
 * <pre>{@code
 * ClusterView view = ClusterViewBuilder.of("sip:esrp.example.org").normal(2).down(1).build();
 * assertThat(policy.evaluate(view)).isNormal();
 * }</pre>
 *
 * <p>That assertion is one of {@link io.github.esrpcluster.testkit.assertions}. A story of many
 * steps reads best as a {@link io.github.esrpcluster.testkit.scenario.Scenario}. Names of nodes may
 * be short everywhere: see {@link io.github.esrpcluster.testkit.Nodes}. The kit needs no test
 * engine of its own: it serves in tests of JUnit, in properties of jqwik, in any program.
 */
@NullMarked
package io.github.esrpcluster.testkit;

import org.jspecify.annotations.NullMarked;
