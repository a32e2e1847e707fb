package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** Two services change the memberships of one node, each under its own lock; any thread reads. */
public class MemberIndexLincheckTest {
  /** Lincheck makes a new one for each run. */
  public MemberIndexLincheckTest() {}

  private final MemberIndex index = new MemberIndex();
  private final Object here = new Object();
  private final Object there = new Object();
  private final AtomicLong hereEpochs = new AtomicLong();
  private final AtomicLong thereEpochs = new AtomicLong();

  private static MemberEntry entry(ServiceId service, long epoch) {
    return new MemberEntry(
        MemberEntryTest.NO_OWNER, Registration.builder(service, Rig.node(1)).build(), epoch, 1, 0);
  }

  @Operation
  public void joinHere() {
    synchronized (here) {
      index.put(entry(Rig.SERVICE, hereEpochs.incrementAndGet()));
    }
  }

  @Operation
  public void leaveHere() {
    synchronized (here) {
      index.remove(entry(Rig.SERVICE, 0));
    }
  }

  @Operation
  public void joinThere() {
    synchronized (there) {
      index.put(entry(Rig.OTHER, thereEpochs.incrementAndGet()));
    }
  }

  @Operation
  public void leaveThere() {
    synchronized (there) {
      index.remove(entry(Rig.OTHER, 0));
    }
  }

  @Operation
  public long epochHere() {
    MemberEntry found = index.find(Rig.SERVICE, Rig.node(1));
    return found == null ? -1 : found.epoch;
  }

  @Operation
  public long epochThere() {
    MemberEntry found = index.find(Rig.OTHER, Rig.node(1));
    return found == null ? -1 : found.epoch;
  }

  @Operation
  public boolean isMember() {
    return !index.of(Rig.node(1)).isEmpty();
  }

  @Test
  void index_is_linearizable_under_stress() {
    new StressOptions()
        .iterations(5)
        .invocationsPerIteration(300)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(0)
        .actorsAfter(2)
        .check(MemberIndexLincheckTest.class);
  }

  @Test
  void index_is_linearizable_in_every_interleaving() {
    new ModelCheckingOptions()
        .iterations(5)
        .invocationsPerIteration(150)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(2)
        .check(MemberIndexLincheckTest.class);
  }
}
