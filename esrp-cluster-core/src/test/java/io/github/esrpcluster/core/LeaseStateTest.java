package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The clock may have any value, also near its largest; deadlines are decades apart at most. */
class LeaseStateTest {
  private static final long YEARS_70 = 70L * 365 * 24 * 3600 * 1_000_000_000L;

  @Property
  void time_left_is_exact_for_any_clock_value(
      @ForAll long now, @ForAll @LongRange(min = -YEARS_70, max = YEARS_70) long left) {
    assertThat(LeaseState.left(LeaseState.until(now + left), now)).isEqualTo(left);
  }

  @Property
  void flags_change_no_deadline(
      @ForAll long now, @ForAll @LongRange(min = -YEARS_70, max = YEARS_70) long left) {
    long lease = LeaseState.until(now + left);
    long expired = LeaseState.expired(lease);
    long ended = LeaseState.ended(expired);
    assertThat(LeaseState.left(expired, now)).isEqualTo(left);
    assertThat(LeaseState.left(ended, now)).isEqualTo(left);
    assertThat(LeaseState.recovered(expired)).isEqualTo(lease);
  }

  @Property
  void renewal_never_moves_the_deadline_back(
      @ForAll long now,
      @ForAll @LongRange(min = -YEARS_70 / 2, max = YEARS_70 / 2) long first,
      @ForAll @LongRange(min = -YEARS_70 / 2, max = YEARS_70 / 2) long second) {
    long lease = LeaseState.expired(LeaseState.until(now + first));
    long raised = LeaseState.raised(lease, now + second);
    assertThat(LeaseState.left(raised, now)).isEqualTo(Math.max(first, second));
    assertThat(LeaseState.isExpired(raised)).as("still expired").isTrue();
  }

  @Property
  void extension_moves_the_deadline_by_its_length(
      @ForAll long now,
      @ForAll @LongRange(min = 0, max = YEARS_70 / 2) long left,
      @ForAll @LongRange(min = 0, max = YEARS_70 / 2) long by) {
    long extended = LeaseState.extended(LeaseState.until(now + left), by);
    assertThat(LeaseState.left(extended, now)).isEqualTo(left + by);
    assertThat(LeaseState.isOpen(extended)).isTrue();
  }

  @Test
  void lease_is_open_until_it_is_expired_or_ended() {
    long lease = LeaseState.until(TimeUnit.SECONDS.toNanos(60));
    assertThat(LeaseState.isOpen(lease)).isTrue();
    assertThat(LeaseState.isOpen(LeaseState.expired(lease))).isFalse();
    assertThat(LeaseState.isOpen(LeaseState.ended(lease))).isFalse();
    assertThat(LeaseState.isOpen(LeaseState.recovered(LeaseState.expired(lease)))).isTrue();
    assertThat(LeaseState.isEnded(LeaseState.recovered(LeaseState.ended(lease))))
        .as("an epoch that has ended never comes back")
        .isTrue();
    assertThat(LeaseState.isExpired(LeaseState.ended(lease))).isFalse();
  }
}
