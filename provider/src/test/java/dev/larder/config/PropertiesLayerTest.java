package dev.larder.config;

import static dev.larder.config.Fixture.books;
import static dev.larder.config.Fixture.onlyProperties;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.iterableWithSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesLayerTest {
  @TempDir Path folder;

  private static String error(String key, String value) {
    return assertThrows(CacheException.class, () -> onlyProperties(key, value)).getMessage();
  }

  @Test
  void property_sameBlock_overridesFile() {
    var configuration =
        new Fixture(folder)
            .conf(
                "caches { books { maximum-size = 5, statistics = false } }",
                "larder.caches.books.maximum-size",
                "100");
    assertThat(books(configuration).getMaximumSize(), is(100L));
  }

  @Test
  void property_defaults_isWeakerThanCacheOfFile() {
    var configuration =
        new Fixture(folder)
            .conf(
                """
                defaults { statistics = false, management = false }
                caches { books { statistics = false } }
                """,
                "larder.defaults.statistics",
                "true",
                "larder.defaults.management",
                "true");
    assertThat(books(configuration).isStatisticsEnabled(), is(false));
    assertThat(books(configuration).isManagementEnabled(), is(true));
  }

  @Test
  void property_nameWithDots_worksWithAndWithoutQuotes() {
    var configuration =
        onlyProperties(
            "larder.caches.com.acme.Book.maximum-size", "7",
            "larder.caches.\"com.acme.Tax\".expiry.created", "5s",
            "larder.templates.com.acme.*.statistics", "true");
    var book = configuration.resolve("com.acme.Book", null).configuration();
    assertThat(book.getMaximumSize(), is(7L));
    assertThat(book.isStatisticsEnabled(), is(true));
    assertThat(
        configuration.resolve("com.acme.Tax", null).description(),
        containsString(
            "expiry=created 5s (property larder.caches.\"com.acme.Tax\".expiry.created)"));
  }

  @Test
  void property_ofCache_doesNotCreateIt() {
    assertThat(onlyProperties("larder.caches.books.maximum-size", "7").cacheNames(), is(empty()));
  }

  @Test
  void property_listOrListener_hasCommasOrIndex() {
    var books =
        books(
            onlyProperties(
                "larder.caches.books.serialization.allow", "com.acme.*, org.acme.Book",
                "larder.caches.books.immutable-types", "com.acme.Book",
                "larder.caches.books.listeners.0.class", Samples.name(Samples.Listener.class),
                "larder.caches.books.listeners.0.synchronous", "true"));
    assertThat(books.getSerialAllow(), contains("com.acme.*", "org.acme.Book"));
    assertThat(books.getImmutableTypes(), contains("com.acme.Book"));
    assertThat(books.getCacheEntryListenerConfigurations(), is(iterableWithSize(1)));
  }

  @Test
  void property_anyType_isParsedFromText() {
    var books =
        books(
            onlyProperties(
                "larder.defaults.store-by-value", "false",
                "larder.defaults.expiry", "eternal",
                "larder.defaults.maximum-weight", "1 MiB",
                "larder.defaults.weigher", Samples.name(Samples.Length.class),
                "larder.defaults.listener-queue-size", "5"));
    assertThat(books.isStoreByValue(), is(false));
    assertThat(books.getMaximumWeight(), is(1_048_576L));
    assertThat(books.getListenerQueueSize(), is(5));
  }

  @Test
  void property_otherPrefix_isIgnored() {
    assertThat(
        books(onlyProperties("hibernate.x", "1", "larderx", "2")).getMaximumSize(), is(10_000L));
  }

  @Test
  void property_unknownKey_failsWithAccepted() {
    assertThat(
        error("larder.caches.books.maximum-sise", "5"),
        allOf(
            startsWith(
                "property larder.caches.books.maximum-sise: unknown key caches.books.maximum-sise,"
                    + " did you mean maximum-size?; accepted: watch, defaults.KEY, templates.PATTERN.KEY and"
                    + " caches.NAME.KEY, with KEY one of key-type, value-type, maximum-size"),
            containsString("serialization.allow")));
    assertThat(error("larder.maximum-size", "5"), containsString("unknown key maximum-size"));
  }

  @Test
  void property_valueNotAccepted_failsWithProperty() {
    assertThat(
        error("larder.caches.books.maximum-size", "many"),
        is(
            "property larder.caches.books.maximum-size: caches.books.maximum-size: found the string"
                + " \"many\", accepted is a whole number of entries >= 1, or unbounded"));
  }

  @Test
  void property_belowAValue_failsWithBoth() {
    CacheException error =
        assertThrows(
            CacheException.class,
            () ->
                onlyProperties(
                    "larder.defaults.expiry", "eternal", "larder.defaults.expiry.created", "5s"));
    assertThat(
        error.getMessage(),
        is(
            "property larder.defaults.expiry.created: defaults.expiry.created contradicts"
                + " defaults.expiry in property larder.defaults.expiry: drop one of them"));
  }

  @Test
  void property_defaultOrNotAString_isRead() {
    Properties properties =
        new Properties(Fixture.properties("larder.defaults.statistics", "true"));
    properties.put("larder.defaults.maximum-size", 7);
    var books =
        books(ManagerConfiguration.load(URI.create("my-manager"), Fixture.LOADER, properties));
    assertThat(books.isStatisticsEnabled(), is(true));
    assertThat(books.getMaximumSize(), is(7L));
  }

  @Test
  void properties_changedLater_haveNoEffect() {
    Properties properties = Fixture.properties("larder.defaults.maximum-size", "7");
    var configuration =
        ManagerConfiguration.load(URI.create("my-manager"), Fixture.LOADER, properties);
    properties.setProperty("larder.defaults.maximum-size", "8");
    assertThat(books(configuration).getMaximumSize(), is(7L));
  }
}
