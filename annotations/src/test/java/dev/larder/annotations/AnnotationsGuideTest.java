package dev.larder.annotations;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.larder.LarderConfiguration;
import dev.larder.annotations.guice.CachingModule;
import dev.larder.annotations.key.Keys;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Contains each example of {@code src/docs/annotations.md}, and checks the described behaviour. */
class AnnotationsGuideTest {
  public interface Prices {
    Price price(String item);

    void setPrice(String item, Price price);

    void withdraw(String item);

    void reprint();
  }

  public record Price(int cents) {}

  private static final List<String> ASKED = new ArrayList<>();

  public static class Shop implements Prices {
    @Override
    @CacheResult(cacheName = "prices")
    public Price price(String item) {
      return expensive(item);
    }

    @Override
    @CachePut(cacheName = "prices")
    public void setPrice(String item, @CacheValue Price price) {
      store(item, price);
    }

    @Override
    @CacheRemove(cacheName = "prices")
    public void withdraw(String item) {
      delete(item);
    }

    @Override
    @CacheRemoveAll(cacheName = "prices")
    public void reprint() {}

    private static Price expensive(String item) {
      ASKED.add(item);
      return new Price(item.length());
    }

    private static void store(String item, Price price) {
      ASKED.add(item + price.cents());
    }

    private static void delete(String item) {
      ASKED.add("-" + item);
    }
  }

  public static class Hasty extends Shop {
    @Override
    @CachePut(cacheName = "prices")
    public void setPrice(String item, Price price) {
      // The parameter lacks its annotation.
    }
  }

  public static class ByDay implements CacheKeyGenerator {
    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends Annotation> context) {
      return Keys.of(LocalDate.now(ZoneOffset.UTC), context.getKeyParameters()[0].getValue());
    }
  }

  public static class DailyShop extends Shop {
    @Override
    @CacheResult(cacheName = "prices", cacheKeyGenerator = ByDay.class)
    public Price price(String item) {
      return super.price(item);
    }
  }

  private static final class ShopModule extends AbstractModule {
    @Override
    protected void configure() {
      bind(Prices.class).to(Shop.class);
    }
  }

  private final CacheManager manager = Caching.getCachingProvider().getCacheManager();

  @AfterEach
  void forget() {
    if (!manager.isClosed()) {
      manager.getCacheNames().forEach(manager::destroyCache);
    }
    ASKED.clear();
  }

  @Test
  void jdkProxy_annotatedInterface_caches() {
    Prices prices = CachingProxy.wrap(Prices.class, new Shop(), manager);
    prices.price("tea"); // computed
    prices.price("tea"); // from the cache
    prices.setPrice("tea", new Price(9));
    assertThat(prices.price("tea"), is(new Price(9)));
    prices.withdraw("tea");
    assertThat(prices.price("tea"), is(new Price(3)));
    assertThat(ASKED, is(List.of("tea", "tea9", "-tea", "tea")));
  }

  @Test
  void guiceModule_annotatedClass_caches() {
    Injector injector = Guice.createInjector(new CachingModule(), new ShopModule());
    Prices prices = injector.getInstance(Prices.class);
    prices.price("tea");
    prices.price("tea");
    prices.reprint();
    prices.price("tea");
    assertThat(ASKED, is(List.of("tea", "tea")));
  }

  @Test
  void keyGenerator_namedByAnAnnotation_makesTheKey() {
    Prices prices = CachingProxy.wrap(Prices.class, new DailyShop(), manager);
    LocalDate before = LocalDate.now(ZoneOffset.UTC);
    prices.price("tea");
    prices.price("tea");
    assumeTrue(LocalDate.now(ZoneOffset.UTC).equals(before), "it is midnight");
    assertThat(ASKED, is(List.of("tea")));
    assertThat(manager.getCache("prices").containsKey(Keys.of(before, "tea")), is(true));
  }

  @Test
  void annotation_withoutEffect_isRejected() {
    InvalidCachingException refused =
        assertThrows(
            InvalidCachingException.class,
            () -> CachingProxy.wrap(Prices.class, new Hasty(), manager));
    assertThat(
        refused.getMessage(),
        containsString("@CachePut without a value: one parameter needs @CacheValue"));
  }

  @Test
  void errorHandler_failingCache_callsTheMethod() {
    Prices prices =
        CachingProxy.wrap(Prices.class, new Shop(), manager, CacheErrorHandler.logging());
    assertThat(prices.price("tea"), is(new Price(3)));
    manager.close();
    assertThat(prices.price("tea"), is(new Price(3)));
    assertThat(ASKED, is(List.of("tea", "tea")));
  }

  @Test
  void loader_annotatedMethodsCache_readsThrough() {
    Function<Object, Price> loader = key -> expensive((String) Keys.arguments(key).get(0));
    manager.createCache(
        "prices", LarderConfiguration.builder(Object.class, Price.class).loader(loader).build());
    Prices prices = CachingProxy.wrap(Prices.class, new Shop(), manager);
    assertThat(prices.price("coffee"), is(new Price(6)));
    assertThat(ASKED, is(List.of("loaded coffee")));
  }

  private static Price expensive(String item) {
    ASKED.add("loaded " + item);
    return new Price(item.length());
  }

  @Test
  void guide_eachExample_isInThisTest() throws Exception {
    String source =
        Files.readString(
            Path.of("src/test/java", getClass().getName().replace('.', '/') + ".java"));
    String page = Files.readString(Path.of("../src/docs/annotations.md"));
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page);
    int blocks = 0;
    while (block.find()) {
      blocks++;
      assertThat(squeezed(source), containsString(squeezed(block.group(1))));
    }
    assertThat(blocks, is(greaterThan(4)));
  }

  /** Removes differences that a formatter or the nesting of a class makes. */
  private static String squeezed(String text) {
    return text.replaceAll("public static class", "public class").replaceAll("\\s+", "");
  }
}
