package io.github.esrpcluster.simulation;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A fault put into the core on purpose: what finds faults must find it.
 *
 * @param name what is wrong with it
 * @param file the class, without a suffix
 * @param before text that stands in it exactly once
 * @param after what stands there instead
 */
public record Mutant(String name, String file, String before, String after) {
  /**
   * The mutated source; fails loudly if the source has moved on and the mutant has not.
   *
   * @param core the folder of the package
   */
  public String source(Path core) throws IOException {
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

  /** Compiles the mutated class, and nothing else, to a folder of its own. */
  public void compile(Path core, Path classes) throws IOException {
    Path source = classes.resolve("src/" + file + ".java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, source(core));
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-nowarn",
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "-sourcepath",
              classes.resolve("none").toString());
      boolean compiles =
          javac
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjects(source.toFile()))
              .call();
      if (!compiles) {
        throw new AssertionError(name + ":\n" + messages);
      }
    }
  }
}
