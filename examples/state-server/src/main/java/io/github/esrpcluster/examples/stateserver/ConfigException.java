package io.github.esrpcluster.examples.stateserver;

/** Thrown if the configuration is wrong; the message names the path and the rule. */
final class ConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  ConfigException(String path, String rule) {
    super(path + ": " + rule);
  }

  /** Creates the exception for a value at a JSON pointer. An empty value is not shown. */
  static ConfigException at(String pointer, String value, String rule) {
    return new ConfigException(ConfigPath.of(pointer), value.isEmpty() ? rule : value + " " + rule);
  }
}
