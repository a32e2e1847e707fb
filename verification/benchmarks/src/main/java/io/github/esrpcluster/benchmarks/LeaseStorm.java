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
 * All leases expire at once: the time until the status of every service has been published. The
 * leases run in virtual time; the threads and the measured time are real.
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
  private Fixture fixture;

  @Setup(Level.Iteration)
  public void register() {
    Shape size = Shape.of(shape);
    Names names = new Names(size);
    fixture =
        contender == Contender.ESRP ? inVirtualTime(size, names) : contender.fixture(size, names);
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
    fixture.close();
  }

  @Benchmark
  public void leaseStorm() {
    if (fixture instanceof EsrpFixture ours) {
      long expected = ours.notified() + ours.shape.services();
      time.advance(SWEEP);
      while (ours.notified() < expected) {
        Thread.onSpinWait();
      }
    } else if (fixture instanceof NaiveBaselineFixture theirs) {
      theirs.expireAll();
    } else if (fixture instanceof EurekaFixture theirs) {
      theirs.expireAll();
    }
  }
}
