package dev.larder.shop;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import javax.cache.Cache;

/** Serves prices and descriptions from caches. */
@Path("/")
public class ShopResource {
  private final Cache<String, Price> prices;
  private final Shop shop;

  ShopResource(Cache<String, Price> prices, Shop shop) {
    this.prices = prices;
    this.shop = shop;
  }

  @GET
  @Path("prices/{item}")
  public Price price(String item) {
    return prices.get(item);
  }

  @GET
  @Path("descriptions/{item}")
  public String description(String item) {
    return shop.describe(item);
  }

  @DELETE
  @Path("descriptions/{item}")
  public void forget(String item) {
    shop.forget(item);
  }

  /** Returns how often the shop computed anything. */
  @GET
  @Path("computed")
  public Map<String, Integer> computed() {
    return Map.of("prices", shop.computedPrices(), "descriptions", shop.computedDescriptions());
  }
}
