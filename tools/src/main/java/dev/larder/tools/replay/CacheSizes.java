package dev.larder.tools.replay;

import dev.larder.tools.provider.CacheSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
    CacheSize of(int distinct, int sample) {
      return switch (unit) {
        case "%" -> share(entries(number / 100 * distinct), sample);
        case "k" -> CacheSize.sampled(entries(number * 1_000), sample);
        case "m" -> CacheSize.sampled(entries(number * 1_000_000), sample);
        default -> CacheSize.sampled(entries(number), sample);
      };
    }

    private static long entries(double number) {
      return Math.max(1, (long) Math.ceil(number));
    }

    private static CacheSize share(long held, int sample) {
      return new CacheSize(held * sample, held);
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
   * Returns the sizes for a trace, ascending and without duplicates.
   *
   * @param distinct the number of distinct keys of the trace
   * @param sample the trace has one key in this many; 1 for all keys. Numbers of entries are those
   *     of the full cache, shares are those of the keys
   */
  public List<CacheSize> of(int distinct, int sample) {
    Map<Long, CacheSize> ascending = new TreeMap<>();
    sizes.stream()
        .map(size -> size.of(distinct, sample))
        .forEach(size -> ascending.putIfAbsent(size.entries(), size));
    return List.copyOf(ascending.values());
  }
}
