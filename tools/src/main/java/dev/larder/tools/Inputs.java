package dev.larder.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What commands are given. */
final class Inputs {
  private Inputs() {}

  /** Returns what the parser of the command line has set. */
  static <T> T required(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  /**
   * Returns the content of a file.
   *
   * @throws UnusableInputException if it cannot be read
   */
  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UnusableInputException("there is no file " + file);
    } catch (IOException e) {
      throw new UnusableInputException(file + " cannot be read: " + e.getMessage());
    }
  }
}
