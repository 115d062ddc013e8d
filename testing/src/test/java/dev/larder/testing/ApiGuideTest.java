package dev.larder.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.EntryExpiry;
import dev.larder.EntryMetadata;
import dev.larder.ExpiringCache;
import dev.larder.ExpiringEntry;
import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.management.CacheStatisticsMXBean;
import org.junit.jupiter.api.Test;

/** Contains the examples of src/docs/api.md, all of which work. */
class ApiGuideTest {
  record Price(int cents) implements Serializable {}

  record Token(long seconds) implements Serializable {
    Duration timeLeft() {
      return Duration.ofSeconds(seconds);
    }
  }

  static final class Shop {
    private final Map<String, Price> written = new HashMap<>();

    Map<String, Price> prices(Set<String> items) {
      Map<String, Price> prices = new HashMap<>();
      items.forEach(item -> prices.put(item, new Price(item.length())));
      return prices;
    }

    void setPrice(String item, Price price) {
      written.put(item, price);
    }

    void withdraw(String item) {
      written.remove(item);
    }
  }

  @Test
  void guide_examples_work() {
    SteppedClock stepped = new SteppedClock();
    CacheManager manager = stepped.provider().getCacheManager();
    Shop shop = new Shop();
    List<String> evicted = new CopyOnWriteArrayList<>();
    Cache<String, Price> prices =
        manager.createCache(
            "prices",
            LarderConfiguration.builder(String.class, Price.class)
                .maximumSize(5_000)
                .expireAfterWrite(Duration.ofMinutes(10))
                .bulkLoader(shop::prices)
                .writer(shop::setPrice, shop::withdraw)
                .onEvicted((item, price) -> evicted.add(item))
                .statistics()
                .build());
    assertThat(prices.get("tea"), is(new Price(3)));
    prices.put("tea", new Price(7));
    assertThat(shop.written.get("tea"), is(new Price(7)));
    Cache<String, Token> tokens =
        manager.createCache(
            "tokens",
            LarderConfiguration.builder(String.class, Token.class)
                .expireAfterWrite((user, token) -> token.timeLeft())
                .build());
    Token token = new Token(60);
    tokens.put("ann", token);
    assertThat(tokens.get("ann"), is(token));
    Cache<String, Token> sessions =
        manager.createCache(
            "sessions",
            LarderConfiguration.builder(String.class, Token.class)
                .entryExpiry((user, any) -> EntryExpiry.ETERNAL)
                .build());
    ExpiringCache<String, Token> expiring = ExpiringCache.of(sessions);
    expiring.put("ann", token, Duration.ofMinutes(30));
    expiring.setTimeToLive("ann", Duration.ofHours(1));
    EntryMetadata ann = expiring.metadata("ann");
    assertThat(ann.timeLeft(), is(Duration.ofHours(1)));
    sessions.invoke(
        "ann",
        (entry, arguments) -> {
          entry.setValue(token);
          entry.unwrap(ExpiringEntry.class).setTimeToLive(Duration.ofMinutes(5));
          return null;
        });
    assertThat(expiring.metadata("ann").timeLeft(), is(Duration.ofMinutes(5)));
    Cache<String, Price> fresh =
        manager.createCache(
            "fresh",
            LarderConfiguration.builder(String.class, Price.class)
                .bulkLoader(shop::prices)
                .refreshAfter(Duration.ofMinutes(1))
                .coalesce(Duration.ofMillis(5))
                .scheduledRefresh()
                .build());
    assertThat(fresh.get("tea"), is(new Price(3)));
    LarderCacheMXBean bean = prices.unwrap(LarderCacheMXBean.class);
    CacheStatisticsMXBean statistics = prices.unwrap(CacheStatisticsMXBean.class);
    String settings = bean.getEffectiveConfiguration();
    assertThat(settings, containsString("maximum-size=5000 (programmatic)"));
    assertThat(statistics.getCacheGets(), is(1L));
    bean.setMaximum(1);
    prices.put("coffee", new Price(5));
    assertThat(bean.getEntryCount(), is(1L));
    stepped.provider().close();
  }

  @Test
  void guide_clockExample_works() {
    try (SteppedClock clock = new SteppedClock()) {
      Cache<String, String> idle =
          clock
              .manager()
              .createCache(
                  "idle",
                  LarderConfiguration.builder(String.class, String.class)
                      .expireAfterAccess(Duration.ofMinutes(30))
                      .build());
      idle.put("session", "user");
      clock.advance(Duration.ofMinutes(30));
      assertThat(idle.get("session"), is(nullValue()));
    }
  }

  @Test
  void guide_eachExample_isInThisTest() throws Exception {
    String here =
        Files.readString(Path.of("src/test/java/dev/larder/testing/ApiGuideTest.java"))
            .replaceAll("\\s+", "");
    List<String> examples =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../src/docs/api.md")))
            .results()
            .map(block -> block.group(1).replaceAll("\\s+", ""))
            .toList();
    assertThat(examples.size(), greaterThan(5));
    for (String example : examples) {
      assertThat(here, containsString(example));
    }
  }
}
