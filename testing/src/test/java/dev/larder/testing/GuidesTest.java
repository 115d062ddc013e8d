package dev.larder.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.memo.MemoizedFunction;
import java.io.IOException;
import java.io.Serializable;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.management.CacheStatisticsMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contains the examples of the guides on sizes, tests and logging, and of the questions. */
class GuidesTest {
  private static final Logger LARDER = Logger.getLogger("dev.larder"); // keeps the level

  private static final Path DOCS = Path.of("../src/docs");

  @TempDir Path folder;
  private final SteppedClock clock = new SteppedClock();

  record Book(String title, int price) implements Serializable {
    Book withPrice(int newPrice) {
      return new Book(title, newPrice);
    }
  }

  static final class Shop {}

  @AfterEach
  void close() {
    clock.close();
  }

  private CacheManager managerOf(String hocon) throws IOException {
    Path file = folder.resolve("guide.conf");
    Files.writeString(file, hocon);
    return clock.provider().getCacheManager(file.toUri(), getClass().getClassLoader());
  }

  private static List<String> blocks(String page, String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(DOCS.resolve(page)))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  @Test
  void sizing_examples_work() throws Exception {
    Cache<String, String> books = managerOf(blocks("sizing.md", "hocon").get(0)).getCache("books");
    books.put("978-0", "Emma");
    CacheStatisticsMXBean statistics = books.unwrap(CacheStatisticsMXBean.class);
    LarderCacheMXBean bean = books.unwrap(LarderCacheMXBean.class);
    float hitRatio = statistics.getCacheHitPercentage();
    boolean full = bean.getSize() == bean.getMaximum();
    long evictions = statistics.getCacheEvictions();
    assertThat(hitRatio, is(0f));
    assertThat(full, is(false));
    assertThat(evictions, is(0L));
    assertThat(bean.getMaximum(), is(20_000L));
    bean.setMaximum(1);
    bean.setMaximum(20_000);
    assertThat(bean.getEntryCount(), is(1L));
    CacheManager manager = clock.manager();
    Cache<String, byte[]> pictures =
        manager.createCache(
            "pictures",
            LarderConfiguration.builder(String.class, byte[].class)
                .maximumWeight(64L * 1024 * 1024, (name, picture) -> picture.length)
                .build());
    pictures.put("cover", new byte[1000]);
    assertThat(pictures.unwrap(LarderCacheMXBean.class).getSize(), is(1000L));
  }

  /** Each setting in the column of settings that is one line of the file. */
  @Test
  void sizing_expirySettings_areAccepted() throws Exception {
    List<String> settings =
        Pattern.compile("\\| `(expiry \\{[^`]*\\})`")
            .matcher(Files.readString(DOCS.resolve("sizing.md")))
            .results()
            .map(row -> row.group(1))
            .toList();
    assertThat(settings.size(), is(3));
    for (String setting : settings) {
      String caches = "caches { c { " + setting + " } }";
      managerOf(caches).close();
    }
  }

  @Test
  void testing_sessions_work() {
    try (SteppedClock clock = new SteppedClock()) {
      Cache<String, String> sessions =
          clock
              .manager()
              .createCache(
                  "sessions",
                  LarderConfiguration.builder(String.class, String.class)
                      .expireAfterAccess(Duration.ofMinutes(30))
                      .build());
      sessions.put("id", "ann");
      clock.advance(Duration.ofMinutes(29));
      assertThat(sessions.get("id"), is("ann")); // prolongs the session
      clock.advance(Duration.ofMinutes(29));
      assertThat(sessions.containsKey("id"), is(true)); // does not
      clock.advance(Duration.ofMinutes(1));
      assertThat(sessions.get("id"), is(nullValue()));
    }
  }

