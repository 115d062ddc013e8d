package dev.larder.annotations;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.memo.MemoizedFunction;
import dev.larder.memo.Memoizer;
import java.io.Serializable;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.management.CacheStatisticsMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contains each example of the README, all of which work in one application. */
class ReadmeTest {
  @TempDir Path folder;

  record Book(String title) implements Serializable {}

  record Price(int cents) implements Serializable {}

  interface Prices {
    Price price(String item);
  }

  static class Shop implements Prices {
    private int asked;

    @Override
    @CacheResult(cacheName = "shop")
    public Price price(String item) {
      asked++;
      return new Price(item.length());
    }
  }

  private static List<String> blocks(String language) throws Exception {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of("../README.md")))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  @Test
  void readme_allExamples_workInOneApplication() throws Exception {
    Files.writeString(folder.resolve("larder.conf"), blocks("hocon").get(0));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader application =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(application);
      Caching.getCachingProvider().close();
      runExamples();
    } finally {
      thread.setContextClassLoader(before);
      Caching.getCachingProvider().close();
    }
  }

  private static void runExamples() {
    Book book = new Book("A");
    Shop shop = new Shop();
    CacheManager manager = Caching.getCachingProvider().getCacheManager();
    Cache<String, Book> books =
        manager.createCache(
            "books", new MutableConfiguration<String, Book>().setTypes(String.class, Book.class));
    books.put("978-0", book);
    Book found = books.get("978-0");
    assertThat(found, is(book));
    LarderConfiguration<?, ?> effective = books.getConfiguration(LarderConfiguration.class);
    assertThat("what the file says", effective.getMaximumSize(), is(20_000L));
    Cache<String, Price> prices =
        manager.createCache(
            "prices",
            LarderConfiguration.builder(String.class, Price.class)
                .maximumSize(5_000)
                .expireAfterWrite(Duration.ofMinutes(10))
                .loader(shop::price)
                .statistics()
                .build());
    prices.get("tea");
    assertThat(prices.get("tea"), is(new Price(3)));
    assertThat(shop.asked, is(1));
    // a function, and no cache to look after
    MemoizedFunction<String, Price> price = Memoizer.memoize(shop::price);
    // @CacheResult and the other annotations, with the artifact larder-annotations
    Prices cached = CachingProxy.wrap(Prices.class, new Shop(), manager);
    assertThat(price.apply("tea"), is(cached.price("tea")));
    LarderCacheMXBean bound = prices.unwrap(LarderCacheMXBean.class);
    bound.setMaximum(10_000);
    long hits = prices.unwrap(CacheStatisticsMXBean.class).getCacheHits();
    assertThat(hits, is(1L));
    assertThat(bound.getMaximum(), is(10_000L));
    assertThat("made when it is missing", manager.getCache("entity.Author"), notNullValue());
  }

  @Test
  void readme_eachExample_isInThisTest() throws Exception {
    String here =
        Files.readString(Path.of("src/test/java/dev/larder/annotations/ReadmeTest.java"))
            .replaceAll("\\s+", "");
    List<String> examples = blocks("java");
    assertThat(examples.size(), greaterThan(3));
    for (String example : examples) {
      assertThat(here, containsString(example.replaceAll("\\s+", "")));
    }
  }
}
