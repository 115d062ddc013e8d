package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.LarderConfiguration;
import dev.larder.spec.EventLog;
import dev.larder.spec.Eventually;
import dev.larder.spec.SpecTest;
import dev.larder.spec.Together;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners of two caches that write to both caches. */
class ListenerWritesTest extends SpecTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 200;

  /** Writes the value minus one, unless it is zero. */
  private static void forward(Cache<String, String> to, String key, String value) {
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
    AtomicInteger received = new AtomicInteger();
    listen(one, two, received, synchronous);
    listen(two, one, received, synchronous);
    Together.all(
        THREADS,
        thread -> {
          Cache<String, String> mine = thread % 2 == 0 ? one : two;
          for (int round = 0; round < ROUNDS; round++) {
            mine.put("k" + round % 3, "2");
          }
        });
    // Each put causes two more puts, and each of the three fires an event.
    int all = 3 * THREADS * ROUNDS;
    Eventually.isTrue("all " + all + " events", () -> received.get() == all);
    assertThat(received.get(), is(all));
  }

  /** A queue so small that asynchronous listeners would block each other if they waited for it. */
  private static LarderConfiguration<String, String> configuration() {
    return builder().listenerQueueSize(3).build();
  }

  private static void listen(
      Cache<String, String> from, Cache<String, String> to, AtomicInteger received, boolean sync) {
    EventLog log =
        new EventLog(
            event -> {
              received.incrementAndGet();
              // Writes to both caches in turn, either of which may be delivering an event.
              forward(received.get() % 2 == 0 ? to : from, event.getKey(), event.getValue());
            });
    from.registerCacheEntryListener(log.configuration(sync));
  }
}
