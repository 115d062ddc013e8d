package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.reliability.Logged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Caches that a configuration file defines, alone and together with a program. */
class FileCachesTest {
  private static final Map<Path, CacheManager> MANAGERS = new ConcurrentHashMap<>();

  @TempDir Path folder;
  private final LarderCachingProvider provider = new LarderCachingProvider();

  @AfterEach
  void close() {
    provider.close();
    MANAGERS.clear();
  }

  private CacheManager open(String text, String... properties) throws IOException {
    Path file = Files.writeString(folder.resolve("larder.conf"), text);
    return provider.getCacheManager(file.toUri(), getClass().getClassLoader(), of(properties));
  }

  private static Properties of(String... properties) {
    Properties given = new Properties();
    for (int i = 0; i < properties.length; i += 2) {
      given.setProperty(properties[i], properties[i + 1]);
    }
    return given;
  }

  private static LarderConfiguration<?, ?> settings(Cache<?, ?> cache) {
    return cache.getConfiguration(LarderConfiguration.class);
  }

  @Test
  void createCache_definedByFile_completesIt() throws IOException {
    CacheManager manager = open("caches { books { maximum-size = 7, statistics = true } }");
    Cache<String, String> books =
        manager.createCache(
            "books",
            new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setStoreByValue(false));
    assertThat(settings(books).getMaximumSize(), is(7L));
    assertThat(settings(books).isStatisticsEnabled(), is(true));
    assertThat(settings(books).isStoreByValue(), is(false));
    assertThat(manager.getCache("books", String.class, String.class), sameInstance(books));
    assertThat(manager.getCacheNames(), contains("books"));
  }

  @Test
  void createCache_twice_namesTheFirstOrigin() throws IOException {
    CacheManager manager = open("\ncaches {\n  books { } \n}");
    manager.createCache("books", new MutableConfiguration<>());
    CacheException error =
        assertThrows(
            CacheException.class, () -> manager.createCache("books", new MutableConfiguration<>()));
    assertThat(
        error.getMessage(),
        endsWith("has a cache named 'books' already, made by the program: getCache returns it"));
  }

  @Test
  void createCache_fileCacheInUse_throws() throws IOException {
    CacheManager manager = open("\ncaches {\n  books { } \n}");
    Cache<String, String> books = manager.getCache("books");
    books.put("a", "b");
    CacheException error =
        assertThrows(
            CacheException.class, () -> manager.createCache("books", new MutableConfiguration<>()));
    assertThat(
        error.getMessage(),
        endsWith(
            "has a cache named 'books' already, which larder.conf:3 defines, and which is in use:"
                + " createCache completes it only before getCache"));
    assertThat(books.get("a"), is("b"));
  }

  @Test
  void createCache_factoryFails_keepsTheFilesCache() throws IOException {
    CacheManager manager = open("caches { books { maximum-size = 7 } }");
    Factory<CacheLoader<Object, Object>> failing =
        () -> {
          throw new IllegalStateException("no loader today");
        };
    assertThrows(
        RuntimeException.class,
        () ->
            manager.createCache(
                "books",
                new MutableConfiguration<>().setCacheLoaderFactory(failing).setReadThrough(true)));
    Cache<String, String> books =
        manager.createCache("books", new MutableConfiguration<String, String>());
    assertThat(settings(books).getMaximumSize(), is(7L));
  }

  @Test
  void createCache_otherTypes_keepsTheFilesCache() throws IOException {
    CacheManager manager = open("caches { books { key-type = java.lang.String } }");
    assertThrows(
        IllegalArgumentException.class,
        () ->
            manager.createCache(
                "books",
                new MutableConfiguration<Integer, Integer>()
                    .setTypes(Integer.class, Integer.class)));
    assertThat(manager.getCache("books"), notNullValue());
  }

  @Test
  void getCache_duringCompletion_waits() throws Exception {
    CacheManager manager = open("caches { books { } }");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    Factory<CacheLoader<String, String>> factory =
        () -> {
          begun.countDown();
          Together.await(proceed);
          return new MapLoader<>(key -> key);
        };
    CompletableFuture<Cache<String, String>> completed =
        CompletableFuture.supplyAsync(
            () ->
                manager.createCache(
                    "books",
                    new MutableConfiguration<String, String>().setCacheLoaderFactory(factory)));
    Together.await(begun);
    CompletableFuture<Cache<String, String>> fetched =
        CompletableFuture.supplyAsync(() -> manager.getCache("books"));
    proceed.countDown();
    assertThat(fetched.get(), sameInstance(completed.get()));
  }

