package io.github.esrpcluster.benchmarks;

import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * All leases run out at once: the time until the status of every service has been transmitted. The
 * leases run in virtual time; what is measured, threads and all, is real.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LeaseStorm {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration SWEEP = Duration.ofSeconds(1);

  @Param("ESRP")
  public Contender contender;

  @Param("1000x100")
  public String shape;

  private final ExecutorService threads = Executors.newCachedThreadPool(Daemons::thread);
  private final VirtualTime time = new VirtualTime();
  private Fixture world;

  @Setup(Level.Iteration)
  public void register() {
    Shape size = Shape.of(shape);
    Names names = new Names(size);
    world = contender == Contender.ESRP ? inVirtualTime(size, names) : contender.world(size, names);
    time.advance(LEASE.minusMillis(1));
  }

  private Fixture inVirtualTime(Shape size, Names names) {
    return new EsrpFixture(
        size,
        names,
        InMemoryClusterManager.builder()
            .leases(LEASE, LEASE, LEASE)
            .sweepInterval(SWEEP)
            .timeSource(time)
            .scheduler(time)
            .executor(threads));
  }

  @TearDown(Level.Iteration)
  public void close() throws Exception {
    world.close();
  }

  @Benchmark
  public void leaseStorm() {
    if (world instanceof EsrpFixture ours) {
      long expected = ours.transmitted() + ours.shape.services();
      time.advance(SWEEP);
      while (ours.transmitted() < expected) {
        Thread.onSpinWait();
      }
    } else if (world instanceof NaiveBaselineFixture theirs) {
      theirs.stormThrough();
    } else if (world instanceof EurekaFixture theirs) {
      theirs.stormThrough();
    }
  }
}