  @Test
  void testing_reloads_work() {
    AtomicInteger price = new AtomicInteger(1);
    Cache<String, Integer> prices =
        clock
            .manager()
            .createCache(
                "prices",
                LarderConfiguration.builder(String.class, Integer.class)
                    .loader(item -> price.get())
                    .refreshAfter(Duration.ofMinutes(1))
                    .executor(Runnable::run)
                    .build());
    prices.get("tea");
    price.set(2);
    clock.advance(Duration.ofMinutes(1));
    assertThat(prices.get("tea"), is(1)); // the old value, and the reload
    assertThat(prices.get("tea"), is(2));
  }

  @Test
  void testing_configurationOfTheApplication_works() throws Exception {
    assertThat(
        Files.readString(Path.of("src/test/resources/shop.conf")),
        is(blocks("testing.md", "hocon").get(0)));
    URI file = Shop.class.getResource("/shop.conf").toURI();
    CacheManager manager =
        clock.provider().getCacheManager(file, Shop.class.getClassLoader(), new Properties());
    Cache<String, String> carts = manager.getCache("carts", String.class, String.class);
    carts.put("ann", "tea");
    clock.advance(Duration.ofHours(1));
    assertThat(carts.containsKey("ann"), is(false));
  }

  @Test
  void testing_ownManagerAndCounts_work() {
    URI own = URI.create("test-" + UUID.randomUUID());
    try (CacheManager manager = Caching.getCachingProvider().getCacheManager(own, null)) {
      manager.createCache("books", new MutableConfiguration<String, String>());
    }
    AtomicInteger calls = new AtomicInteger();
    MemoizedFunction<String, Integer> length =
        clock
            .memoizer()
            .function(
                text -> {
                  calls.incrementAndGet();
                  return text.length();
                });
    length.apply("tea");
    length.apply("tea");
    assertThat(calls.get(), is(1));
  }

  @Test
  void logging_examples_work() throws Exception {
    Level before = LARDER.getLevel();
    try {
      LARDER.setLevel(Level.WARNING);
      assertThat(System.getLogger("dev.larder").isLoggable(System.Logger.Level.INFO), is(false));
      Properties jul = new Properties();
      jul.load(new StringReader(blocks("logging.md", "properties").get(0)));
      assertThat(Level.parse(jul.getProperty("dev.larder.level")), is(Level.WARNING));
    } finally {
      LARDER.setLevel(before);
    }
  }

  @Test
  void questions_examples_work() throws Exception {
    CacheManager manager = clock.manager();
    Cache<String, Book> books =
        manager.createCache("books", LarderConfiguration.builder(String.class, Book.class).build());
    books.put("978-0", new Book("Emma", 10));
    String settings = books.unwrap(LarderCacheMXBean.class).getEffectiveConfiguration();
    assertThat(settings, containsString("maximum-size=10000 (default)"));
    books.invoke(
        "978-0",
        (entry, arguments) -> {
          entry.setValue(entry.getValue().withPrice(12));
          return null;
        });
    assertThat(books.get("978-0").price(), is(12));
    BlockingQueue<String> evicted = new LinkedBlockingQueue<>();
    Cache<String, String> small =
        manager.createCache(
            "small",
            LarderConfiguration.builder(String.class, String.class)
                .maximumSize(100)
                .onEvicted((key, value) -> evicted.add(key))
                .build());
    small.put("a", "1");
    small.unwrap(LarderCacheMXBean.class).setMaximum(1);
    small.put("b", "2");
    assertThat(evicted.poll(10, TimeUnit.SECONDS), is("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sizing.md", "testing.md", "logging.md", "faq.md"})
  void guides_eachExample_isInThisTest(String page) throws Exception {
    String here =
        Files.readString(Path.of("src/test/java/dev/larder/testing/GuidesTest.java"))
            .replaceAll("\\s+", "");
    List<String> examples = blocks(page, "java");
    assertThat(examples.size(), greaterThan(0));
    for (String example : examples) {
      assertThat(here, containsString(example.replaceAll("\\s+", "")));
    }
  }
}
