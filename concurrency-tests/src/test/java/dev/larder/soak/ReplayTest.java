package dev.larder.soak;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.larder.LarderConfiguration;
import dev.larder.TestProvider;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private final TestProvider provider = new TestProvider();
  private final Promises promises = new Promises();
  private final Replay replay = new Replay(Kind.TOLD, promises);

  @AfterEach
  void close() {
    provider.close();
  }

  private Cache<Integer, Object> cache(CacheEntryEventFilter<Integer, Object> passes) {
    return provider.cache(
        "replayed",
        LarderConfiguration.builder(Integer.class, Object.class)
            .listener(
                new MutableCacheEntryListenerConfiguration<>(
                    () -> replay, () -> passes, true, true))
            .build());
  }

  @Test
  void agrees_allEvents_isTrue() {
    Cache<Integer, Object> cache = cache(event -> true);
    cache.put(1, 1L);
    cache.put(1, 2L);
    cache.put(2, 3L);
    cache.remove(2);
    assertThat(promises.broken(), is(empty()));
    assertThat(replay.agrees(cache), is(true));
  }

  @Test
  void move_lostUpdate_isDetectedAtTheNextEvent() {
    Cache<Integer, Object> cache = cache(event -> !event.getValue().equals(2L));
    cache.put(1, 1L);
    cache.put(1, 2L);
    assertThat(replay.agrees(cache), is(false));
    cache.put(1, 3L);
    assertThat(promises.broken(), hasSize(1));
  }

  @Test
  void agrees_lostCreation_isFalse() {
    Cache<Integer, Object> cache = cache(event -> false);
    cache.put(1, 1L);
    assertThat(promises.broken(), is(empty()));
    assertThat(replay.agrees(cache), is(false));
  }
}
