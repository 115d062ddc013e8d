package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.LarderConfiguration;
import dev.larder.TestProvider;
import dev.larder.spec.EventLog;
import dev.larder.spec.Eventually;
import dev.larder.spec.Together;
import dev.larder.spec.Watchdog;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners of two caches that write to each other's cache, and to their own, for ever almost. */
@ExtendWith(Watchdog.class)
class ListenersThatWriteTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 200;

  private final TestProvider provider = new TestProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  /** The value is how often the change is to be handed on. */
  private static void handOn(Cache<String, String> to, String key, String value) {
    int left = Integer.parseInt(value);
    if (left > 0) {
      to.put(key, String.valueOf(left - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void listeners_writeToEachOthersCaches_doNotDeadlock(boolean synchronous) {
    Cache<String, String> one = provider.cache("one", configuration());
    Cache<String, String> two = provider.cache("two", configuration());
    AtomicInteger heard = new AtomicInteger();
    listen(one, two, heard, synchronous);
    listen(two, one, heard, synchronous);
    Together.values(
        Together.run(
            THREADS,
            thread -> {
              Cache<String, String> mine = thread % 2 == 0 ? one : two;
              for (int round = 0; round < ROUNDS; round++) {
                mine.put("k" + round % 3, "2");
              }
              return null;
            }));
    // Each change is heard, and handed on twice: none is lost on the way.
    int all = 3 * THREADS * ROUNDS;
    Eventually.isTrue("all " + all + " are heard", () -> heard.get() == all);
    assertThat(heard.get(), is(all));
  }

  /** So small a queue that asynchronous listeners wait for each other's room, if they did wait. */
  private static LarderConfiguration<String, String> configuration() {
    return LarderConfiguration.builder(String.class, String.class).listenerQueueSize(3).build();
  }

  private static void listen(
      Cache<String, String> from, Cache<String, String> to, AtomicInteger heard, boolean sync) {
    EventLog log =
        new EventLog(
            event -> {
              heard.incrementAndGet();
              // To itself and to the other, in turn: both may be in the midst of telling.
              handOn(heard.get() % 2 == 0 ? to : from, event.getKey(), event.getValue());
            });
    from.registerCacheEntryListener(log.configuration(sync));
  }
}
