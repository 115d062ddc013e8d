package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.TestProvider;
import dev.larder.spec.EventLog;
import dev.larder.spec.Eventually;
import dev.larder.spec.MapLoader;
import dev.larder.spec.Together;
import dev.larder.spec.UserStore;
import dev.larder.spec.Watchdog;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CompletionListener;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Caches that user code closes under load: every thread ends. */
@ExtendWith(Watchdog.class)
class ClosingUnderLoadTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 300;
  private static final int LIVES = 10;

  /** The ways to close a cache. */
  private enum Ending {
    CLOSE_CACHE,
    DESTROY_CACHE,
    CLOSE_MANAGER,
    CLOSE_PROVIDER;

    void of(TestProvider provider, Cache<?, ?> cache) {
      switch (this) {
        case CLOSE_CACHE -> cache.close();
        case DESTROY_CACHE -> provider.manager().destroyCache(cache.getName());
        case CLOSE_MANAGER -> provider.manager().close();
        default -> provider.close();
      }
    }
  }

  /** The user code that closes the cache. */
  private enum Place {
    LOADER,
    WRITER,
    PROCESSOR,
    LISTENER,
    ASYNCHRONOUS_LISTENER,
    COMPLETION
  }

  @TestFactory
  Stream<DynamicTest> close_fromUserCodeUnderLoad_leavesNoThreadHanging() {
    return Stream.of(Ending.values())
        .flatMap(
            ending ->
                Stream.of(Place.values())
                    .map(
                        place ->
                            DynamicTest.dynamicTest(
                                ending + " in " + place, () -> closeWithin(ending, place))));
  }

  private static void closeWithin(Ending ending, Place place) {
    int cutShort = 0;
    for (int life = 0; life < LIVES; life++) {
      cutShort += threadsCutShort(ending, place);
    }
    // The cache closes once all threads have started. Some threads may have finished by then.
    assertThat("threads that failed", cutShort, greaterThanOrEqualTo(LIVES * THREADS / 4));
  }

  /** Creates a cache that is closed while threads use it. Returns how many threads failed. */
  private static int threadsCutShort(Ending ending, Place place) {
    try (TestProvider provider = new TestProvider()) {
      AtomicReference<Cache<String, String>> self = new AtomicReference<>();
      AtomicInteger calls = new AtomicInteger();
      AtomicInteger begun = new AtomicInteger();
      AtomicInteger endings = new AtomicInteger();
      Runnable end =
          () -> {
            if (begun.get() == THREADS && calls.incrementAndGet() == ROUNDS / 10) {
              ending.of(provider, self.get());
              endings.incrementAndGet();
            }
          };
      self.set(provider.cache("cache", configuration(place, end).build()));
      List<Together.Outcome> outcomes =
          Together.run(
              THREADS,
              thread -> {
                begun.incrementAndGet();
                return use(self.get(), thread, place, end);
              });
      for (Together.Outcome outcome : outcomes) {
        assertThat(
            outcome.failure,
            anyOf(
                is(nullValue()),
                instanceOf(IllegalStateException.class),
                instanceOf(CacheException.class)));
      }
      Eventually.isTrue(ending + " in " + place + " came to its end", () -> endings.get() == 1);
      assertThat(self.get().isClosed(), is(true));
      return (int) outcomes.stream().filter(outcome -> outcome.failure != null).count();
    }
  }

  private static LarderConfigurationBuilder<String, String> configuration(
      Place place, Runnable end) {
    Runnable none = () -> {};
    Runnable inLoader = place == Place.LOADER ? end : none;
    var builder =
        LarderConfiguration.builder(String.class, String.class)
            .listenerQueueSize(20)
            .loader(
                new MapLoader<>(
                    key -> {
                      inLoader.run();
                      return key;
                    }))
            .writer(new Ender(place == Place.WRITER ? end : none));
    if (place == Place.LISTENER || place == Place.ASYNCHRONOUS_LISTENER) {
      builder.listener(new EventLog(event -> end.run()).configuration(place == Place.LISTENER));
    }
    return builder;
  }

  private static Object use(Cache<String, String> cache, int thread, Place place, Runnable end) {
    Runnable none = () -> {};
    Runnable inProcessor = place == Place.PROCESSOR ? end : none;
    Completion completion = new Completion(place == Place.COMPLETION ? end : none);
    for (int round = 0; round < ROUNDS; round++) {
      String key = "k" + (round + thread) % 7;
      cache.get(key);
      cache.put(key, "v");
      cache.invoke(
          key,
          (entry, arguments) -> {
            inProcessor.run();
            entry.setValue("w");
            return null;
          });
      cache.getAll(Set.of(key, "other"));
      cache.loadAll(Set.of(key), true, completion);
      cache.remove(key);
      cache.removeAll(Set.of(key, "other"));
    }
    return null;
  }

  private record Completion(Runnable end) implements CompletionListener {
    @Override
    public void onCompletion() {
      end.run();
    }

    @Override
    public void onException(Exception e) {
      end.run();
    }
  }

  private static final class Ender extends UserStore<String, String> {
    private final Runnable end;

    Ender(Runnable end) {
      this.end = end;
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      end.run();
    }

    @Override
    public void delete(Object key) {
      end.run();
    }
  }
}
