package dev.larder.tools.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sizes to run, as numbers of entries or shares of the distinct keys. */
public final class CacheSizes {
  /** Shares that usually show the shape of the curve. */
  public static final String DEFAULT = "1%,2%,5%,10%,25%,50%,100%";

  private static final Pattern SIZE =
      Pattern.compile("(?<number>\\d{1,12}(\\.\\d{1,6})?)(?<unit>[kKmM%]?)");

  private final List<Size> sizes;

  private record Size(double number, String unit) {
    long entries(int distinct) {
      double entries =
          switch (unit) {
            case "%" -> number / 100 * distinct;
            case "k" -> number * 1_000;
            case "m" -> number * 1_000_000;
            default -> number;
          };
      return Math.max(1, (long) Math.ceil(entries));
    }
  }

  private CacheSizes(List<Size> sizes) {
    this.sizes = sizes;
  }

  /**
   * Parses a list such as {@code 100,5k,10%}.
   *
   * @throws IllegalArgumentException for any other text, and for sizes of 0
   */
  public static CacheSizes parse(String text) {
    List<Size> sizes = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      sizes.add(size(part.strip()));
    }
    return new CacheSizes(sizes);
  }

  private static Size size(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches() || Double.parseDouble(matcher.group("number")) == 0) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no cache size; accepted: entries (100, 5k, 2m) or a share of the distinct"
              + " keys (10%), above 0, separated by commas");
    }
    double number = Double.parseDouble(matcher.group("number"));
    return new Size(number, matcher.group("unit").toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the numbers of entries for a trace with the given number of distinct keys, ascending
   * and without duplicates.
   */
  public List<Long> entries(int distinct) {
    return sizes.stream().map(size -> size.entries(distinct)).distinct().sorted().toList();
  }
}
