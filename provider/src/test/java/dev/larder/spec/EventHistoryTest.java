package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.cache.Cache;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The events of a key are its history: each one continues the state that the previous one left, and
 * the last one leaves what the cache has, while threads write, entries are evicted, and the clock
 * advances.
 */
class EventHistoryTest extends SpecTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 3_000;
  private static final int KEYS = 24;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void events_replayed_giveTheCachesContents(boolean synchronous) {
    EventLog log = new EventLog();
    Cache<String, String> cache =
        cache(builder().maximumSize(KEYS / 2).expireAfterWrite(Duration.ofSeconds(1)));
    cache.registerCacheEntryListener(log.configuration(synchronous));
    Together.all(
        THREADS,
        thread -> {
          SplittableRandom random = new SplittableRandom(thread);
          for (int round = 0; round < ROUNDS; round++) {
            operate(cache, random, thread + "." + round);
          }
        });
    Eventually.isTrue(
        "the events lead to the contents of the cache", () -> replay(log).equals(all(cache)));
  }

  private void operate(Cache<String, String> cache, SplittableRandom random, String value) {
    String key = "k" + random.nextInt(KEYS);
    switch (random.nextInt(9)) {
      case 0 -> cache.put(key, value);
      case 1 -> cache.putIfAbsent(key, value);
      case 2 -> cache.getAndReplace(key, value);
      case 3 -> cache.remove(key);
      case 4 -> cache.getAndPut(key, value);
      case 5 -> cache.putAll(Map.of(key, value, "common", value));
      case 6 ->
          cache.invoke(
              key,
              (entry, arguments) -> {
                entry.setValue(entry.getValue() + "|" + value.length());
                return null;
              });
      case 7 -> cache.get(key);
      default -> advance(Duration.ofMillis(random.nextInt(60)));
    }
  }

  private static Map<String, String> all(Cache<String, String> cache) {
    Map<String, String> all = new HashMap<>();
    cache.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }

  private static Map<String, String> replay(EventLog log) {
    Map<String, String> state = new HashMap<>();
    for (String line : log.lines()) {
      List<String> words = List.of(line.split(" ", 3));
      String key = words.get(1);
      String values = words.get(2);
      int arrow = values.indexOf("->");
      switch (words.get(0)) {
        case "CREATED" -> assertThat(line, state.put(key, values) == null, is(true));
        case "UPDATED" ->
            assertThat(
                line, state.put(key, values.substring(arrow + 2)), is(values.substring(0, arrow)));
        default -> assertThat(line, state.remove(key), is(values));
      }
    }
    return state;
  }
}
