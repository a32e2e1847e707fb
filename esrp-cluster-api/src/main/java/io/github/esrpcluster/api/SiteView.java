package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Texts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The view of one site. The members are selected only when a caller asks for them. */
final class SiteView implements ClusterView {
  private final ClusterView whole;
  private final Optional<String> site;

  SiteView(ClusterView whole, Optional<String> site) {
    this.whole = whole;
    this.site = Objects.requireNonNull(site, "site");
  }

  @Override
  public ServiceId service() {
    return whole.service();
  }

  @Override
  public List<Member> members() {
    return whole.members().stream().filter(m -> m.site().equals(site)).toList();
  }

  @Override
  public Tally tally() {
    return whole.sites().getOrDefault(site, Tally.empty());
  }

  @Override
  public Map<Optional<String>, Tally> sites() {
    Tally tally = tally();
    return tally.isEmpty() ? Map.of() : Map.of(site, tally);
  }

  @Override
  public Optional<Verdict> previous() {
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "ClusterView["
        + service()
        + site.map(name -> " site " + Texts.quote(name)).orElse(" without a site")
        + " "
        + tally()
        + "]";
  }
}
