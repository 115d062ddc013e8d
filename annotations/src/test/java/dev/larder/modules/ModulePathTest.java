package dev.larder.modules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.larder.LarderCachingProvider;
import dev.larder.annotations.CachingProxy;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A JVM starts with the annotations as a module, without any container. */
@Timeout(60)
class ModulePathTest {
  private static final String MODULE = "dev.larder.annotations";

  /** The program of the other JVM. */
  static final class Program {
    public interface Prices {
      @CacheResult(cacheName = "prices")
      Integer price(String item);
    }

    private Program() {}

    /** Prints the module of the annotations, and shows that they work. */
    public static void main(String[] ignored) {
      int[] calls = new int[1];
      try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
        Prices prices = CachingProxy.wrap(Prices.class, item -> ++calls[0], manager);
        prices.price("tea");
        System.out.printf(
            "%s and %s called %d times after %d%n",
            CachingProxy.class.getModule(),
            LarderCachingProvider.class.getModule(),
            calls[0],
            prices.price("tea"));
      }
    }
  }

  private static String at(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static String path(Stream<String> places) {
    return places.collect(Collectors.joining(File.pathSeparator));
  }

  private static String run(List<String> modules, List<String> classes, String resolved)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-p", path(modules.stream()), "--add-modules", resolved));
    command.addAll(List.of("-cp", path(classes.stream()), Program.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }

  @Test
  void allAsModules_noContainer_boots() throws Exception {
    String said =
        run(
            List.of(
                at(CachingProxy.class),
                at(LarderCachingProvider.class),
                at(CacheManager.class),
                at(com.typesafe.config.Config.class)),
            List.of(at(ModulePathTest.class)),
            MODULE + ",dev.larder");
    assertThat(said, containsString("module " + MODULE + " and module dev.larder called 1 times"));
  }

  @Test
  void annotationsAsModule_larderOnTheClassPath_works() throws Exception {
    String said =
        run(
            List.of(at(CachingProxy.class), at(CacheManager.class)),
            List.of(
                at(ModulePathTest.class),
                at(LarderCachingProvider.class),
                at(com.typesafe.config.Config.class)),
            MODULE);
    assertThat(said, containsString("module " + MODULE + " and unnamed module"));
    assertThat(said, containsString("called 1 times"));
  }
}
