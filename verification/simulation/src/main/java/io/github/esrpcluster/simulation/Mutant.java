package io.github.esrpcluster.simulation;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Describes a fault that is put into the core on purpose: the simulation must kill it.
 *
 * @param name what is wrong with it
 * @param file the class, without a suffix
 * @param before the text to replace; must occur exactly once
 * @param after the text that replaces it
 */
public record Mutant(String name, String file, String before, String after) {
  /**
   * Returns why the mutant does not fit the source any more: the mutant, the file and the text;
   * empty if it fits.
   *
   * @param core the folder of the package
   */
  public Optional<String> misfit(Path core) {
    int count;
    try {
      String source = Files.readString(core.resolve(file + ".java"));
      count = source.split(Pattern.quote(before), -1).length - 1;
    } catch (IOException e) {
      return Optional.of("mutant \"" + name + "\": cannot read " + file + ".java: " + e);
    }
    return count == 1
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "mutant \"%s\": its text occurs %d times in %s.java, not once; replace the text"
                    + " or drop the mutant:%n%s",
                name,
                count,
                file,
                before));
  }

  private String source(Path core) throws IOException {
    return Files.readString(core.resolve(file + ".java")).replace(before, after);
  }

  /** Compiles the mutated class, and nothing else, to its own folder. */
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
        throw new AssertionError("mutant \"" + name + "\" does not compile:\n" + messages);
      }
    }
  }
}
