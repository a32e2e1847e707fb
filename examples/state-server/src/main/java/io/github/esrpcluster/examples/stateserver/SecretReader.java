package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads secrets from a file or from the environment. A configuration never has a secret itself, so
 * that it can be shown and kept under version control.
 */
final class SecretReader {
  private final Path folder;
  private final Map<String, String> environment;

  /** Creates a reader for a configuration in this folder. */
  SecretReader(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** Reads the secret that {@code {"file": PATH}} or {@code {"env": NAME}} names. */
  String read(JsonObject json, String name) {
    JsonObject source = json.object(name);
    boolean inFile = source.has("file");
    if (inFile == source.has("env")) {
      throw json.refusal(name, "must have either \"file\" or \"env\"");
    }
    String secret = inFile ? fromFile(source) : fromEnvironment(source);
    source.refuseOthers("a password");
    return secret;
  }

  private String fromFile(JsonObject source) {
    Path file = folder.resolve(source.text("file"));
    try {
      return Files.readString(file).stripTrailing(); // editors add a line end
    } catch (IOException e) {
      throw source.refusal("file", "cannot be read: " + file);
    }
  }

  private String fromEnvironment(JsonObject source) {
    String value = environment.get(source.text("env"));
    if (value == null) {
      throw source.refusal("env", "is not set in the environment");
    }
    return value;
  }
}
