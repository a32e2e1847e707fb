package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.internal.SipUri;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** The parser accepts exactly the URIs of the grammar: those made by it, and those near by. */
class SipGrammarPropertiesTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.state.pa.us");
  private static final NodeId NODE = NodeId.of("esrp1.state.pa.us");

  private static String contact(String uri) {
    return Registration.builder(SERVICE, NODE).contact(uri).build().contact();
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void uri_of_the_grammar_is_accepted_and_kept(@ForAll("uris") String uri) {
    assertThat(SipGrammar.accepts(uri)).isTrue();
    assertThat(contact(uri)).isEqualTo(uri);
    assertThat(ServiceId.of(uri)).isEqualTo(ServiceId.of(ServiceId.of(uri).toString()));
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void canonical_form_is_stable_and_equal(@ForAll("uris") String uri) {
    SipUri parsed = SipUri.parse(uri);
    assertThat(SipUri.parse(parsed.toString())).isEqualTo(parsed).hasToString(parsed.toString());
    assertThat(SipUri.parse(parsed.key())).extracting(SipUri::key).isEqualTo(parsed.key());
    assertThat(SipGrammar.accepts(parsed.toString())).isTrue();
  }

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void changed_uri_is_accepted_exactly_if_the_grammar_does(@ForAll("changedUris") String uri) {
    boolean legal = SipGrammar.accepts(uri);
    Statistics.label("legal")
        .collect(legal)
        .coverage(
            share -> {
              share.check(true).percentage(p -> p > 10);
              share.check(false).percentage(p -> p > 10);
            });
    if (legal) {
      assertThat(contact(uri)).isEqualTo(uri);
      assertThat(ServiceId.of(uri)).isNotNull();
    } else {
      assertThatThrownBy(() -> contact(uri))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("): use one such as sip:10.0.0.1:5060");
      assertThatThrownBy(() -> ServiceId.of(uri))
          .isExactlyInstanceOf(IllegalArgumentException.class);
    }
  }

  /** The default contact of a node must be as good as one that was set. */
  @Property
  void default_contact_is_a_legal_uri(@ForAll("names") String name) {
    String contact = Registration.builder(SERVICE, NodeId.of(name)).build().contact();
    assertThat(SipGrammar.accepts(contact)).isTrue();
    assertThat(contact(contact)).isEqualTo(contact);
  }

  @Provide
  static Arbitrary<String> uris() {
    return SipGrammar.uris();
  }

  @Provide
  static Arbitrary<String> names() {
    return FqdnTest.almostNames().filter(name -> Fqdn.find(name).isPresent());
  }

  /** Replaces up to two characters at a time by up to one splinter; the scheme stays. */
  @Provide
  static Arbitrary<String> changedUris() {
    Arbitrary<String> splinter =
        Arbitraries.of(
            "", "", ":", "@", ";", "?", "&", "=", "%", "%4", "#", "[", "]", "::", ".", "-", "0",
            "x", "/", ",", "<", "\"", "`", "\\", "^", "{", "|", " ", "\0", "\u0661", "é", ";lr",
            ";lr=", ";ttl", ":5060", "?a=b", "256", "1.2.3.4");
    Arbitrary<Change> change =
        Combinators.combine(
                Arbitraries.integers().between(0, 1_000),
                Arbitraries.integers().between(0, 2),
                splinter)
            .as(Change::new);
    return Combinators.combine(SipGrammar.uris(), change.list().ofMinSize(1).ofMaxSize(3))
        .as(SipGrammarPropertiesTest::changed);
  }

  private record Change(int place, int removed, String splinter) {
    String of(String text) {
      int start = text.indexOf(':') + 1;
      int at = start + place % (text.length() - start + 1);
      return text.substring(0, at)
          + splinter
          + text.substring(Math.min(at + removed, text.length()));
    }
  }

  private static String changed(String uri, List<Change> changes) {
    String changed = uri;
    for (Change change : changes) {
      changed = change.of(changed);
    }
    return changed;
  }
}
