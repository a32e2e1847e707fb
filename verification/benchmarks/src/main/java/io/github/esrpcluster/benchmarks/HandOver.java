package io.github.esrpcluster.benchmarks;

import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.core.InMemoryClusterManagerBuilder;
import io.github.esrpcluster.policies.StatusPolicies;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The time from a report until every publisher has been called with the new status, beside the bare
 * hand-over of as many tasks to an executor of the same kind. One report at a time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandOver {
  @Param("1")
  public int publishers;

  private final ExecutorService threads = Executors.newCachedThreadPool(Daemons::thread);
  private final AtomicInteger arrived = new AtomicInteger();
  private Probe probe;
  private InMemoryClusterManager manager;

  @Setup
  public void build() {
    probe = new Probe(publishers);
    InMemoryClusterManagerBuilder builder =
        InMemoryClusterManager.builder().statusPolicy(StatusPolicies.majority());
    for (int n = 0; n < publishers; n++) {
      builder.publisher(probe, EsrpFixture.unlimited("probe-" + n));
    }
    manager = builder.build();
    probe.join(manager);
  }

  @TearDown
  public void close() {
    manager.close();
    threads.shutdownNow();
  }

  @Benchmark
  public void reportToPublisher() {
    probe.reportTo(manager);
  }

  @Benchmark
  public void bareHandOver() {
    arrived.set(0);
    for (int n = 0; n < publishers; n++) {
      threads.execute(arrived::incrementAndGet);
    }
    while (arrived.get() < publishers) {
      Thread.yield(); // the machine may have no other core to spare
    }
  }
}
