package io.github.esrpcluster.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A fault put into the core on purpose.
 *
 * @param name what is wrong with it
 * @param file the class, without a suffix
 * @param before text that stands in it exactly once
 * @param after what stands there instead
 */
record Mutant(String name, String file, String before, String after) {
  /** The mutated source; fails loudly if the source has moved on and the mutant has not. */
  String source(Path core) throws IOException {
    String source = Files.readString(core.resolve(file + ".java"));
    int at = source.indexOf(before);
    if (at < 0 || source.indexOf(before, at + 1) >= 0) {
      throw new AssertionError(
          "mutant \""
              + name
              + "\": its text must stand in "
              + file
              + ".java exactly once; give it the new text: "
              + before);
    }
    return source.substring(0, at) + after + source.substring(at + before.length());
  }
}
