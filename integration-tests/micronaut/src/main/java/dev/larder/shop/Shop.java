package dev.larder.shop;

import io.micronaut.cache.annotation.CacheInvalidate;
import io.micronaut.cache.annotation.CachePut;
import io.micronaut.cache.annotation.Cacheable;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Computes prices and descriptions, and counts how often it does. */
@Singleton
public class Shop {
  private final AtomicInteger computed = new AtomicInteger();

  /** Computes a price, for the cache that {@code larder.conf} names. */
  @Cacheable("prices")
  public Price price(String item) {
    computed.incrementAndGet();
    return newPrice(item, item.length());
  }

  /** Puts another price into the cache. */
  @CachePut(cacheNames = "prices", parameters = "item")
  public Price setPrice(String item, long amount) {
    return newPrice(item, amount);
  }

  /** Removes a price from the cache. */
  @CacheInvalidate("prices")
  public void forget(String item) {}

  /** Describes an item in a language, for a cache that a template creates. */
  @Cacheable("catalog.descriptions")
  public Optional<String> describe(String item, String language) {
    computed.incrementAndGet();
    return item.isEmpty() ? Optional.empty() : Optional.of(item + " in " + language);
  }

  /** Computes a price in another thread. */
  @Cacheable("catalog.later")
  public CompletableFuture<Price> priceLater(String item) {
    return CompletableFuture.supplyAsync(() -> price(item + "s"));
  }

  private static Price newPrice(String item, long amount) {
    List<Price.Discount> discounts = new ArrayList<>(List.of(new Price.Discount("spring", 10)));
    return new Price(item, BigDecimal.valueOf(amount), discounts);
  }

  /** Returns how often anything was computed. */
  public int computed() {
    return computed.get();
  }
}
