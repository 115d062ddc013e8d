package dev.larder.tck;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the TCK, without its annotation tests, on several providers, each in a JVM of its own, and
 * prints the results. The arguments are the folder of the providers' class paths, and the jars of
 * the TCK and of JUnit. The tests are in the jar whose name ends in {@code -tests.jar}.
 */
public final class Peers {
  private static final Pattern SUMMARY = Pattern.compile("Tests run: (\\d+), +Failures: (\\d+)");
  private static final Pattern ALL_WELL = Pattern.compile("OK \\((\\d+) tests?\\)");
  private static final Pattern LEFT_OUT = Pattern.compile("EXCLUDING TEST '([^']+)'");

  /** The classes that the TCK unwraps to, from each provider's own build. */
  private static final Map<String, List<String>> UNWRAPPED =
      new TreeMap<>(
          Map.of(
              "larder",
              List.of(
                  "dev.larder.jcache.LarderCacheManager",
                  "dev.larder.jcache.LarderCache",
                  "dev.larder.jcache.LarderEntry"),
              "ri",
              List.of(
                  "org.jsr107.ri.RICacheManager", "org.jsr107.ri.RICache", "org.jsr107.ri.RIEntry"),
              "caffeine",
              List.of(
                  "com.github.benmanes.caffeine.jcache.CacheManagerImpl",
                  "com.github.benmanes.caffeine.jcache.CacheProxy",
                  "com.github.benmanes.caffeine.jcache.EntryProxy"),
              "ehcache",
              List.of(
                  "org.ehcache.jsr107.Eh107CacheManager",
                  "org.ehcache.jsr107.Eh107Cache",
                  "org.ehcache.jsr107.Eh107Cache$WrappedEhcacheEntry"),
              "cache2k",
              List.of(
                  "org.cache2k.jcache.provider.JCacheManagerAdapter",
                  "org.cache2k.jcache.provider.JCacheAdapter",
                  "org.cache2k.jcache.provider.TouchyJCacheAdapter$TouchyEntry")));

  private Peers() {}

  /** Prints a table with a row for each provider. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    Path peers = Path.of(arguments[0]);
    List<String> jars = List.of(arguments).subList(1, arguments.length);
    String tests =
        jars.stream().filter(jar -> jar.endsWith("-tests.jar")).findFirst().orElseThrow();
    List<String> classes = testClasses(tests);
    System.out.println("| provider | tests | passed | left out by the TCK |");
    System.out.println("|---|---:|---:|---:|");
    for (String peer : UNWRAPPED.keySet()) {
      System.out.println(row(peer, run(peers.resolve(peer), peer, jars, classes)));
    }
  }

  private static List<String> testClasses(String jar) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(
              name ->
                  name.matches("(?:org/jsr107/tck/(?!annotation/)|javax/cache/).*Test1?\\.class"))
          .map(name -> name.replaceFirst("\\.class$", "").replace('/', '.'))
          .sorted()
          .toList();
    }
  }

  private static String run(Path peer, String name, List<String> jars, List<String> classes)
      throws IOException, InterruptedException {
    List<String> path = new ArrayList<>(jars);
    try (Stream<Path> own = Files.list(peer.resolve("target/jars"))) {
      own.map(Path::toString).filter(jar -> !jar.contains("cache-tests")).forEach(path::add);
    }
    List<String> unwrapped = UNWRAPPED.getOrDefault(name, List.of());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-ea");
    command.add("-Djavax.cache.CacheManager=" + unwrapped.get(0));
    command.add("-Djavax.cache.Cache=" + unwrapped.get(1));
    command.add("-Djavax.cache.Cache.Entry=" + unwrapped.get(2));
    command.add("-cp");
    command.add(String.join(File.pathSeparator, path));
    command.add("org.junit.runner.JUnitCore");
    command.addAll(classes);
    Path log = Files.createTempFile("tck-" + name, ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        return "";
      }
      return Files.readString(log);
    } finally {
      process.destroyForcibly();
      Files.delete(log);
    }
  }

  private static String row(String peer, String log) {
    Matcher summary = SUMMARY.matcher(log);
    Matcher allWell = ALL_WELL.matcher(log);
    long leftOut = LEFT_OUT.matcher(log).results().map(line -> line.group()).distinct().count();
    if (summary.find()) {
      int run = Integer.parseInt(summary.group(1));
      int failed = Integer.parseInt(summary.group(2));
      return "| %s | %d | %d | %d |".formatted(peer, run, run - failed, leftOut);
    }
    return allWell.find()
        ? "| %s | %s | %s | %d |".formatted(peer, allWell.group(1), allWell.group(1), leftOut)
        : "| %s | did not end | | |".formatted(peer);
  }
}
