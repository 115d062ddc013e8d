package dev.larder.config;

import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** What the URI of a cache manager says about its configuration. */
final class ConfigLocations {
  private static final List<String> NETWORK =
      List.of("http", "https", "ftp", "sftp", "ldap", "smb");

  /** What application servers and other containers have for resources of an application. */
  private static final List<String> CONTAINERS =
      List.of(
          "vfs",
          "vfszip",
          "vfsfile",
          "bundle",
          "bundleresource",
          "bundleentry",
          "jrt",
          "resource",
          "war",
          "wsjar",
          "zip");

  private static final Pattern HOST = Pattern.compile("(?:^|file:)//[^/]");

  private static final Pattern FILE_NAME = Pattern.compile(".*\\.(conf|json|properties|xml|ya?ml)");

  private static final String ACCEPTED =
      "accepted: file:/path/caches.conf, classpath:caches.conf,"
          + " jar:file:/path/app.jar!/caches.conf, a URL of "
          + String.join(", ", CONTAINERS)
          + " that this JVM can open, or any other name, which reads no file";

  private ConfigLocations() {}

  /**
   * The place of the configuration, null for a URI that is only a name.
   *
   * @throws CacheException if the URI is none that may be read, or only looks like a file
   */
  static @Nullable ConfigLocation of(URI uri, ClassLoader loader) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "file" -> new ConfigLocation.OfFile(file(uri));
      case "classpath" -> new ConfigLocation.OfResource(resource(uri), loader);
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

  private static ConfigLocation jar(URI uri) {
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
    return new ConfigLocation.OfJar(text.substring(0, end), text.substring(end + 2));
  }

  private static @Nullable ConfigLocation name(URI uri, String scheme) {
    if (NETWORK.contains(scheme)) {
      throw refused(uri, "configuration is never read over a network");
    }
    if (CONTAINERS.contains(scheme) && isRemote(scheme, uri.getSchemeSpecificPart())) {
      throw refused(uri, "configuration is never read over a network");
    }
    if (CONTAINERS.contains(scheme)) {
      return url(uri);
    }
    if (FILE_NAME.matcher(uri.toString()).matches()) {
      throw refused(
          uri,
          scheme.isEmpty()
              ? "it looks like a file, and does not say where the file is"
              : "it looks like a file, and " + scheme + ": is not known");
    }
    return null;
  }

  /** Whether a network scheme is nested in a URL, or a file on a host. */
  private static boolean isRemote(String scheme, String rest) {
    String small = rest.toLowerCase(Locale.ROOT);
    boolean isOnHost = HOST.matcher(small).find() && !scheme.startsWith("bundle");
    return isOnHost || NETWORK.stream().anyMatch(remote -> small.contains(remote + ":"));
  }

  private static ConfigLocation url(URI uri) {
    try {
      return new ConfigLocation.OfUrl(uri.toURL().toString());
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw refused(uri, "this JVM has no handler for it (" + e.getMessage() + ")");
    }
  }

  private static CacheException refused(URI uri, String why) {
    // Without user and password.
    String shown = uri.toString().replaceFirst("//[^/@]*@", "//");
    return new CacheException("configuration URI " + shown + " refused: " + why + "; " + ACCEPTED);
  }
}
