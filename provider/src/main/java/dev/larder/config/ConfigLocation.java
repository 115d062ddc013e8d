package dev.larder.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Where configuration text is read from. None of them reaches over a network. */
sealed interface ConfigLocation {

  /** The whole name, for messages. */
  @Override
  String toString();

  /**
   * What a relative include means here.
   *
   * @throws IllegalArgumentException if it means nothing
   */
  ConfigLocation relative(String name);

  /** Opens the text, or fails with a {@link FileNotFoundException} if there is none. */
  InputStream open() throws IOException;

  /** A file on disk. */
  record OfFile(Path path) implements ConfigLocation {
    public OfFile {
      path = path.toAbsolutePath().normalize();
    }

    Path folder() {
      Path parent = path.getParent();
      return parent == null ? path : parent;
    }

    @Override
    public OfFile relative(String name) {
      return new OfFile(folder().resolve(name));
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

  /** A resource of the class path; includes stay on the class path. */
  record OfResource(String name, ClassLoader loader) implements ConfigLocation {
    @Override
    public OfResource relative(String include) {
      return new OfResource(inside(name, include), loader);
    }

    @Override
    public InputStream open() throws IOException {
      URL url = loader.getResource(name);
      if (url == null) {
        throw new FileNotFoundException("no such resource on the class path of " + loader);
      }
      return openFresh(url);
    }

    @Override
    public String toString() {
      return "classpath:" + name;
    }
  }

  /** An entry of a jar; includes stay in the jar. */
  record OfJar(String jar, String entry) implements ConfigLocation {
    @Override
    public OfJar relative(String include) {
      return new OfJar(jar, inside(entry, include));
    }

    @Override
    public InputStream open() throws IOException {
      return openFresh(new URL(toString()));
    }

    @Override
    public String toString() {
      return jar + "!/" + entry;
    }
  }

  /** What a handler of the JVM opens; it includes what lies beside it. */
  record OfUrl(String url) implements ConfigLocation {
    @Override
    public OfUrl relative(String include) {
      int folder = url.lastIndexOf('/') + 1;
      if (folder == 0
          || include.startsWith("/")
          || include.contains("..")
          || include.contains(":")) {
        throw new IllegalArgumentException("only what lies beside " + url + " is included there");
      }
      return new OfUrl(url.substring(0, folder) + include);
    }

    @Override
    public InputStream open() throws IOException {
      return openFresh(new URL(url));
    }

    @Override
    public String toString() {
      return url;
    }
  }

  /** Not through the shared cache of jars, which would keep the jar open. */
  private static InputStream openFresh(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  /** Resolves a name against that of the text it stands in. */
  private static String inside(String base, String include) {
    String folder = base.substring(0, base.lastIndexOf('/') + 1);
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (include.startsWith("/") ? include : folder + include).split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          throw new IllegalArgumentException("it leaves its class path or jar");
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
