package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The clock may stand anywhere, also at the end of its numbers; what is told apart is decades. */
class LeaseWordTest {
  private static final long YEARS_70 = 70L * 365 * 24 * 3600 * 1_000_000_000L;

  @Property
  void it_runs_out_at_its_very_deadline_wherever_the_clock_stands(
      @ForAll long now, @ForAll @LongRange(min = -YEARS_70, max = YEARS_70) long left) {
    assertThat(LeaseWord.left(LeaseWord.until(now + left), now)).isEqualTo(left);
  }

  @Property
  void what_was_found_changes_no_deadline(
      @ForAll long now, @ForAll @LongRange(min = -YEARS_70, max = YEARS_70) long left) {
    long lease = LeaseWord.until(now + left);
    long expired = LeaseWord.expired(lease);
    long ended = LeaseWord.ended(expired);
    assertThat(LeaseWord.left(expired, now)).isEqualTo(left);
    assertThat(LeaseWord.left(ended, now)).isEqualTo(left);
    assertThat(LeaseWord.revived(expired)).isEqualTo(lease);
  }

  @Property
  void a_sign_of_life_never_sets_it_back(
      @ForAll long now,
      @ForAll @LongRange(min = -YEARS_70 / 2, max = YEARS_70 / 2) long first,
      @ForAll @LongRange(min = -YEARS_70 / 2, max = YEARS_70 / 2) long second) {
    long lease = LeaseWord.expired(LeaseWord.until(now + first));
    long raised = LeaseWord.raised(lease, now + second);
    assertThat(LeaseWord.left(raised, now)).isEqualTo(Math.max(first, second));
    assertThat(LeaseWord.isExpired(raised)).as("still expired").isTrue();
  }

  @Property
  void forgiveness_lets_it_run_longer_by_as_much(
      @ForAll long now,
      @ForAll @LongRange(min = 0, max = YEARS_70 / 2) long left,
      @ForAll @LongRange(min = 0, max = YEARS_70 / 2) long by) {
    long extended = LeaseWord.extended(LeaseWord.until(now + left), by);
    assertThat(LeaseWord.left(extended, now)).isEqualTo(left + by);
    assertThat(LeaseWord.isOpen(extended)).isTrue();
  }

  @Test
  void it_is_open_until_it_is_found_expired_or_ended() {
    long lease = LeaseWord.until(TimeUnit.SECONDS.toNanos(60));
    assertThat(LeaseWord.isOpen(lease)).isTrue();
    assertThat(LeaseWord.isOpen(LeaseWord.expired(lease))).isFalse();
    assertThat(LeaseWord.isOpen(LeaseWord.ended(lease))).isFalse();
    assertThat(LeaseWord.isOpen(LeaseWord.revived(LeaseWord.expired(lease)))).isTrue();
    assertThat(LeaseWord.isEnded(LeaseWord.revived(LeaseWord.ended(lease))))
        .as("an epoch that is over never comes back")
        .isTrue();
    assertThat(LeaseWord.isExpired(LeaseWord.ended(lease))).isFalse();
  }
}
