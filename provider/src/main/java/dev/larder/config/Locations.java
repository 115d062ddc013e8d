package dev.larder.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** What the URI of a cache manager says about its configuration. */
final class Locations {
  private static final List<String> NETWORK =
      List.of("http", "https", "ftp", "sftp", "ldap", "smb");
  private static final String ACCEPTED =
      "accepted: file:/path/caches.conf, classpath:caches.conf,"
          + " jar:file:/path/app.jar!/caches.conf, or any other name, which reads no file";

  private Locations() {}

  /**
   * The place of the configuration, null for a URI that is only a name.
   *
   * @throws CacheException if the URI is none that may be read, or only looks like a file
   */
  static @Nullable Location of(URI uri, ClassLoader loader) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "file" -> new Location.OfFile(file(uri));
      case "classpath" -> new Location.OfResource(resource(uri), loader);
      case "jar" -> jar(uri);
      default -> name(uri, scheme);
    };
  }

  private static Path file(URI uri) {
    try {
      return uri.isOpaque() ? Path.of(uri.getSchemeSpecificPart()) : Path.of(uri);
    } catch (IllegalArgumentException e) {
      throw refused(uri, "it names no local file (" + e.getMessage() + ")");
    }
  }

  private static String resource(URI uri) {
    String name = uri.getSchemeSpecificPart();
    while (name.startsWith("/")) {
      name = name.substring(1);
    }
    return name;
  }

  private static Location jar(URI uri) {
    String text = uri.toString();
    int end = text.lastIndexOf("!/");
    boolean local = text.startsWith("jar:file:") || text.startsWith("jar:nested:");
    // The JDK takes a file on a host for one to be fetched by FTP.
    boolean onHost = text.startsWith("jar:file://") && !text.startsWith("jar:file:///");
    if (!local || onHost) {
      throw refused(uri, "the jar is not a local file");
    }
    if (end < 0) {
      throw refused(uri, "it names no entry of the jar");
    }
    return new Location.OfJar(text.substring(0, end), text.substring(end + 2));
  }

  private static @Nullable Location name(URI uri, String scheme) {
    if (NETWORK.contains(scheme)) {
      throw refused(uri, "configuration is never read over a network");
    }
    if (scheme.isEmpty() && Document.hasKnownExtension(uri.toString())) {
      throw refused(uri, "it looks like a file, and says not where the file is");
    }
    return null;
  }

  private static CacheException refused(URI uri, String why) {
    return new CacheException("configuration URI " + uri + " refused: " + why + "; " + ACCEPTED);
  }
}
