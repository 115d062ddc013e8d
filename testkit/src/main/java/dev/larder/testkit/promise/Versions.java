package dev.larder.testkit.promise;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** Where classes are from. */
final class Versions {
  private Versions() {}

  /** The name of the jar that the class is from, which has the version in it. */
  static String of(Class<?> type) {
    Path file = Path.of(place(type)).getFileName();
    return String.valueOf(file).replaceFirst("\\.jar$", "");
  }

  /** The jar or folder that the class is from. */
  static String place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null ? "unknown" : Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }
}
