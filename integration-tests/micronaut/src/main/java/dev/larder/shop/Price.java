package dev.larder.shop;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/** A price with the discounts that it contains. */
public record Price(String item, BigDecimal amount, List<Discount> discounts)
    implements Serializable {

  /** A reduction of a price, in percent. */
  public record Discount(String reason, int percent) implements Serializable {}
}
