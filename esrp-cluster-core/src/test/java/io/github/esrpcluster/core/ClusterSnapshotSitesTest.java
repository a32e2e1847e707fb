package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.internal.CountedTally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The tallies by site, compared with those of a fresh count. */
class ClusterSnapshotSitesTest {
  private static final List<ElementState> STATES =
      List.of(ElementState.NORMAL, ElementState.DOWN, ElementState.OVERLOADED);

  private final List<MemberSnapshot> members = new ArrayList<>();
  private ClusterSnapshotSites sites = ClusterSnapshotSites.none();

  private static MemberSnapshot member(int node, Random random, int siteCount) {
    Registration.Builder terms = Rig.registration(node).weight(1 + random.nextInt(3));
    int site = random.nextInt(siteCount + 1);
    Registration registration = site == 0 ? terms.build() : terms.site("site" + site).build();
    return inSomeState(registration, random);
  }

  private static MemberSnapshot inSomeState(Registration registration, Random random) {
    ElementState state = STATES.get(random.nextInt(STATES.size()));
    MemberEntry entry = new MemberEntry(null, registration, 1, 1, 0);
    return MemberSnapshot.reporting(entry, NodeStatus.of(entry.node(), state));
  }

  @Property(tries = 300)
  void each_site_counts_its_members_after_any_changes(
      @ForAll @IntRange(max = 3) int siteCount, @ForAll long seed) {
    members.clear();
    sites = ClusterSnapshotSites.none();
    Random random = new Random(seed);
    for (int step = 0; step < 40; step++) {
      CountedTally before = CountedTally.of(members);
      MemberSnapshot out = null;
      MemberSnapshot in = null;
      int kind = random.nextInt(4);
      if (kind == 0 || members.isEmpty()) {
        in = member(step, random, siteCount);
      } else {
        out = members.remove(random.nextInt(members.size()));
        if (kind == 1) {
          in = inSomeState(out.registration(), random); // the same one in another state
        } else if (kind == 2) {
          in = member(step, random, siteCount); // another one in its place
        }
      }
      if (in != null) {
        members.add(in);
      }
      CountedTally after = ClusterSnapshotSites.moved(before, out, in);
      assertThat(after).isEqualTo(Tally.of(members));
      sites = sites.changed(out, in, before, after);
      assertThat(sites.tallies(after)).isEqualTo(counted());
    }
  }

  private Map<Optional<String>, Tally> counted() {
    Map<Optional<String>, List<Member>> bySite = new HashMap<>();
    members.forEach(
        member -> bySite.computeIfAbsent(member.site(), name -> new ArrayList<>()).add(member));
    Map<Optional<String>, Tally> tallies = new HashMap<>();
    bySite.forEach((site, each) -> tallies.put(site, Tally.of(each)));
    return tallies;
  }
}
