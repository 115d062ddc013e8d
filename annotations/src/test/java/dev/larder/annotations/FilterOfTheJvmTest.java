package dev.larder.annotations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.File;
import java.util.List;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A serialization filter of the whole JVM, as application servers set one, accepts Larder's keys.
 */
@Timeout(60)
class FilterOfTheJvmTest {
  /** The program of the other JVM. */
  static final class Program {
    /** Methods with keys of all classes. */
    public interface Prices {
      @CacheResult(cacheName = "all")
      Integer total();

      @CacheResult(cacheName = "one")
      Integer price(String item);

      @CacheResult(cacheName = "two")
      Integer price(String item, int count);

      @CacheResult(cacheName = "three")
      Integer price(String item, int count, long discount);
    }

    static final class Counting implements Prices {
      private int calls;

      @Override
      public Integer total() {
        return ++calls;
      }

      @Override
      public Integer price(String item) {
        return ++calls;
      }

      @Override
      public Integer price(String item, int count) {
        return ++calls;
      }

      @Override
      public Integer price(String item, int count, long discount) {
        return ++calls;
      }
    }

    private Program() {}

    /** Calls each method twice, and prints how often it ran. */
    public static void main(String[] ignored) {
      Counting counting = new Counting();
      try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
        Prices prices = CachingProxy.wrap(Prices.class, counting, manager);
        for (int i = 0; i < 2; i++) {
          prices.total();
          prices.price("tea");
          prices.price("tea", 2);
          prices.price("tea", 2, 3);
        }
      }
      System.out.print(counting.calls + " calls");
    }
  }

  @Test
  void keys_filterRejectsEverything_areAccepted() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home") + File.separator + "bin/java",
                    "-Djdk.serialFilter=!*",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Program.class.getName()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, SECONDS), is(true));
    assertThat(output, is("4 calls"));
  }
}
