package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.LarderConfiguration;
import dev.larder.spec.MapLoader;
import dev.larder.spec.SpecTest;
import dev.larder.spec.Together;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A caller whose own recursion overflows the stack does not block other threads. */
class OverflowingCallersTest extends SpecTest {
  /** The profile {@code nightly} runs all rounds, a build fewer. */
  private static final int ROUNDS =
      System.getProperty("concurrency.extent", "reduced").equals("full") ? 40 : 4;

  private static final long STACK = 512 * 1024;
  private static final int SMALL = 500;

  /** Large enough that the store maintains its entries in batches. */
  private static final int LARGE = 3_000;

  /** The operation at each level of the recursion. */
  enum Use {
    PUT((cache, level) -> cache.put(level, level)),
    UPDATE((cache, level) -> cache.put(level % 10, level)),
    PUT_AND_REMOVE(
        (cache, level) -> {
          cache.put(level, level);
          cache.remove(level);
        }),
    LOAD(Cache::get),
    PROCESS((cache, level) -> cache.invoke(level % (2 * SMALL), setting(level)));

    @SuppressWarnings("ImmutableEnumChecker") // no operation captures anything
    private final BiConsumer<Cache<Integer, Integer>, Integer> operation;

    Use(BiConsumer<Cache<Integer, Integer>, Integer> operation) {
      this.operation = operation;
    }

    int downFrom(Cache<Integer, Integer> cache, int level) {
      operation.accept(cache, level);
      return level == Integer.MAX_VALUE ? 0 : downFrom(cache, level + 1) + 1;
    }
  }

  /** Which events are delivered to listeners. */
  enum Listening {
    NOTHING(List.of()),
    EVICTIONS(
        List.of(listening((CacheEntryEvictedListener<Integer, Integer>) events -> {}, false))),
    CHANGES(List.of(listening(new Changes(), false), listening(new Changes(), true)));

    @SuppressWarnings("ImmutableEnumChecker") // the listeners have no state
    private final List<CacheEntryListenerConfiguration<Integer, Integer>> listeners;

    Listening(List<CacheEntryListenerConfiguration<Integer, Integer>> listeners) {
      this.listeners = listeners;
    }
  }

  private static final class Changes
      implements CacheEntryCreatedListener<Integer, Integer>,
          CacheEntryUpdatedListener<Integer, Integer>,
          CacheEntryRemovedListener<Integer, Integer> {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends Integer>> events) {}

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ? extends Integer>> events) {}

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends Integer, ? extends Integer>> events) {}
  }

  static Stream<Arguments> cases() {
    return Stream.of(Use.values())
        .flatMap(
            use ->
                Stream.of(SMALL, LARGE)
                    .flatMap(
                        maximum ->
                            Stream.of(Listening.values())
                                .map(listening -> arguments(use, maximum, listening))));
  }

  private static LarderConfiguration<Integer, Integer> configuration(
      int maximum, Listening listening) {
    LarderConfiguration<Integer, Integer> configuration =
        LarderConfiguration.builder(Integer.class, Integer.class)
            .loader(new MapLoader<>(key -> key))
            .maximumSize(maximum)
            .build();
    listening.listeners.forEach(configuration::addCacheEntryListenerConfiguration);
    return configuration;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void callerStackOverflows_otherThreads_goOn(Use use, int maximum, Listening listening)
      throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      Cache<Integer, Integer> cache =
          provider.cache("overflowing" + round, configuration(maximum, listening));
      int indent = round;
      // Other threads contend for the cache meanwhile.
      int count = 1 + round % 2;
      Together rivals = Together.start(count, thread -> everythingWith(cache, thread, maximum));
      assertThat(
          failureOf(() -> indented(use, cache, indent)), instanceOf(StackOverflowError.class));
      assertThat(Together.values(rivals.end()), is(Collections.nCopies(count, maximum)));
      Together others = Together.start(2, thread -> everythingWith(cache, thread, maximum));
      assertThat(Together.values(others.end()), is(List.of(maximum, maximum)));
      long size = bean(cache).getSize();
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
