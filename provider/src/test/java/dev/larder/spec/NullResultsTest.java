package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** User code that returns null where null has no meaning gets an error, and changes nothing. */
class NullResultsTest extends SpecTest {
  private static LarderConfigurationBuilder<Box, Box> boxes() {
    return LarderConfiguration.builder(Box.class, Box.class);
  }

  private static Stream<Arguments> writes() {
    Box key = new Box("1");
    Box fresh = new Box("9");
    Stream<Map.Entry<String, BiConsumer<Cache<Box, Box>, Box>>> ways =
        Stream.of(
            Map.entry("put", (cache, value) -> cache.put(key, value)),
            Map.entry("putIfAbsent", (cache, value) -> cache.putIfAbsent(new Box("2"), value)),
            Map.entry("getAndPut", (cache, value) -> cache.getAndPut(key, value)),
            Map.entry("replace", (cache, value) -> cache.replace(key, value)),
            Map.entry("replace if", (cache, value) -> cache.replace(key, new Box("5"), value)),
            Map.entry("getAndReplace", (cache, value) -> cache.getAndReplace(key, value)),
            Map.entry("putAll", (cache, value) -> cache.putAll(Map.of(key, value))),
            Map.entry("setValue", (cache, value) -> cache.invoke(key, setting(value))));
    return ways.map(way -> Arguments.of(way.getKey(), way.getValue(), fresh));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("writes")
  void write_valueCopierReturnsNull_keepsTheEntry(
      String name, BiConsumer<Cache<Box, Box>, Box> write, Box value) {
    Cache<Box, Box> cache =
        cache(
            boxes()
                .keyCopier(key -> new Box(key.text))
                .valueCopier(box -> box.text.equals("9") ? null : new Box(box.text)));
    cache.put(new Box("1"), new Box("5"));
    Throwable thrown = assertThrows(CacheException.class, () -> write.accept(cache, value));
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    assertThat(
        cause.getMessage(),
        is("cache 'spec': the value's copier answered null for a dev.larder.spec.Box"));
    assertThat(cache.get(new Box("1")), is(new Box("5")));
    assertThat(cache.containsKey(new Box("2")), is(false));
  }

  @Test
  void put_keyCopierReturnsNull_storesNothing() {
    Cache<Box, Box> cache =
        cache(boxes().keyCopier(key -> null).valueCopier(box -> new Box(box.text)));
    var thrown = assertThrows(CacheException.class, () -> cache.put(new Box("1"), new Box("5")));
    assertThat(thrown.getMessage(), startsWith("cache 'spec': the key's copier answered null"));
    assertThat(cache.iterator().hasNext(), is(false));
  }

  private static Stream<Arguments> factories() {
    var listener =
        new MutableCacheEntryListenerConfiguration<String, String>(() -> null, null, true, true);
    return Stream.of(
        Arguments.of(
            "cache loader", strings().setReadThrough(true).setCacheLoaderFactory(() -> null)),
        Arguments.of(
            "cache writer", strings().setWriteThrough(true).setCacheWriterFactory(() -> null)),
        Arguments.of("expiry policy", strings().setExpiryPolicyFactory(() -> null)),
        Arguments.of("listener", strings().addCacheEntryListenerConfiguration(listener)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("factories")
  void createCache_factoryReturnsNull_namesIt(
      String what, MutableConfiguration<String, String> configuration) {
    Class<? extends RuntimeException> expected =
        what.equals("listener") ? NullPointerException.class : CacheException.class;
    var thrown = assertThrows(expected, () -> cache(configuration));
    assertThat(thrown.getMessage(), containsString("'spec'"));
    assertThat(thrown.getMessage(), containsString("the " + what + " factory answered null"));
    assertThat("the name is free", cache(strings()).isClosed(), is(false));
  }

  @Test
  void register_listenerFactoryReturnsNull_namesIt() {
    Cache<String, String> cache = cache(strings());
    var configuration =
        new MutableCacheEntryListenerConfiguration<String, String>(() -> null, null, false, true);
    var thrown =
        assertThrows(RuntimeException.class, () -> cache.registerCacheEntryListener(configuration));
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    assertThat(cause.getMessage(), is("cache 'spec': the listener factory answered null"));
  }

  /** A configuration as a mock returns it. */
  private static final class NullListeners extends MutableConfiguration<String, String> {
    @Override
    public Iterable<CacheEntryListenerConfiguration<String, String>>
        getCacheEntryListenerConfigurations() {
      return null;
    }
  }

  @Test
  void createCache_nullListeners_throwsWithMessage() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> cache(new NullListeners()));
    assertThat(thrown.getMessage(), containsString("getCacheEntryListenerConfigurations()"));
    assertThat(provider.manager().getCache("spec"), is(nullValue()));
  }
}