  @Test
  void getCache_otherTypes_doesNotCountAsUse() throws IOException {
    CacheManager manager = open("caches { books { key-type = java.lang.String } }");
    assertThrows(
        ClassCastException.class, () -> manager.getCache("books", Integer.class, Integer.class));
    assertThat(manager.createCache("books", new MutableConfiguration<>()), notNullValue());
  }

  @Test
  void enableStatistics_fileCache_countsAsUse() throws IOException {
    CacheManager manager = open("caches { books { } }");
    manager.enableStatistics("books", true);
    assertThrows(
        CacheException.class, () -> manager.createCache("books", new MutableConfiguration<>()));
  }

  @Test
  void template_contradiction_failsAtOpening() {
    CacheException error =
        assertThrows(
            CacheException.class,
            () -> open("templates { \"s.*\" { create-missing = true, read-through = true } }"));
    assertThat(error.getMessage(), containsString("read-through is set, but no loader"));
  }

  @Test
  void refreshAfter_longerThanExpiry_warns() throws IOException {
    try (Logged log = new Logged("dev.larder")) {
      open(
          "caches { books { refresh-by-caller = true, refresh-after = 10m, expiry { created = 1m } } }");
      assertThat(
          texts(log, Level.WARNING).get(0), containsString("refresh-after is not shorter than"));
    }
  }

  @Test
  void getCache_fileWithoutTypes_acceptsAnyTypes() throws IOException {
    CacheManager manager = open("caches { books { }, covers { key-type = java.lang.String } }");
    Cache<String, Integer> books = manager.getCache("books", String.class, Integer.class);
    books.put("a", 1);
    assertThat(manager.getCache("books", String.class, Integer.class).get("a"), is(1));
    assertThrows(
        ClassCastException.class, () -> manager.getCache("covers", Integer.class, Integer.class));
  }

  @Test
  void getCache_createMissingTemplate_createsTheCache() throws IOException {
    CacheManager manager =
        open("templates { \"session.*\" { create-missing = true, maximum-size = 9 } }");
    assertThat(manager.getCache("other"), nullValue());
    Cache<String, Integer> made = manager.getCache("session.a", String.class, Integer.class);
    assertThat(settings(made).getMaximumSize(), is(9L));
    assertThat(manager.getCache("session.a"), sameInstance(made));
    assertThat(manager.getCacheNames(), contains("session.a"));
    manager.destroyCache("session.a");
    assertThat(manager.getCache("session.a"), not(sameInstance(made)));
  }

  @Test
  void getCache_missingByManyThreads_createsOne() throws Exception {
    CacheManager manager = open("templates { \"*\" { create-missing = true } }");
    for (int round = 0; round < 50; round++) {
      String name = "cache" + round;
      Set<Object> found = ConcurrentHashMap.newKeySet();
      Together.all(3, thread -> found.add(manager.getCache(name)));
      assertThat(found, contains(manager.getCache(name)));
    }
  }

  /** Requests a missing cache of its own manager in its constructor. */
  public static final class Asking extends UserStore<String, String> {
    /** Requests the cache. */
    public Asking() {
      MANAGERS.values().forEach(manager -> manager.getCache("a"));
    }
  }

  @Test
  void getCache_recursiveInConstructor_throws() throws IOException {
    CacheManager manager =
        open(
            "templates { \"*\" { create-missing = true, read-through = true, loader = \""
                + Asking.class.getName()
                + "\" } }");
    MANAGERS.put(folder, manager);
    CacheException error = assertThrows(CacheException.class, () -> manager.getCache("a"));
    assertThat(
        String.valueOf(error.getCause() == null ? error : error.getCause()),
        containsString("recursive request for cache 'a'"));
    MANAGERS.clear();
    assertThat(manager.getCache("a"), notNullValue());
  }

