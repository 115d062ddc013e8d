package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.TestProvider;
import dev.larder.spec.MapLoader;
import dev.larder.spec.Together;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller's own recursion that overflows the stack stops no other thread. */
@Timeout(60)
class OverflowingCallersTest {
  private static final int ROUNDS = 40;
  private static final long STACK = 256 * 1024;
  private static final int MAXIMUM = 500;

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
    };

    abstract void at(Cache<Integer, Integer> cache, int level);

    int downFrom(Cache<Integer, Integer> cache, int level) {
      at(cache, level);
      return level == Integer.MAX_VALUE ? 0 : downFrom(cache, level + 1) + 1;
    }
  }

  @ParameterizedTest
  @EnumSource
  void othersGoOn(Use use) throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      Cache<Integer, Integer> cache =
          provider.cache(
              "overflowing" + round,
              LarderConfiguration.builder(Integer.class, Integer.class)
                  .loader(new MapLoader<>(key -> key))
                  .maximumSize(MAXIMUM)
                  .build());
      int indent = round;
      assertThat(
          failureOf(() -> indented(use, cache, indent)), instanceOf(StackOverflowError.class));
      Together others = Together.start(2, thread -> everythingWith(cache, thread));
      assertThat(Together.values(others.end()), is(List.of(MAXIMUM, MAXIMUM)));
      long size = cache.unwrap(LarderCacheMXBean.class).getSize();
      assertThat(size, is(lessThanOrEqualTo((long) MAXIMUM)));
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

  private static int everythingWith(Cache<Integer, Integer> cache, int thread) {
    int done = 0;
    for (int key = 0; key < MAXIMUM; key++) {
      cache.put(key, thread);
      cache.get(key + MAXIMUM);
      cache.remove(key);
      done++;
    }
    return done;
  }
}
