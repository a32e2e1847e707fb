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
 * One upstream entity takes ten seconds for each message, or none does: the time until the other
 * entity has a status while one thread reports for 1,000 services as fast as it can, and the heap
 * that a million reports leave behind.
 */
@State(Scope.Benchmark)
public class SleepingPublisher {
  private static final int REPORTS = 1_000_000;

  @Param({"false", "true"})
  public boolean asleep;

  private final Shape shape = new Shape(1000, 10);
  private final Probe probe = new Probe(1);
  private EsrpFixture world;
  private volatile boolean loaded;
  private volatile boolean over;

  @Setup
  public void build() {
    InMemoryClusterManagerBuilder builder = InMemoryClusterManager.builder().publisher(probe);
    if (asleep) {
      builder.publisher(SleepingPublisher::sleep);
    }
    world = new EsrpFixture(shape, new Names(shape), builder);
    probe.join(world.manager());
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
    world.close();
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public void otherPublisher() {
    if (!loaded) {
      loaded = true;
      Daemons.thread(this::load).start();
    }
    probe.reportTo(world.manager());
  }

  private void load() {
    for (int node = 0; !over; node = (node + 1) % shape.nodes()) {
      world.change(node);
    }
  }

  /** Shown by JMH as a second result. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Growth {
    public double heapRatio;
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public void heap(Growth growth) {
    changeAll(REPORTS / 10); // what is made once is there
    long before = Heap.used();
    changeAll(REPORTS);
    growth.heapRatio = (double) Heap.used() / before;
  }

  private void changeAll(int reports) {
    for (int n = 0; n < reports; n++) {
      world.change(n % shape.nodes());
    }
  }
}
