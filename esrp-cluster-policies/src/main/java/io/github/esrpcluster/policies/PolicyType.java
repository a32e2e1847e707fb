package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.internal.Texts;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A type of policy in JSON: its name, its class, its reader and its writer. */
record PolicyType<P extends StatusPolicy>(
    String name,
    Class<P> policyClass,
    Function<PolicyObject, ? extends StatusPolicy> reader,
    BiConsumer<P, PolicyMembers> writer) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  PolicyType {
    Objects.requireNonNull(policyClass, "policyClass");
    Objects.requireNonNull(reader, "reader");
    Objects.requireNonNull(writer, "writer");
    if (!NAME.matcher(Objects.requireNonNull(name, "type")).matches()) {
      throw new IllegalArgumentException(
          "type " + Texts.quote(name) + " is not 1 to 64 letters, digits, '-', '.' or '_'");
    }
  }

  void write(StatusPolicy policy, PolicyMembers members) {
    writer.accept(policyClass.cast(policy), members);
  }
}
