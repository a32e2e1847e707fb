package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ServiceId;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The memberships of one node: in one service, as nearly always, in several, or in none. A single
 * membership is its own index entry, so that no more is kept for each node than needed.
 *
 * <p>Read by any thread; {@link MemberIndex} lets one thread at a time change the entry of a node.
 */
sealed interface MemberIndexEntry
    permits MemberEntry, MemberIndexEntry.Several, MemberIndexEntry.None {
  /**
   * Returns the memberships, each in another service. Contains each that is present during the
   * whole call.
   */
  List<MemberEntry> all();

  @Nullable MemberEntry in(ServiceId service);

  /** Returns the number of memberships; at most one off while they change. */
  int size();

  /** Returns these and one more, which replaces an earlier one of the same service. */
  MemberIndexEntry and(MemberEntry added);

  /** Returns these except the one in that service. */
  MemberIndexEntry without(ServiceId service);

  /** No membership. */
  enum None implements MemberIndexEntry {
    NONE;

    @Override
    public List<MemberEntry> all() {
      return List.of();
    }

    @Override
    public @Nullable MemberEntry in(ServiceId service) {
      return null;
    }

    @Override
    public int size() {
      return 0;
    }

    @Override
    public MemberIndexEntry and(MemberEntry added) {
      return added;
    }

    @Override
    public MemberIndexEntry without(ServiceId service) {
      return this;
    }
  }

  /** Several memberships, two or more: each costs the same, however many there are. */
  final class Several implements MemberIndexEntry {
    private final ConcurrentHashMap<ServiceId, MemberEntry> entries = new ConcurrentHashMap<>(2);

    @Override
    public List<MemberEntry> all() {
      return List.copyOf(entries.values());
    }

    @Override
    public @Nullable MemberEntry in(ServiceId service) {
      return entries.get(service);
    }

    @Override
    public int size() {
      return entries.size();
    }

    @Override
    public Several and(MemberEntry added) {
      entries.put(added.service(), added);
      return this;
    }

    /**
     * Leaves this object as it is unless two or more remain: a reader that still has it finds the
     * memberships as before the call.
     */
    @Override
    public MemberIndexEntry without(ServiceId service) {
      if (entries.size() <= 2) {
        List<MemberEntry> rest =
            entries.values().stream().filter(each -> !each.service().equals(service)).toList();
        if (rest.size() < 2) {
          return rest.isEmpty() ? None.NONE : rest.get(0);
        }
      }
      entries.remove(service);
      return this;
    }
  }
}
