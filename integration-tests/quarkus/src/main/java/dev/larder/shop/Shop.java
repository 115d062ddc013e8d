package dev.larder.shop;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;

/** Computes prices and descriptions, and counts how often it does. */
@ApplicationScoped
public class Shop {
  private final AtomicInteger prices = new AtomicInteger();
  private final AtomicInteger descriptions = new AtomicInteger();

  /** Computes a price. The cache {@code prices} calls this method as its loader. */
  public Price price(String item) {
    prices.incrementAndGet();
    List<Price.Discount> discounts = new ArrayList<>(List.of(new Price.Discount("spring", 10)));
    return new Price(item, BigDecimal.valueOf(item.length()), discounts);
  }

  /** Describes an item. The annotation caches the result. */
  @CacheResult(cacheName = "catalog.descriptions")
  public String describe(String item) {
    descriptions.incrementAndGet();
    return item + ", fresh";
  }

  /** Removes a description from the cache. */
  @CacheRemove(cacheName = "catalog.descriptions")
  public void forget(String item) {}

  /** Returns how many prices were computed. */
  public int computedPrices() {
    return prices.get();
  }

  /** Returns how many descriptions were computed. */
  public int computedDescriptions() {
    return descriptions.get();
  }
}
