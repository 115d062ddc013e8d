package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.TestProvider;
import dev.larder.spec.MapLoader;
import dev.larder.spec.Together;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A caller's own recursion that overflows the stack stops no other thread. */
@Timeout(60)
class OverflowingCallersTest {
  private static final int ROUNDS = 40;
  private static final long STACK = 512 * 1024;
  private static final int SMALL = 500;

  /** So many that changes are settled some at a time. */
  private static final int LARGE = 3_000;

  private final TestProvider provider = new TestProvider();

  @AfterEach
  void closeTheProvider() {
    provider.close();
  }

  /** What a caller does at each level. */
  enum Use {
    PUT {
      @Override
      void at(Cache<Integer, Integer> cache, int level) {
        cache.put(level, level);
      }
    },
    UPDATE {
      @Override
      void at(Cache<Integer, Integer> cache, int level) {
        cache.put(level % 10, level);
      }
    },
    PUT_AND_REMOVE {
      @Override
      void at(Cache<Integer, Integer> cache, int level) {
        cache.put(level, level);
        cache.remove(level);
      }
    },
    LOAD {
      @Override
      void at(Cache<Integer, Integer> cache, int level) {
        cache.get(level);
      }
    },
    PROCESS {
      @Override
      void at(Cache<Integer, Integer> cache, int level) {
        cache.invoke(
            level % (2 * SMALL),
            (entry, arguments) -> {
              entry.setValue(level);
              return null;
            });
      }
    };

    abstract void at(Cache<Integer, Integer> cache, int level);

    int downFrom(Cache<Integer, Integer> cache, int level) {
      at(cache, level);
      return level == Integer.MAX_VALUE ? 0 : downFrom(cache, level + 1) + 1;
    }
  }

  static Stream<Arguments> cases() {
    return Stream.of(Use.values())
        .flatMap(
            use ->
                Stream.of(SMALL, LARGE)
                    .flatMap(
                        maximum ->
                            Stream.of(false, true).map(told -> arguments(use, maximum, told))));
  }

  private static LarderConfiguration<Integer, Integer> configuration(int maximum, boolean told) {
    LarderConfiguration<Integer, Integer> configuration =
        LarderConfiguration.builder(Integer.class, Integer.class)
            .loader(new MapLoader<>(key -> key))
            .maximumSize(maximum)
            .build();
    CacheEntryEvictedListener<Integer, Integer> listener = evictions -> {};
    if (told) {
      configuration.addCacheEntryListenerConfiguration(
          new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, false));
    }
    return configuration;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void callerStackOverflows_otherThreads_goOn(Use use, int maximum, boolean told)
      throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      Cache<Integer, Integer> cache =
          provider.cache("overflowing" + round, configuration(maximum, told));
      int indent = round;
      assertThat(
          failureOf(() -> indented(use, cache, indent)), instanceOf(StackOverflowError.class));
      Together others = Together.start(2, thread -> everythingWith(cache, thread, maximum));
      assertThat(Together.values(others.end()), is(List.of(maximum, maximum)));
      long size = cache.unwrap(LarderCacheMXBean.class).getSize();
      assertThat(size, is(lessThanOrEqualTo((long) maximum)));
      cache.getCacheManager().destroyCache(cache.getName());
    }
  }

  private static int indented(Use use, Cache<Integer, Integer> cache, int frames) {
    return frames == 0 ? use.downFrom(cache, 0) : indented(use, cache, frames - 1) + 1;
  }

  private static Throwable failureOf(Runnable work) throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(null, work, "deep", STACK);
    thread.setUncaughtExceptionHandler((its, e) -> failure.set(e));
    thread.start();
    thread.join();
    return failure.get();
  }

  private static int everythingWith(Cache<Integer, Integer> cache, int thread, int maximum) {
    int done = 0;
    for (int key = 0; key < maximum; key++) {
      cache.put(key, thread);
      cache.get(key + maximum);
      cache.remove(key);
      done++;
    }
    return done;
  }
}
