package io.github.esrpcluster.core;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.Registration;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * A lease is renewed without a lock while its expiry is recorded under one: each interleaving has
 * the outcome of some order of the same calls. So no renewal that was granted is lost to an expiry,
 * and the deadline never moves back.
 */
@Param(name = "now", gen = IntGen.class, conf = "10:15")
public class LeaseLincheckTest {
  /** Lincheck makes a new one for each run. */
  public LeaseLincheckTest() {}

  private static final long LEASE = 10;

  private final Object lock = new Object();
  private final MemberEntry entry = new MemberEntry(MemberEntryTest.NO_OWNER, terms(), 1, LEASE, 0);

  private final AtomicLong lastContact = new AtomicLong();

  private static Registration terms() {
    return Registration.builder(Rig.SERVICE, NodeId.of("esrp1.state.pa.us")).build();
  }

  /** As {@code ServiceCluster.renew}: without the lock, or a recovery under it. */
  @Operation
  public String renew(@Param(name = "now") int now) {
    lastContact.accumulateAndGet(now, Math::max);
    if (entry.renew(now)) {
      return "renewed";
    }
    synchronized (lock) {
      if (entry.renew(now)) {
        return "renewed";
      }
      entry.lease = entry.recovered(now);
      return "recovered";
    }
  }

  /** As the sweep does it. */
  @Operation
  public boolean expire(@Param(name = "now") int now) {
    synchronized (lock) {
      return entry.expire(now);
    }
  }

  /** As an observer that lost contact does it. */
  @Operation
  public void expireEarly() {
    synchronized (lock) {
      entry.expireEarly();
    }
  }

  /** The latest renewal counts, in whatever order they were recorded. */
  @Validate
  public void deadline_never_moved_back() {
    if (entry.left(lastContact.get()) != LEASE) {
      throw new AssertionError(
          entry.left(lastContact.get()) + " left of a renewal at " + lastContact);
    }
  }

  @Test
  void lease_is_linearizable_under_stress() {
    new StressOptions()
        .iterations(5)
        .invocationsPerIteration(300)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(LeaseLincheckTest.class);
  }

  @Test
  void lease_is_linearizable_in_every_interleaving() {
    new ModelCheckingOptions()
        .iterations(5)
        .invocationsPerIteration(150)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(LeaseLincheckTest.class);
  }
}
