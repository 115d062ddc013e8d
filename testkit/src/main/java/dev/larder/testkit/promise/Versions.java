package dev.larder.testkit.promise;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

final class Versions {
  private Versions() {}

  /** Returns the name of the jar of a class, which contains the version. */
  static String of(Class<?> type) {
    Path file = Path.of(place(type)).getFileName();
    return String.valueOf(file).replaceFirst("\\.jar$", "");
  }

  /** Returns the jar or folder of a class. */
  static String place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null ? "unknown" : Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }
}
