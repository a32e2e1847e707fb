package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * Checks that a policy does not keep the candidates and keys of earlier calls: each change of a
 * cluster makes new candidates, and each caller brings a new key.
 */
final class MemoryCheck {
  private static final int SNAPSHOTS = 1_000;

  /** Enough for a policy that remembers the newest ones, and far fewer than all. */
  private static final int MAX_KEPT = SNAPSHOTS / 2;

  private static final int MAX_COLLECTIONS = 4;

  private final PickRunner runner;
  private final Map<String, List<WeakReference<Object>>> past = new LinkedHashMap<>();

  MemoryCheck(PickRunner runner) {
    this.runner = runner;
  }

  void check() {
    for (int number = 0; number < SNAPSHOTS; number++) {
      pickAndTrack(CandidateSets.fresh(number), "key " + number);
    }
    WeakReference<Object> unused = new WeakReference<>(new Object());
    for (int collection = 0; collection < MAX_COLLECTIONS && mostKept() > MAX_KEPT; collection++) {
      System.gc();
      pick(Candidates.of(CandidateSets.alike(2)), "last"); // a cache with weak keys drops entries
    }
    if (mostKept() > MAX_KEPT && !unused.refersTo(null)) {
      Assumptions.abort("the garbage collector does not run on request: use another one");
    }
    past.forEach(MemoryCheck::requireFew);
  }

  private void pick(Candidates candidates, String key) {
    runner.pick(candidates, RoutingRequest.any());
    runner.pick(candidates, RoutingRequest.ofKey(key));
  }

  private void pickAndTrack(List<Member> members, String key) {
    Candidates candidates = Candidates.of(members);
    pick(candidates, key);
    track("candidates", candidates);
    track("members", members.get(0));
    track("node ids", members.get(0).node());
    track("names of nodes", members.get(0).node().toString());
    track("keys", key);
  }

  private void track(String kind, Object used) {
    past.computeIfAbsent(kind, each -> new ArrayList<>()).add(new WeakReference<>(used));
  }

  private long mostKept() {
    return past.values().stream().mapToLong(MemoryCheck::kept).max().orElse(0);
  }

  private static long kept(List<WeakReference<Object>> references) {
    return references.stream().filter(reference -> !reference.refersTo(null)).count();
  }

  private static void requireFew(String kind, List<WeakReference<Object>> references) {
    long kept = kept(references);
    if (kept > MAX_KEPT) {
      fail(
          "a policy keeps nothing of earlier calls, but after %d picks among new candidates it keeps"
              + " %d of their %s",
          references.size(), kept, kind);
    }
  }
}
