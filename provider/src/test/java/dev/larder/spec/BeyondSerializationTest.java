package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderConfiguration;
import java.io.Serializable;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values by value that serialization rejects: they are immutable, or their contents can be copied.
 */
class BeyondSerializationTest extends SpecTest {
  /** A type that only the configuration declares as immutable. */
  static final class Money {
    final long cents;

    Money(long cents) {
      this.cents = cents;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Money money && money.cents == cents;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(cents);
    }
  }

  record Point(int x, int y) {}

  record Line(Point from, Point to) {}

  static final class Account implements Serializable {
    @SuppressWarnings("serial")
    Money balance = new Money(7);

    @SuppressWarnings("serial")
    Optional<List<String>> owners = Optional.of(new ArrayList<>(List.of("a")));

    @Override
    public boolean equals(Object other) {
      return other instanceof Account account
          && account.balance.equals(balance)
          && account.owners.equals(owners);
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  static List<Object> values() {
    List<Object> plain =
        List.of(
            new Money(1),
            new Point(1, 2),
            new Line(new Point(1, 2), new Point(3, 4)),
            Optional.empty(),
            Optional.of("a"),
            Optional.of(new ArrayList<>(List.of(1))),
            OptionalInt.of(1),
            OptionalLong.empty(),
            OptionalDouble.of(1),
            Map.entry("a", new ArrayList<>(List.of(1))),
            new Account());
    List<Object> all = new ArrayList<>(plain);
    for (Object value : plain) {
      all.add(new ArrayList<>(List.of(value)));
      all.add(List.of(value, value));
      all.add(new HashMap<>(Map.of("k", value)));
      all.add(Optional.of(value));
      // Serialization copies these, and so through a stream.
      all.add(Collections.unmodifiableList(Arrays.asList(value, "a")));
      all.add(new ConcurrentHashMap<>(Map.of("k", value)));
    }
    return all;
  }

  private Cache<Object, Object> cacheOf(Class<?>... immutable) {
    var builder = LarderConfiguration.builder(Object.class, Object.class);
    for (Class<?> type : immutable) {
      builder.immutable(type);
    }
    return cache(builder);
  }

  @ParameterizedTest
  @MethodSource("values")
  void put_immutableOrCopyableContents_isStored(Object value) {
    Cache<Object, Object> cache = cacheOf(Money.class);
    cache.put("k", value);
    assertThat(cache.get("k"), is(value));
    cache.put(value, "v");
    assertThat(cache.get(value), is("v"));
  }

  @Test
  void put_immutableArray_isStoredWithItsElements() {
    Cache<Object, Object> cache = cacheOf(Money.class);
    Money[] array = {new Money(1)};
    cache.put("k", array);
    Money[] copy = (Money[]) cache.get("k");
    assertThat(copy, is(not(sameInstance(array))));
    assertThat(copy[0], is(sameInstance(array[0])));
  }

  @Test
  void put_optionalOfMutable_isCopied() {
    Cache<Object, Object> cache = cacheOf();
    List<Integer> list = new ArrayList<>(List.of(1));
    cache.put("a", Optional.of(list));
    cache.put("b", Map.entry("e", list));
    cache.put("c", Collections.unmodifiableList(Arrays.asList(Optional.of(list), list)));
    list.add(2);
    assertThat(cache.get("a"), is(Optional.of(List.of(1))));
    assertThat(cache.get("b"), is(Map.entry("e", List.of(1))));
    assertThat(cache.get("c"), is(List.of(Optional.of(List.of(1)), List.of(1))));
  }

  @Test
  void put_unlistedClassInAList_isRefusedAndNamed() {
    Cache<Object, Object> cache = cacheOf();
    var thrown = assertThrows(CacheException.class, () -> cache.put("k", List.of(new Money(1))));
    assertThat(thrown.getMessage(), containsString(Money.class.getName()));
    assertThat(thrown.getMessage(), containsString("immutable-types"));
  }

  enum Mood {
    GOOD
  }

  static final class Plain implements Serializable {}

  @Test
  void put_classThatTheLoaderLacks_isRefusedWithClassAndLoader() throws Exception {
    try (URLClassLoader bare = new URLClassLoader("bare", new URL[0], null);
        CacheManager manager =
            Caching.getCachingProvider("dev.larder.LarderCachingProvider")
                .getCacheManager(null, bare)) {
      Cache<String, Object> cache = manager.createCache("c", new MutableConfiguration<>());
      for (Object value : List.of(Mood.GOOD, new Plain(), Set.of(Mood.GOOD))) {
        var thrown = assertThrows(CacheException.class, () -> cache.put("k", new Object[] {value}));
        assertThat(thrown.getMessage(), containsString(BeyondSerializationTest.class.getName()));
        assertThat(thrown.getMessage(), containsString("class loader of the cache manager"));
        assertThat(thrown.getMessage(), containsString(bare.toString()));
      }
    }
  }
}
