package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderConfiguration;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;

/** By value: allowed classes, immutable values, and class loaders. */
class SerializationTest extends SpecTest {

  static class Declared implements Serializable {
    private static final long serialVersionUID = 1L;

    final Object anything;

    Declared(Object anything) {
      this.anything = anything;
    }
  }

  static final class Stranger implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  static final class Unserializable {}

  record Point(int x, String name) {}

  @Test
  void put_undeclaredClassWithoutList_isStored() {
    Cache<String, Declared> cache = cache(typed(String.class, Declared.class));
    cache.put("k", new Declared(new Stranger()));
    assertThat(cache.get("k").anything instanceof Stranger, is(true));
  }

  @Test
  void put_classMissingFromList_isRefusedAndNamed() {
    Cache<String, Declared> cache =
        cache(LarderConfiguration.builder(String.class, Declared.class).allow("com.acme.*"));
    cache.put("k", new Declared(new ArrayList<>(List.of("fine", BigDecimal.ONE))));
    var thrown =
        assertThrows(CacheException.class, () -> cache.put("k", new Declared(new Stranger())));
    assertThat(thrown.getMessage(), containsString(Stranger.class.getName()));
    assertThat(thrown.getMessage(), containsString("'spec'"));
    assertThat(cache.get("k").anything, is(List.of("fine", BigDecimal.ONE)));
    cache.put("k", new Declared("fine again"));
    assertThat(cache.get("k").anything, is("fine again"));
  }

  @Test
  void put_listedClass_isStored() {
    Cache<String, Declared> cache =
        cache(
            LarderConfiguration.builder(String.class, Declared.class)
                .allow(Stranger.class.getName()));
    cache.put("k", new Declared(new Stranger()));
    assertThat(cache.get("k").anything instanceof Stranger, is(true));
  }

  @Test
  void put_notSerializable_isRefusedAndNamed() {
    Cache<Object, Object> cache = cache(typed(Object.class, Object.class));
    var thrown = assertThrows(CacheException.class, () -> cache.put("k", new Unserializable()));
    assertThat(thrown.getMessage(), containsString(Unserializable.class.getName()));
    assertThat(cache.get("k"), is(nullValue()));
    assertThrows(CacheException.class, () -> cache.put(new Unserializable(), "v"));
  }

  @Test
  void get_immutableValue_isNotCopied() {
    Cache<String, Object> cache = cache(typed(String.class, Object.class));
    Object[] constant = {
      new String("s"),
      1_000_000,
      Instant.EPOCH,
      UUID.randomUUID(),
      URI.create("a:b"),
      new Point(1, "p")
    };
    for (Object value : constant) {
      cache.put("k", value);
      assertThat(cache.get("k"), is(sameInstance(value)));
    }
    Instant[] array = {Instant.EPOCH};
    cache.put("k", array);
    array[0] = Instant.MAX;
    assertThat("an array of immutable values", cache.get("k"), is(new Instant[] {Instant.EPOCH}));
    List<String> list = new ArrayList<>(List.of("a"));
    cache.put("k", list);
    assertThat(cache.get("k"), is(list));
    assertThat(cache.get("k"), is(not(sameInstance(list))));
  }

  @Test
  void valueCopier_mutableValue_replacesSerialization() {
    Cache<String, StringBuilder> cache =
        cache(
            LarderConfiguration.builder(String.class, StringBuilder.class)
                .valueCopier(StringBuilder::new));
    StringBuilder mine = new StringBuilder("a");
    cache.put("k", mine);
    mine.append("b");
    cache.get("k").append("c");
    assertThat(cache.get("k").toString(), is("a"));
  }

  @Test
  void get_ownClass_isResolvedByTheManagersLoader() throws Exception {
    OwnLoader loader = new OwnLoader(Stranger.class);
    Object value = loader.make();
    Class<?> own = value.getClass();
    assertThat(own == Stranger.class, is(false));
    CacheManager manager = provider.provider().getCacheManager(URI.create("own-loader"), loader);
    Cache<String, Object> cache =
        manager.createCache("c", typed(String.class, SerializationTest.<Object>cast(own)));
    cache.put("k", value);
    assertThat(cache.get("k").getClass() == own, is(true));
    assertThat(cache.get("k"), is(not(sameInstance(value))));
  }

  @SuppressWarnings("unchecked")
  private static <T> Class<T> cast(Class<?> type) {
    return (Class<T>) type;
  }
}
