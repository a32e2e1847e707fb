package io.github.esrpcluster.examples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens and reads the files named on the command line, with one error message for each fault. */
public final class InputFile {
  private InputFile() {}

  /**
   * Opens a file.
   *
   * @throws UsageException if it cannot be read; the message names the file and the reason
   */
  public static InputStream open(String file) throws UsageException {
    return reading(file, Files::newInputStream);
  }

  /**
   * Returns the text of a file in UTF-8.
   *
   * @throws UsageException if it cannot be read; the message names the file and the reason
   */
  public static String text(String file) throws UsageException {
    return reading(file, Files::readString);
  }

  @FunctionalInterface
  private interface PathReader<T> {
    T from(Path path) throws IOException;
  }

  private static <T> T reading(String file, PathReader<T> reading) throws UsageException {
    try {
      return reading.from(noFolder(Path.of(file)));
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("cannot read \"" + file + "\": " + reason(e), e);
    }
  }

  /** A folder can be opened like a file and fails only at the first read, after the start. */
  private static Path noFolder(Path path) throws IOException {
    if (Files.isDirectory(path)) { // also the empty path
      throw new IOException("it is a folder");
    }
    return path;
  }

  /** The messages of some exceptions contain only the file name. */
  private static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof CharacterCodingException
        ? "it is not UTF-8"
        : String.valueOf(e.getMessage());
  }
}
