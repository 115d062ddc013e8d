package dev.larder.shop;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ShopTest {
  @Inject Shop shop;
  @Inject CacheManager manager;
  @Inject Cache<String, Price> prices;

  @BeforeEach
  void clear() {
    manager.getCacheNames().forEach(name -> manager.getCache(name).clear());
  }

  @Test
  void price_readTwice_isComputedOnce() {
    int before = shop.computedPrices();
    for (int i = 0; i < 2; i++) {
      when()
          .get("/prices/tea")
          .then()
          .statusCode(200)
          .body("amount", is(3))
          .body("discounts[0].percent", is(10));
    }
    assertThat(shop.computedPrices() - before, is(1));
  }

  @Test
  void price_changedByCaller_staysInCache() {
    prices.get("tea").discounts().clear();
    assertThat(prices.get("tea").discounts(), hasSize(1));
  }

  @Test
  void description_readTwice_isComputedOnceUntilRemoved() {
    int before = shop.computedDescriptions();
    describe();
    describe();
    assertThat(shop.computedDescriptions() - before, is(1));
    given().delete("/descriptions/tea").then().statusCode(204);
    describe();
    assertThat(shop.computedDescriptions() - before, is(2));
  }

  @Test
  void template_unknownCache_isCreatedOnDemand() {
    assertThat(manager.getCache("catalog.pictures"), is(notNullValue()));
    assertThat(manager.getCache("other"), is(nullValue()));
  }

  @Test
  void metrics_afterHit_showIt() {
    prices.get("tea");
    prices.get("tea");
    String metrics = when().get("/q/metrics").then().extract().asString();
    assertThat(
        metrics,
        matchesPattern("(?s).*cache_gets_total\\{cache=\"prices\"[^}]*result=\"hit\"} [1-9].*"));
  }

  /** Fails in the second application of this JVM if the first one has not closed its manager. */
  @Test
  void statistics_inJmx_areThoseOfOneManager() throws Exception {
    prices.get("tea");
    ObjectName beans = new ObjectName("javax.cache:type=CacheStatistics,Cache=prices,*");
    assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(beans, null), hasSize(1));
  }

  private static void describe() {
    when().get("/descriptions/tea").then().statusCode(200).body(is("tea, fresh"));
  }
}
