package dev.larder.shop;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import javax.cache.CacheManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest
class ShopTest {
  @Inject Shop shop;
  @Inject CacheManager manager;
  @Inject MeterRegistry meters;

  @Inject
  @Client("/")
  HttpClient client;

  @BeforeEach
  void clear() {
    manager.getCacheNames().forEach(name -> manager.getCache(name).clear());
  }

  @Test
  void price_readTwice_isComputedOnce() {
    int before = shop.computed();
    for (int i = 0; i < 2; i++) {
      assertThat(client.toBlocking().retrieve("/prices/tea"), containsString("\"amount\":3"));
    }
    assertThat(shop.computed() - before, is(1));
  }

  @Test
  void price_changedByCaller_staysInCache() {
    shop.price("tea").discounts().clear();
    assertThat(shop.price("tea").discounts(), hasSize(1));
  }

  @Test
  void price_putAndForgotten_isRead() {
    int before = shop.computed();
    shop.setPrice("tea", 5);
    assertThat(shop.price("tea").amount(), is(BigDecimal.valueOf(5)));
    assertThat(shop.computed() - before, is(0));
    shop.forget("tea");
    assertThat(shop.price("tea").amount(), is(BigDecimal.valueOf(3)));
    assertThat(shop.computed() - before, is(1));
  }

  @Test
  void description_twoParameters_isComputedOnceForEach() {
    int before = shop.computed();
    for (int i = 0; i < 2; i++) {
      assertThat(client.toBlocking().retrieve("/descriptions/en/tea"), is("tea in en"));
      assertThat(client.toBlocking().retrieve("/descriptions/de/tea"), is("tea in de"));
    }
    assertThat(shop.computed() - before, is(2));
    assertThat(manager.getCache("catalog.descriptions"), is(notNullValue()));
    assertThat(manager.getCache("other"), is(nullValue()));
  }

  @Test
  void future_readTwice_isComputedOnce() {
    int before = shop.computed();
    Price first = shop.priceLater("tea").join();
    assertThat(shop.priceLater("tea").join(), is(first));
    assertThat(shop.computed() - before, is(1));
    shop.forget("teas");
    assertThat(shop.priceLater("tea").join(), is(first));
    assertThat(shop.computed() - before, is(1));
  }

  @Test
  void metrics_afterHit_showIt() {
    shop.price("tea");
    double before =
        meters.get("cache.gets").tags("cache", "prices", "result", "hit").functionCounter().count();
    shop.price("tea");
    double after =
        meters.get("cache.gets").tags("cache", "prices", "result", "hit").functionCounter().count();
    assertThat(after - before, is(1.0));
  }

  @Test
  void context_closed_closesItsManager() {
    CacheManager other;
    try (ApplicationContext context = ApplicationContext.run()) {
      other = context.getBean(CacheManager.class);
      assertThat(other.isClosed(), is(false));
    }
    assertThat(other.isClosed(), is(true));
  }
}
