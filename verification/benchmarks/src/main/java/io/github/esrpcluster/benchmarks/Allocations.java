package io.github.esrpcluster.benchmarks;

import com.sun.management.ThreadMXBean;
import io.github.esrpcluster.core.InMemoryClusterManager;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
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
 * The bytes that each operation allocates. Publishers run on the measured thread, so that each
 * status is sent: on threads of their own they would skip more of them on a busy machine. The
 * compiler does not run in the background, so that the same operations are compiled each time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Allocations {
  private static final int WARM_UP = 1_000_000;
  private static final int MEASURED = 200_000;

  @Param("ESRP")
  public Contender contender;

  @Param("1000x10")
  public String shape;

  private Fixture fixture;
  private int[] order;

  /** Runs tasks on the calling thread once the manager is built, which refuses such an executor. */
  private static final class InlineExecutor implements Executor {
    private boolean inline;

    @Override
    public void execute(Runnable task) {
      if (inline) {
        task.run();
      } else {
        Daemons.thread(task).start();
      }
    }
  }

  /** Second results of JMH, in bytes for one operation. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class AllocatedBytes {
    public double renewal;
    public double readStatus;
    public double route;
    public double statusChange;
    public double registerRelease;
  }

  @Setup
  public void build() {
    Shape size = Shape.of(shape);
    Names names = new Names(size);
    order = Operations.shuffled(size.nodes());
    fixture = contender == Contender.ESRP ? inline(size, names) : contender.fixture(size, names);
  }

  private static Fixture inline(Shape size, Names names) {
    InlineExecutor executor = new InlineExecutor();
    Fixture built =
        new EsrpFixture(size, names, InMemoryClusterManager.builder().executor(executor));
    executor.inline = true;
    return built;
  }

  @TearDown
  public void close() throws Exception {
    fixture.close();
  }

  @Benchmark
  public void allocations(AllocatedBytes bytes) {
    bytes.renewal = measure(fixture::renewal);
    bytes.readStatus = measure(node -> fixture.read(fixture.shape.serviceOf(node)));
    bytes.route = measure(node -> fixture.route(fixture.shape.serviceOf(node)));
    bytes.statusChange = measure(fixture::change);
    bytes.registerRelease = measure(fixture::releaseAndRegister);
  }

  private double measure(IntConsumer operation) {
    repeat(operation, WARM_UP);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    repeat(operation, MEASURED);
    return (double) (threads.getCurrentThreadAllocatedBytes() - before) / MEASURED;
  }

  private void repeat(IntConsumer operation, int times) {
    for (int n = 0; n < times; n++) {
      operation.accept(order[n % order.length]);
    }
  }
}