  @Test
  void open_managerAndCache_logTheirSettings() throws IOException {
    Logger logger = Logger.getLogger("dev.larder");
    Level before = logger.getLevel();
    logger.setLevel(Level.ALL);
    try (Logged log = new Logged("dev.larder")) {
      CacheManager manager = open("caches { books { maximum-size = 7 }, covers { } }");
      assertThat(texts(log, Level.INFO).size(), is(1));
      assertThat(
          texts(log, Level.INFO).get(0),
          allOf(
              startsWith("cache manager file:"), endsWith("larder.conf, caches [books, covers]")));
      manager.createCache("books", new MutableConfiguration<>());
      assertThat(
          texts(log, Level.INFO).get(1),
          allOf(
              startsWith("cache 'books' of file:"), endsWith(": maximum-size=7 (larder.conf:1)")));
      assertThat(
          texts(log, Level.FINE).get(0),
          allOf(containsString("maximum-size=7"), containsString("policy=lru (default)")));
      assertThat(log.warnings(), is(0L));
    } finally {
      logger.setLevel(before);
    }
  }

  private static List<String> texts(Logged log, Level level) {
    return log.records().stream()
        .filter(record -> record.getLevel().equals(level))
        .map(LogRecord::getMessage)
        .toList();
  }

  @Test
  void property_unknownCache_warnsWithSuggestion() throws IOException {
    try (Logged log = new Logged("dev.larder")) {
      open("caches { books { } }", "larder.caches.boks.maximum-size", "5");
      assertThat(
          texts(log, Level.WARNING).get(0),
          allOf(
              startsWith("property larder.caches.boks.maximum-size: there is no cache 'boks' in "),
              endsWith(
                  "larder.conf, did you mean books?; it holds if a program makes a cache of that"
                      + " name")));
    }
  }

  @Test
  void open_otherProperties_warnsOnce() throws IOException {
    try (Logged log = new Logged("dev.larder")) {
      CacheManager manager = open("caches { }", "larder.defaults.maximum-size", "5");
      open("caches { }", "larder.defaults.maximum-size", "5", "other", "x");
      assertThat(log.warnings(), is(0L));
      assertThat(open("caches { }", "larder.defaults.maximum-size", "6"), sameInstance(manager));
      open("caches { }", "larder.defaults.policy", "adaptive");
      assertThat(log.warnings(), is(1L));
      assertThat(
          texts(log, Level.WARNING).get(0),
          endsWith(
              "is open already: these properties of a later request are not used:"
                  + " [larder.defaults.maximum-size]"));
    }
  }

  /** A configuration interface of another provider, with settings of its own. */
  interface OtherSettings<K, V> extends CompleteConfiguration<K, V> {
    OptionalLong getMaximumSize();
  }

  /** A configuration of another provider. */
  public static final class OtherConfiguration extends MutableConfiguration<String, String>
      implements OtherSettings<String, String> {
    private static final long serialVersionUID = 1L;

    private transient OptionalLong maximumSize = OptionalLong.empty();

    @Override
    public OptionalLong getMaximumSize() {
      return maximumSize;
    }

    public OptionalLong getExpireAfterWrite() {
      return OptionalLong.empty();
    }

    public String getExecutor() {
      return "common";
    }

    @SuppressWarnings("DoNotCallSuggester") // what is called is found by reflection
    public String getTroubled() {
      throw new NoClassDefFoundError("optional");
    }

    public boolean isNativeStatistics() {
      return maximumSize.isPresent();
    }
  }

  @Test
  void createCache_foreignConfiguration_warnsOfUnusedSettings() throws IOException {
    OtherConfiguration theirs = new OtherConfiguration();
    theirs.maximumSize = OptionalLong.of(5);
    try (Logged log = new Logged("dev.larder")) {
      CacheManager manager = open("caches { }");
      manager.createCache("books", theirs);
      assertThat(
          texts(log, Level.WARNING).get(0),
          containsString(
              "the configuration is a "
                  + OtherConfiguration.class.getName()
                  + ", of which Larder uses what"
                  + " javax.cache.configuration.CompleteConfiguration says; not used: [maximumSize,"
                  + " nativeStatistics]; "));
      manager.createCache("covers", new OtherConfiguration());
      assertThat("no further warning without settings", log.warnings(), is(1L));
    }
  }
}
