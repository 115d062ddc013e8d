package dev.larder.shop;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import java.util.Optional;

/** Serves prices and descriptions. */
@Controller
public class ShopController {
  private final Shop shop;

  ShopController(Shop shop) {
    this.shop = shop;
  }

  @Get("/prices/{item}")
  Price price(String item) {
    return shop.price(item);
  }

  @Delete("/prices/{item}")
  void forget(String item) {
    shop.forget(item);
  }

  @Get("/descriptions/{language}/{item}")
  Optional<String> description(String language, String item) {
    return shop.describe(item, language);
  }

  /** Returns how often the shop computed anything. */
  @Get("/computed")
  int computed() {
    return shop.computed();
  }
}
