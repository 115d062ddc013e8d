package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyArray;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.LarderConfiguration;
import dev.larder.LarderManagerMXBean;
import dev.larder.reliability.Logged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A configuration file that changes while its caches are in use. */
class ReloadTest extends SpecTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("caches.conf");
  }

  private void write(String... lines) throws IOException {
    Files.write(file(), List.of(lines));
  }

  private CacheManager manager(String... lines) throws IOException {
    write(lines);
    return provider.provider().getCacheManager(file().toUri(), null, null);
  }

  private static String[] reload(CacheManager manager) {
    return manager.unwrap(LarderManagerMXBean.class).reload();
  }

  @Test
  void reload_sameSettings_changesNothing() throws IOException {
    CacheManager manager = manager("caches { books { maximum-size = 3 } }");
    write("# a comment", "caches.books.maximum-size = 3");
    assertThat(reload(manager), emptyArray());
  }

  @Test
  void reload_boundExpiryStatistics_changeTheRunningCache() throws IOException {
    CacheManager manager =
        manager("caches {", "  books { maximum-size = 3, expiry { created = 1 minute } }", "}");
    Cache<String, String> books = manager.getCache("books");
    for (String key : List.of("a", "b", "c")) {
      books.put(key, "v");
    }
    write(
        "caches {",
        "  books { maximum-size = 2, expiry { created = 1 hour }, statistics = true }",
        "}");
    assertThat(
        reload(manager),
        arrayContaining(
            "cache 'books': maximum-size=2 (caches.conf:2), was 3",
            "cache 'books': expiry=created 1h (caches.conf:2), was created 1m",
            "cache 'books': statistics=true (caches.conf:2), was false"));
    assertThat(bean(books).getEntryCount(), is(2L));
    assertThat(bean(books).getMaximum(), is(2L));
    assertThat(
        bean(books).getEffectiveConfiguration(), containsString("maximum-size=2 (caches.conf:2)"));
    books.put("d", "v");
    seconds(60);
    assertThat(books.containsKey("c"), is(false));
    assertThat(books.get("d"), is("v"));
    CompleteConfiguration<?, ?> now = books.getConfiguration(CompleteConfiguration.class);
    assertThat(now.isStatisticsEnabled(), is(true));
    assertThat(books.getConfiguration(LarderConfiguration.class).getMaximumSize(), is(2L));
    assertThat(reload(manager), emptyArray());
  }

  @Test
  void reload_expiryByAccess_appliesOnNextAccess() throws IOException {
    CacheManager manager = manager("caches { books { expiry { touched = 10 minutes } } }");
    Cache<String, String> books = manager.getCache("books");
    books.put("a", "v");
    books.put("untouched", "v");
    write("caches { books { expiry { touched = 1 minute } } }");
    assertThat(reload(manager).length, is(1));
    assertThat(books.get("a"), is("v"));
    seconds(59);
    assertThat(books.get("a"), is("v"));
    seconds(60);
    assertThat(books.get("a"), is(nullValue()));
    assertThat(books.get("untouched"), is("v"));
    write("caches { books { expiry = eternal } }");
    reload(manager);
    books.put("b", "v");
    seconds(100_000);
    assertThat(books.get("b"), is("v"));
  }

  @Test
  void reload_refreshAge_changes() throws IOException {
    String loader = "loader = \"" + Upper.class.getName() + "\", read-through = true";
    CacheManager manager = manager("caches { books { refresh-after = 1 hour, " + loader + " } }");
    Cache<String, String> books = manager.getCache("books");
    write("caches { books { refresh-after = 1 minute, " + loader + " } }");
    assertThat(
        reload(manager),
        arrayContaining("cache 'books': refresh-after=1m (caches.conf:1), was 1h"));
    assertThat(books.get("a"), is("A"));
    seconds(60);
    assertThat(books.get("a"), is("A"));
    Eventually.isTrue("the reload", () -> bean(books).getRefreshes() == 1);
  }

  /** A loader that a file can name. */
  public static final class Upper extends UserStore<String, String> {
    @Override
    public String load(String key) {
      return key.toUpperCase(Locale.ROOT);
    }
  }

  @Test
  void reload_fixedSettings_areReportedAndKept() throws IOException {
    CacheManager manager = manager("caches { books { maximum-size = 3 } }");
    Cache<String, String> books = manager.getCache("books");
    write("caches { books { policy = adaptive, expiry { created = 1 minute } } }");
    assertThat(
        reload(manager),
        arrayContaining(
            "cache 'books': maximum-size=10000 (default), was 3",
            "cache 'books': policy=adaptive (caches.conf:1), was lru; it takes effect when the"
                + " cache is made again",
            "cache 'books': expiry=created 1m (caches.conf:1), was eternal; it takes effect when"
                + " the cache is made again"));
    books.put("a", "v");
    seconds(61);
    assertThat(books.get("a"), is("v"));
    books.close();
    write("caches { books { policy = adaptive, expiry { created = 1 minute } }, b {} }");
    assertThat(
        reload(manager), arrayContaining("cache 'b': created, because the file names it now"));
    assertThat(manager.getCacheNames(), containsInAnyOrder("b"));
    assertThat(manager.getCache("b").getName(), is("b"));
    write("caches { c {} }");
    assertThat(
        reload(manager),
        arrayContaining(
            "cache 'b': the file no longer names it; it stays as it is",
            "cache 'c': created, because the file names it now"));
  }

  @Test
  void reload_invalidFile_changesNothing() throws IOException {
    CacheManager manager = manager("caches { a { maximum-size = 3 }", "  b { maximum-size = 3 } }");
    Cache<String, String> a = manager.getCache("a");
    write("caches { a { maximum-size = 5 }", "  b { maximum-size = many } }");
    assertThat(
        assertThrows(CacheException.class, () -> reload(manager)).getMessage(),
        containsString("caches.conf:2: caches.b.maximum-size"));
    assertThat(bean(a).getMaximum(), is(3L));
    write("caches { a { maximum-size = 5 }", "  b { read-through = true } }");
    assertThrows(CacheException.class, () -> reload(manager));
    assertThat(bean(a).getMaximum(), is(3L));
    Files.delete(file());
    assertThrows(CacheException.class, () -> reload(manager));
    assertThat(bean(a).getMaximum(), is(3L));
    manager.close();
    assertThrows(IllegalStateException.class, () -> reload(manager));
  }

  @Test
  void reload_programmaticSetting_winsOverTheFile() throws IOException {
    CacheManager manager = manager("templates { \"*\" { maximum-size = 3 } }");
    Cache<String, String> own = manager.createCache("own", builder().maximumSize(7).build());
    Cache<String, String> other = manager.createCache("other", builder().build());
    bean(other).setMaximum(4);
    write("templates { \"*\" { maximum-size = 5 } }");
    assertThat(
        reload(manager), arrayContaining("cache 'other': maximum-size=5 (caches.conf:1), was 3"));
    assertThat(bean(own).getMaximum(), is(7L));
    assertThat(bean(other).getMaximum(), is(5L));
  }

  @Test
  void reload_weightBound_doesNotBecomeASizeBound() throws IOException {
    String weigher = "weigher = \"" + Length.class.getName() + "\"";
    CacheManager manager = manager("caches { a { maximum-weight = 10, " + weigher + " } }");
    Cache<String, String> a = manager.getCache("a");
    write("caches { a { maximum-weight = 20, " + weigher + " } }");
    assertThat(reload(manager).length, is(1));
    assertThat(bean(a).getMaximum(), is(20L));
    write("caches { a { maximum-size = 5 } }");
    for (String line : reload(manager)) {
      assertThat(line, containsString("takes effect when the cache is made again"));
    }
    assertThat(bean(a).getMaximum(), is(20L));
  }

  /** A weigher that a file can name. */
  public static final class Length implements dev.larder.Weigher<String, String> {
    @Override
    public int weigh(String key, String value) {
      return value.length();
    }
  }

  /** Advances the clock by the watch period until the condition is true. */
  private void lookUntil(String what, BooleanSupplier condition) {
    Eventually.isTrue(
        what,
        () -> {
          if (!condition.getAsBoolean()) {
            seconds(10);
          }
          return condition.getAsBoolean();
        });
  }

  @Test
  void watch_fileChanges_reloads() throws IOException {
    CacheManager manager = manager("watch = 10 seconds", "caches { a { maximum-size = 3 } }");
    Cache<String, String> a = manager.getCache("a");
    write("watch = 10 seconds", "caches { a { maximum-size = 4 } }");
    assertThat(bean(a).getMaximum(), is(3L));
    lookUntil("the bound changes", () -> bean(a).getMaximum() == 4);
    try (Logged logged = new Logged("dev.larder")) {
      write("watch = 10 seconds", "caches { a { maximum-size = none } }");
      lookUntil("a warning", () -> logged.warnings() == 1);
      // A file that is being rewritten is empty at first.
      write("");
      lookUntil("a warning", () -> logged.warnings() == 2);
      Files.delete(file());
      lookUntil("a warning", () -> logged.warnings() == 3);
    }
    assertThat(bean(a).getMaximum(), is(4L));
    write("caches { a { maximum-size = 5 } }");
    lookUntil("the bound changes again", () -> bean(a).getMaximum() == 5);
  }

  @Test
  void reload_cacheDroppedFromFile_keepsItsSettings() throws IOException {
    CacheManager manager = manager("caches { a { maximum-size = 3, statistics = true }, b {} }");
    Cache<String, String> a = manager.getCache("a");
    write("caches { b {} }");
    assertThat(
        reload(manager),
        arrayContaining("cache 'a': the file no longer names it; it stays as it is"));
    write("caches { b { maximum-size = 7 } }");
    assertThat(
        reload(manager), arrayContaining("cache 'b': maximum-size=7 (caches.conf:1), was 10000"));
    assertThat(bean(a).getMaximum(), is(3L));
    write("caches { a { maximum-size = 4, statistics = true }, b { maximum-size = 7 } }");
    assertThat(
        reload(manager), arrayContaining("cache 'a': maximum-size=4 (caches.conf:1), was 3"));
  }

  @Test
  void reload_oneChangeFails_appliesTheRest() throws IOException {
    CacheManager manager = manager("caches { a { maximum-size = 3 }, b { maximum-size = 3 } }");
    Cache<String, String> a = manager.getCache("a");
    a.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(
            new FactoryBuilder.SingletonFactory<>(
                (CacheEntryEvictedListener<String, String>) evictions -> fail()),
            null,
            true,
            true));
    a.put("1", "v");
    a.put("2", "v");
    String broken = "zed { loader = \"" + Broken.class.getName() + "\" }";
    write("caches { a { maximum-size = 1 }, b { maximum-size = 1 }, " + broken + ", zoo {} }");
    String[] lines = reload(manager);
    assertThat(lines.length, is(4));
    assertThat(
        lines[0],
        startsWith("cache 'a': maximum-size=1 (caches.conf:1), was 3; then failed: javax.cache."));
    assertThat(lines[1], is("cache 'b': maximum-size=1 (caches.conf:1), was 3"));
    assertThat(lines[2], startsWith("cache 'zed': not created: "));
    assertThat(lines[3], is("cache 'zoo': created, because the file names it now"));
    assertThat(bean(a).getMaximum(), is(1L));
    assertThat(reload(manager)[0], startsWith("cache 'zed': not created: "));
    write("caches { a { maximum-size = 1 }, b { maximum-size = 1 }, zed {}, zoo {} }");
    assertThat(
        reload(manager), arrayContaining("cache 'zed': created, because the file names it now"));
    manager.destroyCache("zoo");
    assertThat(reload(manager), emptyArray());
  }

  /** A loader whose constructor throws. */
  public static final class Broken extends UserStore<String, String> {
    /** Throws. */
    public Broken() {
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void reload_effectiveConfiguration_showsAppliedSettings() throws IOException {
    CacheManager manager = manager("caches { a { policy = lru } }");
    Cache<String, String> a = manager.getCache("a");
    write("caches { a { policy = adaptive, maximum-size = 9 } }");
    assertThat(reload(manager).length, is(2));
    assertThat(
        bean(a).getEffectiveConfiguration(),
        allOf(
            containsString("policy=lru (caches.conf:1)"),
            containsString("maximum-size=9 (caches.conf:1)")));
    assertThat(reload(manager).length, is(1));
    write("caches { a { policy = lru, maximum-size = 9 } }");
    assertThat(reload(manager), emptyArray());
  }

  @Test
  void reload_ageBesideFixedSetting_changes() throws IOException {
    String loader = "loader = \"" + Upper.class.getName() + "\", read-through = true";
    CacheManager manager =
        manager("caches { a { refresh-after = 4h, scheduled-refresh = true, " + loader + " } }");
    Cache<String, String> a = manager.getCache("a");
    assertThat(a.get("k"), is("K"));
    assertThat(a.get("k"), is("K"));
    write(
        "caches { a { refresh-after = 1m, scheduled-refresh = true, coalesce = 5ms, "
            + loader
            + " } }");
    assertThat(
        reload(manager),
        arrayContaining(
            "cache 'a': refresh-after=1m (caches.conf:1), was 4h",
            "cache 'a': coalesce=5ms (caches.conf:1), was unset; it takes effect when the cache is"
                + " made again"));
    a.put("new", "v");
    assertThat(a.get("new"), is("v"));
    seconds(60);
    lookUntil("a reload by the new schedule", () -> bean(a).getRefreshes() == 1);
  }

  /** Each setting that a reload can change, before and after. */
  static Stream<Arguments> reloadableSettings() {
    String loads = "loader = \"" + Upper.class.getName() + "\", read-through = true, ";
    String weighs = "weigher = \"" + Length.class.getName() + "\", ";
    return Stream.of(
        setting("", "maximum-size = 3", "maximum-size = 4", c -> c.getMaximumSize()),
        setting(weighs, "maximum-weight = 3", "maximum-weight = 4", c -> c.getMaximumWeight()),
        setting(
            "",
            "expiry { created = 1m }",
            "expiry { created = 1h }",
            c -> c.getExpiryPolicyFactory().create().getExpiryForCreation()),
        setting(loads, "refresh-after = 1m", "refresh-after = 2m", c -> c.getRefreshAfter()),
        setting(
            loads + "refresh-after = 1m, ",
            "stale-if-error = 1m",
            "stale-if-error = 2m",
            c -> c.getStaleIfError()),
        setting(
            loads + "refresh-after = 1m, ",
            "coalesce = 5ms",
            "coalesce = 7ms",
            c -> c.getCoalesce()),
        setting("", "statistics = false", "statistics = true", c -> c.isStatisticsEnabled()),
        setting("", "management = false", "management = true", c -> c.isManagementEnabled()));
  }

  private static Arguments setting(
      String others, String before, String after, Function<LarderConfiguration<?, ?>, ?> getter) {
    return Arguments.of(others, before, after, getter);
  }

  @ParameterizedTest
  @MethodSource("reloadableSettings")
  void getConfiguration_afterReload_returnsTheNewValue(
      String others, String before, String after, Function<LarderConfiguration<?, ?>, ?> getter)
      throws IOException {
    CacheManager manager = manager("caches { a { " + others + before + " } }");
    Cache<String, String> reloaded = manager.getCache("a");
    write("caches { a { " + others + after + " }, b { " + others + after + " } }");
    reload(manager);
    Object expected = getter.apply(configuration(manager.getCache("b")));
    assertThat(getter.apply(configuration(reloaded)), is(expected));
  }

  private static LarderConfiguration<?, ?> configuration(Cache<?, ?> cache) {
    return cache.getConfiguration(LarderConfiguration.class);
  }

  @Test
  void getConfiguration_refusedCoalesce_returnsTheOldValue() throws IOException {
    String loads = "loader = \"" + Upper.class.getName() + "\", read-through = true";
    CacheManager manager = manager("caches { a { refresh-after = 1m, " + loads + " } }");
    Cache<String, String> a = manager.getCache("a");
    write("caches { a { refresh-after = 2m, coalesce = 5ms, " + loads + " } }");
    assertThat(reload(manager).length, is(2));
    assertThat(configuration(a).getRefreshAfter(), is(Duration.ofMinutes(2)));
    assertThat(configuration(a).getCoalesce(), is(nullValue()));
  }

  @Test
  void reload_listenerChange_isReported() throws IOException {
    String listener = "class = \"dev.larder.config.Samples$Listener\"";
    CacheManager manager = manager("caches { a { listeners = [{ " + listener + " }] } }");
    write("caches { a { listeners = [{ " + listener + ", synchronous = true }] } }");
    assertThat(
        reload(manager),
        arrayContaining(
            "cache 'a': listeners=[dev.larder.config.Samples$Listener synchronous]"
                + " (caches.conf:1), was [dev.larder.config.Samples$Listener]; it takes effect when"
                + " the cache is made again"));
  }

  @Test
  void reload_policyDuringReads_keepsDeadlines() throws Exception {
    CacheManager manager = manager("caches { a { expiry { touched = 1 hour } } }");
    Cache<String, String> a = manager.getCache("a");
    a.put("k", "v");
    AtomicInteger misses = new AtomicInteger();
    AtomicBoolean ended = new AtomicBoolean();
    Thread reader =
        new Thread(
            () -> {
              while (!ended.get()) {
                if (a.get("k") == null) {
                  misses.incrementAndGet();
                }
              }
            });
    reader.start();
    try {
      for (int i = 0; i < 100; i++) {
        write("caches { a { expiry { " + (i % 2 == 0 ? "created" : "touched") + " = 1 hour } } }");
        reload(manager);
      }
    } finally {
      ended.set(true);
      reader.join();
    }
    assertThat(misses.get(), is(0));
  }
}
