package dev.larder.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of files, without folders, that is deleted on close, or when the JVM ends. */
final class TemporaryDirectory implements AutoCloseable {
  /** A thread that still writes while the JVM ends can add a file during the deletion. */
  private static final int ATTEMPTS = 100;

  private final Path path;
  private final AtExit deletion;

  private TemporaryDirectory(Path path) {
    this.path = path;
    deletion = new AtExit(() -> delete(path));
  }

  static TemporaryDirectory create() throws IOException {
    return new TemporaryDirectory(Files.createTempDirectory("larder-replay"));
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    deletion.close();
  }

  private static void delete(Path directory) {
    for (int attempt = 1; ; attempt++) {
      try {
        deleteFiles(directory);
        Files.deleteIfExists(directory);
        return;
      } catch (DirectoryNotEmptyException e) {
        if (attempt == ATTEMPTS) {
          throw new UncheckedIOException(e);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void deleteFiles(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
