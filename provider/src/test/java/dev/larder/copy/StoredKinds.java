package dev.larder.copy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/**
 * Counts the kinds of values that each provider stores by value with the same result as Java
 * serialization. The argument is the folder of the providers' class paths.
 */
public final class StoredKinds {
  private static final Map<String, String> PROVIDERS =
      new TreeMap<>(
          Map.of(
              "larder", "dev.larder.LarderCachingProvider",
              "ri", "org.jsr107.ri.spi.RICachingProvider",
              "caffeine", "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
              "ehcache", "org.ehcache.jsr107.EhcacheCachingProvider",
              "cache2k", "org.cache2k.jcache.provider.JCacheProvider"));

  private StoredKinds() {}

  /** Prints a row for each provider, each computed in a separate JVM. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    if (arguments.length == 2) {
      count(arguments[0], arguments[1]);
      return;
    }
    System.out.println("| provider | kinds stored | of |");
    System.out.println("|---|---:|---:|");
    for (Map.Entry<String, String> provider : PROVIDERS.entrySet()) {
      List<String> path = new ArrayList<>();
      try (Stream<Path> jars =
          Files.list(Path.of(arguments[0], provider.getKey(), "target", "jars"))) {
        jars.map(Path::toString).forEach(path::add);
      }
      path.add(System.getProperty("java.class.path"));
      new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              String.join(File.pathSeparator, path),
              StoredKinds.class.getName(),
              provider.getKey(),
              provider.getValue())
          .redirectOutput(ProcessBuilder.Redirect.INHERIT)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }

  private static void count(String name, String provider) {
    CacheManager manager = Caching.getCachingProvider(provider).getCacheManager();
    int stored = 0;
    int all = 0;
    for (Supplier<Object> kind : Kinds.all().values()) {
      all++;
      stored += isStored(manager, "c" + all, kind) ? 1 : 0;
    }
    System.out.println("| %s | %d | %d |".formatted(name, stored, all));
    System.exit(0);
  }

  private static boolean isStored(CacheManager manager, String name, Supplier<Object> kind) {
    try {
      Object original = kind.get();
      Compare.form(original); // some objects cache state at the first serialization
      Cache<Object, Object> cache =
          manager.createCache(
              name,
              new MutableConfiguration<Object, Object>().setTypes(Object.class, Object.class));
      cache.put("k", original);
      Object copy = cache.get("k");
      manager.destroyCache(name);
      String difference = copy == null ? "nothing" : Compare.difference(original, copy);
      return difference == null || difference.contains("form: of");
    } catch (Exception | StackOverflowError | LinkageError e) {
      return false;
    }
  }
}
