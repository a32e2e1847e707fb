package io.github.esrpcluster.json;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The exception of a module that reads JSON. */
final class JsonRefusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  final String pointer;
  final String value;
  final String rule;

  JsonRefusal(String pointer, String value, String rule) {
    super(pointer + "|" + value + "|" + rule);
    this.pointer = pointer;
    this.value = value;
    this.rule = rule;
  }

  static JsonRefusal of(ThrowingCallable reading) {
    return catchThrowableOfType(JsonRefusal.class, reading);
  }
}
