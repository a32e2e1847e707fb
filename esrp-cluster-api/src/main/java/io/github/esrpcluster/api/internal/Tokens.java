package io.github.esrpcluster.api.internal;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks up the tokens of the i3 registries. The comparison is exact, because the rules of upstream
 * routers compare the tokens literally.
 */
public final class Tokens {
  private Tokens() {}

  /** Returns the element of the registry that has this token; empty if none has it. */
  public static <E> Optional<E> find(E[] registry, Function<E, String> tokenOf, String token) {
    Objects.requireNonNull(token, "token");
    return Arrays.stream(registry).filter(e -> tokenOf.apply(e).equals(token)).findFirst();
  }

  /**
   * Returns the element of the registry that has this token.
   *
   * @param name the kind of token, for the message
   * @throws IllegalArgumentException if none has it; the message quotes the token and lists the
   *     registry
   */
  public static <E> E require(
      E[] registry, Function<E, String> tokenOf, String token, String name) {
    return find(registry, tokenOf, token)
        .orElseThrow(() -> new IllegalArgumentException(message(registry, tokenOf, token, name)));
  }

  private static <E> String message(
      E[] registry, Function<E, String> tokenOf, String token, String name) {
    return "unknown "
        + name
        + " "
        + Texts.quote(token)
        + "; the registry has "
        + Arrays.stream(registry).map(tokenOf).collect(Collectors.joining(", "));
  }
}
