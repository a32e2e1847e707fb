package io.github.esrpcluster.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** The time of one operation, all nodes taken in a random order that is the same for all. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Operations {
  @Param("ESRP")
  public Contender contender;

  @Param("1000x10")
  public String shape;

  private Fixture fixture;
  private int[] order;
  private int[] services;

  @Setup
  public void build() {
    Shape size = Shape.of(shape);
    order = shuffled(size.nodes());
    services = IntStream.of(order).map(size::serviceOf).toArray();
    fixture = contender.fixture(size, new Names(size));
    Heap.used(); // compacts the heap: no garbage lies between the objects
  }

  static int[] shuffled(int count) {
    int[] numbers = IntStream.range(0, count).toArray();
    Random random = new Random(911);
    for (int last = count - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int number = numbers[other];
      numbers[other] = numbers[last];
      numbers[last] = number;
    }
    return numbers;
  }

  @TearDown
  public void close() throws Exception {
    fixture.close();
  }

  /** The nodes that one thread takes, in order. */
  @State(Scope.Thread)
  public static class Walk {
    private int step;
    private int next;
    private int first;

    @Setup
    public void begin(ThreadParams threads) {
      step = threads.getThreadCount();
      first = threads.getThreadIndex();
      next = first;
    }

    int next(int[] order) {
      int now = next;
      next = now + step < order.length ? now + step : first;
      return order[now];
    }
  }

  @Benchmark
  public void renewal(Walk walk) {
    fixture.renewal(walk.next(order));
  }

  @Benchmark
  public void statusChange(Walk walk) {
    fixture.change(walk.next(order));
  }

  @Benchmark
  public Object readStatus(Walk walk) {
    return fixture.read(walk.next(services));
  }

  @Benchmark
  public Object route(Walk walk) {
    return fixture.route(walk.next(services));
  }

  /** The first call after a change also does the work that the change deferred. */
  @Benchmark
  public Object changeAndRoute(Walk walk) {
    int node = walk.next(order);
    fixture.change(node);
    return fixture.route(fixture.shape.serviceOf(node));
  }

  @Benchmark
  public void registerRelease(Walk walk) {
    fixture.releaseAndRegister(walk.next(order));
  }
}
