package io.github.esrpcluster.benchmarks;

import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.core.InMemoryClusterManagerBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * One of two publishers takes 10 s for each notification, or none does: the time until the other
 * publisher is called while one thread reports for 1,000 services as fast as it can, and the heap
 * in use after a million reports.
 */
@State(Scope.Benchmark)
public class SleepingPublisher {
  private static final int REPORTS = 1_000_000;

  @Param({"false", "true"})
  public boolean asleep;

  private final Shape shape = new Shape(1000, 10);
  private final Probe probe = new Probe(1);
  private EsrpFixture fixture;
  private volatile boolean loaded;
  private volatile boolean over;

  @Setup
  public void build() {
    InMemoryClusterManagerBuilder builder =
        InMemoryClusterManager.builder().publisher(probe, EsrpFixture.unlimited("probe"));
    if (asleep) {
      builder.publisher(SleepingPublisher::sleep, EsrpFixture.unlimited("sleeper"));
    }
    fixture = new EsrpFixture(shape, new Names(shape), builder);
    probe.join(fixture.manager());
  }

  private static CompletionStage<Void> sleep(ServiceStatus status) {
    try {
      Thread.sleep(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return CompletableFuture.completedFuture(null);
  }

  @TearDown
  public void close() {
    over = true;
    fixture.close();
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public void otherPublisher() {
    if (!loaded) {
      loaded = true;
      Daemons.thread(this::load).start();
    }
    probe.reportTo(fixture.manager());
  }

  private void load() {
    for (int node = 0; !over; node = (node + 1) % shape.nodes()) {
      fixture.change(node);
    }
  }

  /** A second result of JMH. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Growth {
    public double heapRatio;
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public void heap(Growth growth) {
    changeAll(REPORTS / 10); // so that all objects that are created once exist
    long before = Heap.used();
    changeAll(REPORTS);
    growth.heapRatio = (double) Heap.used() / before;
  }

  private void changeAll(int reports) {
    for (int n = 0; n < reports; n++) {
      fixture.change(n % shape.nodes());
    }
  }
}
