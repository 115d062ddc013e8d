package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderConfiguration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Test;

class KeysHandedOutTest extends SpecTest {
  @Test
  void unwrap_null_throwsWithMessage() {
    Cache<String, String> cache = cache(strings());
    cache.put("k", "v");
    var entry = cache.iterator().next();
    for (var call :
        java.util.List.<Runnable>of(
            () -> cache.getConfiguration(null),
            () -> cache.unwrap(null),
            () -> provider.manager().unwrap(null),
            () -> entry.unwrap(null))) {
      var refused = assertThrows(NullPointerException.class, call::run);
      assertThat(refused.getMessage(), containsString("must not be null"));
    }
  }

  @Test
  void putAll_failingWriterMutatesKeys_storesNothing() {
    CacheWriter<MutableKey, Box> writer =
        new CacheWriter<>() {
          @Override
          public void write(Cache.Entry<? extends MutableKey, ? extends Box> entry) {}

          @Override
          public void writeAll(Collection<Cache.Entry<? extends MutableKey, ? extends Box>> all) {
            all.forEach(entry -> entry.getKey().name = "changed by the writer");
            throw new IllegalStateException("on purpose");
          }

          @Override
          public void delete(Object key) {}

          @Override
          public void deleteAll(Collection<?> keys) {}
        };
    Cache<MutableKey, Box> cache =
        cache(LarderConfiguration.builder(MutableKey.class, Box.class).writer(writer).build());
    assertThrows(
        CacheWriterException.class, () -> cache.putAll(Map.of(new MutableKey("a"), new Box("v"))));
    assertThat(cache.containsKey(new MutableKey("a")), is(false));
  }

  private static CacheLoader<MutableKey, Box> changingLoader() {
    return new CacheLoader<>() {
      @Override
      public Box load(MutableKey key) {
        key.name = "changed by the loader";
        return new Box("loaded");
      }

      @Override
      public Map<MutableKey, Box> loadAll(Iterable<? extends MutableKey> keys) {
        Map<MutableKey, Box> loaded = new HashMap<>();
        for (MutableKey key : keys) {
          loaded.put(new MutableKey(key.name), new Box("loaded"));
          key.name = "changed by the loader";
        }
        return loaded;
      }
    };
  }

  private Cache<MutableKey, Box> loading() {
    return cache(
        LarderConfiguration.builder(MutableKey.class, Box.class).loader(changingLoader()).build());
  }

  @Test
  void get_loaderMutatesKey_keepsTheCallersKey() {
    Cache<MutableKey, Box> cache = loading();
    MutableKey mine = new MutableKey("a");
    assertThat(cache.get(mine), is(new Box("loaded")));
    assertThat(mine.name, is("a"));
  }

  @Test
  void getAll_loaderMutatesKeys_returnsTheValues() {
    Cache<MutableKey, Box> cache = loading();
    assertThat(cache.getAll(Set.of(new MutableKey("a"))).size(), is(1));
  }

  @Test
  void loadAll_loaderMutatesKeys_storesTheValues() throws Exception {
    Cache<MutableKey, Box> cache = loading();
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of(new MutableKey("a")), true, done);
    done.get(20, TimeUnit.SECONDS);
    assertThat(cache.containsKey(new MutableKey("a")), is(true));
  }
}
