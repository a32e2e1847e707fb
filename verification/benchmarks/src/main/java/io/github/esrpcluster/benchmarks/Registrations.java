package io.github.esrpcluster.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * A manager starts and takes the registrations of all nodes again: the time, and the heap for each
 * registration. Identifiers and contacts are created before, and not counted.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Registrations {
  @Param("ESRP")
  public Contender contender;

  @Param("1000x100")
  public String shape;

  private Shape size;
  private Names names;
  private long before;
  private Fixture fixture;

  /** A second result of JMH. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class HeapBytes {
    public double perRegistration;
  }

  @Setup(Level.Iteration)
  public void name() {
    size = Shape.of(shape);
    names = new Names(size);
    before = Heap.used();
  }

  @Benchmark
  public void restart() {
    fixture = contender.fixture(size, names);
  }

  @Benchmark
  public void heap(HeapBytes bytes) {
    fixture = contender.fixture(size, names);
    bytes.perRegistration = (double) (Heap.used() - before) / size.nodes();
  }

  @TearDown(Level.Iteration)
  public void close() throws Exception {
    fixture.close();
    fixture = null;
  }
}
