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
 * A lease that is renewed without a lock and found to have run out under one: each interleaving has
 * the outcome of some order of the same calls. So no renewal that was granted is lost to an expiry
 * unnoticed, and the deadline never goes back.
 */
@Param(name = "now", gen = IntGen.class, conf = "10:15")
public class LeaseLincheckTest {
  /** Lincheck makes a new one for each run. */
  public LeaseLincheckTest() {}

  private static final long LEASE = 10;

  private final Object lock = new Object();
  private final MemberEntry record = new MemberEntry(null, facts(), 1, LEASE, 0);

  private final AtomicLong heard = new AtomicLong();

  private static Registration facts() {
    return Registration.builder(Rig.SERVICE, NodeId.of("esrp1.state.pa.us")).build();
  }

  /** As {@code ServiceCluster.renew}: the short way, or a revival under the lock. */
  @Operation
  public String renew(@Param(name = "now") int now) {
    heard.accumulateAndGet(now, Math::max);
    if (record.renew(now)) {
      return "renewed";
    }
    synchronized (lock) {
      boolean expired = record.expired();
      record.revive(now);
      return expired ? "revived" : "renewed";
    }
  }

  /** As the sweep does it. */
  @Operation
  public boolean expire(@Param(name = "now") int now) {
    synchronized (lock) {
      return record.expire(now);
    }
  }

  /** It is the latest sign of life that counts, in whatever order they were written down. */
  @Validate
  public void the_deadline_was_never_set_back() {
    if (record.left(heard.get()) != LEASE) {
      throw new AssertionError(record.left(heard.get()) + " left of a renewal at " + heard);
    }
  }

  @Test
  void under_stress() {
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
  void in_every_interleaving() {
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
