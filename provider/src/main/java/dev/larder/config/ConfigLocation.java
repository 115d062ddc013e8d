package dev.larder.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** The location of configuration text, never on a network. {@code toString} is for messages. */
sealed interface ConfigLocation {
  /** The schemes of network URLs. */
  String NETWORK = "(https?|s?ftp|ldap|smb)";

  /** The schemes of application servers and other containers for resources of an application. */
  String CONTAINERS =
      "vfs, vfszip, vfsfile, bundle, bundleresource, bundleentry, jrt, resource, war, wsjar, zip";

  /**
   * Returns the location that the URI of a cache manager names; null if the URI is only a name.
   *
   * @throws CacheException if the URI is on a network, or looks like a file that cannot be read
   */
  static @Nullable ConfigLocation parse(URI uri, ClassLoader loader) {
    String text = uri.toString();
    String rest = uri.getSchemeSpecificPart();
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean isOfContainer = List.of(CONTAINERS.split(", ")).contains(scheme);
    if (scheme.matches(NETWORK) || (isOfContainer && isRemote(scheme, rest))) {
      throw refused(uri, "configuration is never read over a network");
    }
    try {
      if (scheme.equals("file")) {
        return new OfFile(uri.isOpaque() ? Path.of(rest) : Path.of(uri));
      } else if (scheme.equals("classpath")) {
        return new OfResource(rest.replaceFirst("^/+", ""), loader);
      } else if (scheme.equals("jar")) {
        return jar(uri, text);
      } else if (isOfContainer) {
        return new OfUrl(uri.toURL().toString());
      }
    } catch (MalformedURLException | IllegalArgumentException e) {
      String why = isOfContainer ? "this JVM has no handler for it" : "it names no local file";
      throw refused(uri, why + " (" + e.getMessage() + ")");
    }
    if (text.matches("(?s).*\\.(conf|json|properties|xml|ya?ml)")) {
      boolean isRelative = scheme.isEmpty();
      String why = isRelative ? "does not say where the file is" : scheme + ": is not known";
      throw refused(uri, "it looks like a file, and " + why);
    }
    return null;
  }

  private static ConfigLocation jar(URI uri, String text) {
    int end = text.lastIndexOf("!/");
    // The JDK fetches a file on a host by FTP.
    if (!text.matches("(?s)jar:(nested:|file:(?!//[^/])).*")) {
      throw refused(uri, "the jar is not a local file");
    }
    if (end < 0) {
      throw refused(uri, "it names no entry of the jar");
    }
    return new OfJar(text.substring(0, end), text.substring(end + 2));
  }

  /** Whether the URL of a container contains a network URL, or a file on a host. */
  private static boolean isRemote(String scheme, String rest) {
    String small = rest.toLowerCase(Locale.ROOT);
    boolean isOnHost = small.matches("(?s)(.*file:)?//[^/].*") && !scheme.startsWith("bundle");
    return isOnHost || small.matches("(?s).*" + NETWORK + ":.*");
  }

  private static CacheException refused(URI uri, String why) {
    return new CacheException(
        """
        configuration URI %s refused: %s; accepted: file:/path/caches.conf, classpath:caches.conf,\
         jar:file:/path/app.jar!/caches.conf, a URL of %s that this JVM can open, or any other\
         name, which reads no file"""
            .formatted(withoutPassword(uri), why, CONTAINERS));
  }

  private static String withoutPassword(URI uri) {
    return uri.toString().replaceFirst("//[^/@]*@", "//");
  }

  /**
   * Returns the location of a relative include.
   *
   * @throws IllegalArgumentException if the include is not allowed here
   */
  ConfigLocation resolve(String include);

  /** Opens the text; throws a {@link FileNotFoundException} if there is none. */
  default InputStream open() throws IOException {
    return openUncached(new URL(toString()));
  }

  /** A file. It includes other files. */
  record OfFile(Path path) implements ConfigLocation {
    public OfFile {
      path = path.toAbsolutePath().normalize();
    }

    @Override
    public OfFile resolve(String include) {
      return new OfFile(path.resolveSibling(include));
    }

    @Override
    public InputStream open() throws IOException {
      if (!Files.isRegularFile(path)) {
        throw new FileNotFoundException("no such file");
      }
      return Files.newInputStream(path);
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A resource of the class path. It includes other resources. */
  record OfResource(String name, ClassLoader loader) implements ConfigLocation {
    @Override
    public OfResource resolve(String include) {
      return new OfResource(inside(name, include), loader);
    }

    @Override
    public InputStream open() throws IOException {
      URL url = loader.getResource(name);
      if (url == null) {
        throw new FileNotFoundException("no such resource on the class path of " + loader);
      }
      return openUncached(url);
    }

    @Override
    public String toString() {
      return "classpath:" + name;
    }
  }

  /** An entry of a jar. It includes other entries of the jar. */
  record OfJar(String jar, String entry) implements ConfigLocation {
    @Override
    public OfJar resolve(String include) {
      return new OfJar(jar, inside(entry, include));
    }

    @Override
    public String toString() {
      return jar + "!/" + entry;
    }
  }

  /** A URL that a handler of the JVM opens. It includes what is beside it or below. */
  record OfUrl(String url) implements ConfigLocation {
    @Override
    public OfUrl resolve(String include) {
      int folder = url.lastIndexOf('/') + 1;
      if (folder == 0 || include.matches("(?s)/.*|.*(\\.\\.|:).*")) {
        throw new IllegalArgumentException("only what lies beside " + url + " is included there");
      }
      return new OfUrl(url.substring(0, folder) + include);
    }

    @Override
    public String toString() {
      return url;
    }
  }

  /** Opens a URL without the cache of jars, which would keep the jar open. */
  private static InputStream openUncached(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  /** Resolves a name relative to another one; both have slashes. */
  private static String inside(String base, String include) {
    String folder = include.startsWith("/") ? "" : base.substring(0, base.lastIndexOf('/') + 1);
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (folder + include).split("/", -1)) {
      if (part.equals("..") && parts.pollLast() == null) {
        throw new IllegalArgumentException("it leaves its class path or jar");
      } else if (!part.matches("\\.{0,2}")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
