package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RegistrationRefusedException;
import io.github.esrpcluster.core.EventRecords.RegistrationRefusedEvent;
import org.jspecify.annotations.Nullable;

/**
 * The condition under which a registration is applied, checked with the lock held that guards the
 * membership.
 *
 * @param anyMembership whether it does not matter which membership the node has
 * @param decidedFor otherwise the only one for which the admission was decided; null for none
 * @param epoch the epoch that the caller expects; {@link #ANY_EPOCH} if it expects none
 */
record MemberCondition(boolean anyMembership, @Nullable MemberEntry decidedFor, long epoch) {
  static final long ANY_EPOCH = -1;

  static final MemberCondition NONE = new MemberCondition(true, null, ANY_EPOCH);

  /** Returns whether the admission was decided for this membership. */
  @SuppressWarnings("ReferenceEquality") // this very entry
  boolean isFor(@Nullable MemberEntry known) {
    return anyMembership || decidedFor == known;
  }

  boolean expects(long known) {
    return epoch == ANY_EPOCH || epoch == known;
  }

  /** Counts a refusal and fires its event; returns the exception to throw. */
  static RegistrationRefusedException refused(
      ManagerContext context,
      Registration asked,
      RegistrationRefusedException.RegistrationRefusal refusal,
      String reason) {
    context.counters.registrationsRefused.increment();
    context.events.alert(at -> new RegistrationRefusedEvent(at, asked, refusal, reason));
    return new RegistrationRefusedException(asked, refusal, reason);
  }
}
