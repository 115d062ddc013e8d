package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** User code that waits for loadAll of another cache, of its own cache, and of its own key. */
class LoadAllWaitersTest extends SpecTest {
  private Cache<Integer, String> loading(String name, Function<Integer, String> loader) {
    return provider.cache(
        name,
        new MutableConfiguration<Integer, String>()
            .setTypes(Integer.class, String.class)
            .setReadThrough(true)
            .setCacheLoaderFactory(new FactoryBuilder.SingletonFactory<>(new MapLoader<>(loader))));
  }

  private static void loadAndWait(Cache<Integer, String> cache, Integer key) {
    loadAll(cache, Set.of(key));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 40})
  void loaders_waitForAnotherCachesLoadAll_end(int loads) throws Exception {
    Cache<Integer, String> inner = loading("inner", key -> "i" + key);
    Cache<Integer, String> middle =
        loading(
            "middle",
            key -> {
              loadAndWait(inner, key);
              return "m" + inner.get(key);
            });
    Cache<Integer, String> outer =
        loading(
            "outer",
            key -> {
              loadAndWait(middle, key);
              return "o" + middle.get(key);
            });
    List<CompletionListenerFuture> all = new ArrayList<>();
    for (int i = 0; i < loads; i++) {
      CompletionListenerFuture loaded = new CompletionListenerFuture();
      outer.loadAll(Set.of(i), true, loaded);
      all.add(loaded);
    }
    for (CompletionListenerFuture loaded : all) {
      await(loaded);
    }
    assertThat(outer.get(loads - 1), is("omi" + (loads - 1)));
  }

  @Test
  void loader_waitsForItsOwnCachesLoadAll_ends() {
    List<Cache<Integer, String>> own = new ArrayList<>();
    Cache<Integer, String> cache =
        loading(
            "own",
            key -> {
              if (key > 0) {
                loadAndWait(own.get(0), key - 1);
              }
              return "v" + key;
            });
    own.add(cache);
    loadAndWait(cache, 6);
    for (int i = 0; i <= 6; i++) {
      assertThat(cache.containsKey(i), is(true));
    }
  }

  @Test
  void loader_waitsForItsOwnKey_getsAnError() {
    List<Cache<Integer, String>> own = new ArrayList<>();
    Cache<Integer, String> cache =
        loading(
            "own",
            key -> {
              loadAndWait(own.get(0), key);
              return "never";
            });
    own.add(cache);
    var thrown = assertThrows(CacheException.class, () -> cache.get(1));
    assertThat(thrown.getMessage() + thrown.getCause(), containsString("recursive operation"));
    assertThrows(CacheException.class, () -> loadAndWait(cache, 2));
  }

  @Test
  void processor_waitsForItsOwnKey_getsAnError() {
    Cache<Integer, String> cache = loading("own", key -> "v" + key);
    var thrown =
        assertThrows(
            EntryProcessorException.class,
            () ->
                cache.invoke(
                    1,
                    (entry, arguments) -> {
                      loadAndWait(cache, 1);
                      return null;
                    }));
    assertThat(thrown.getMessage() + thrown.getCause(), containsString("recursive operation"));
    assertThat(
        cache.<String>invoke(
            1,
            (entry, arguments) -> {
              loadAndWait(cache, 2);
              return cache.get(2);
            }),
        is("v2"));
  }
}
