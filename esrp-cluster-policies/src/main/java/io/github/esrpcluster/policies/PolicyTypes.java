package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.StatusPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The types of policy that are known, each by one name and one class. */
record PolicyTypes(List<PolicyType<?>> types) {
  PolicyTypes with(PolicyType<?> added) {
    for (PolicyType<?> known : types) {
      if (known.name().equals(added.name()) || known.policyClass() == added.policyClass()) {
        throw new IllegalArgumentException(
            "type \""
                + added.name()
                + "\" of "
                + added.policyClass().getName()
                + " is taken: \""
                + known.name()
                + "\" is of "
                + known.policyClass().getName());
      }
    }
    return new PolicyTypes(Stream.concat(types.stream(), Stream.of(added)).toList());
  }

  Optional<PolicyType<?>> named(String name) {
    return types.stream().filter(type -> type.name().equals(name)).findFirst();
  }

  Optional<PolicyType<?>> of(StatusPolicy policy) {
    return types.stream().filter(type -> type.policyClass() == policy.getClass()).findFirst();
  }

  /** The names, for a message. */
  String names() {
    return String.join(", ", types.stream().map(PolicyType::name).sorted().toList());
  }
}
