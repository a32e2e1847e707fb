package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdTest {

  @Test
  void id_is_in_lower_case_without_trailing_dot() {
    assertThat(NodeId.of("ESRP1.State.PA.US."))
        .hasToString("esrp1.state.pa.us")
        .isEqualTo(NodeId.of("esrp1.state.pa.us"))
        .hasSameHashCodeAs(NodeId.of("esrp1.state.pa.us"))
        .isNotEqualTo(NodeId.of("esrp2.state.pa.us"));
  }

  @Test
  void id_differs_from_objects_of_other_types() {
    assertThat(NodeId.of("a.example").equals((Object) Fqdn.of("a.example"))).isFalse();
    assertThat(NodeId.of("a.example")).isNotEqualTo(null);
  }

  @Test
  void refusal_names_the_value_and_the_rule() {
    assertThatThrownBy(() -> NodeId.of("10.0.0.1"))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "not a node id: \"10.0.0.1\" (an Element Identifier is a fully qualified domain name:"
                + " its last label must begin with a letter)");
  }

  /** Browsers and resolvers read such names as IPv4 addresses: 0x7f.0x1 is 127.0.0.1. */
  @ParameterizedTest
  @ValueSource(
      strings = {"0x7f.0x1", "0x7f.1", "127.0x1.", "a.0x", "a.0X7F", "a.08", "a.example.0x7f"})
  void name_that_ends_in_a_number_is_refused(String text) {
    assertThatThrownBy(() -> NodeId.of(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("its last label must begin with a letter");
  }

  @Test
  void null_is_refused() {
    assertThatNullPointerException().isThrownBy(() -> NodeId.of(null)).withMessage("text");
  }

  @Test
  void ids_sort_by_canonical_form() {
    assertThat(NodeId.of("A.example")).isLessThan(NodeId.of("b.example"));
    assertThat(NodeId.of("A.example")).isEqualByComparingTo(NodeId.of("a.example."));
  }

  @Test
  void different_ids_have_different_hashes() {
    assertThat(NodeId.of("a.example.org").hashCode())
        .isNotEqualTo(NodeId.of("b.example.org").hashCode());
  }

  @Property
  void id_accepts_exactly_the_names_of_fqdn(@ForAll("almostNames") String text) {
    Fqdn.find(text)
        .ifPresentOrElse(
            name -> assertThat(NodeId.of(text)).hasToString(name.toString()),
            () ->
                assertThatThrownBy(() -> NodeId.of(text))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("not a node id: \""));
  }

  @Property
  void equal_ids_have_equal_hashes(@ForAll("names") String name) {
    NodeId id = NodeId.of(name);
    NodeId shouted = NodeId.of(name.toUpperCase(Locale.ROOT));
    assertThat(shouted).isEqualTo(id).hasSameHashCodeAs(id).isEqualByComparingTo(id);
    assertThat(NodeId.of(id.toString())).isEqualTo(id);
  }

  @Provide
  static Arbitrary<String> names() {
    return FqdnTest.names();
  }

  @Provide
  static Arbitrary<String> almostNames() {
    return FqdnTest.almostNames();
  }
}
