package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.i3.LogOrigin;
import io.github.esrpcluster.json.JsonObject;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/**
 * Where log events go (NENA-STA-010.3 section 4.12.3). In a product, a hook signs and posts each to
 * a logging service; here each line of a file is one event.
 *
 * @param origin the element that logs
 * @param files the files, one for each logging service
 */
record LogEventConfig(LogOrigin origin, List<Path> files) {
  static LogEventConfig read(JsonObject json, NodeId element, Path folder) {
    LogEventConfig config =
        new LogEventConfig(
            new LogOrigin(
                element,
                json.text("agency", Fqdn::of),
                json.optionalText("zone", LogEventConfig::zone).orElseGet(ZoneId::systemDefault)),
            ConfigValues.list(json, "files", "files", folder::resolve));
    json.refuseOthers("logEvents");
    if (config.files.isEmpty()) {
      throw json.refusal("files", "is missing; it must be a list of one or more files");
    }
    return config;
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "unknown time zone \"" + name + "\"; write a name such as America/New_York", e);
    }
  }
}
