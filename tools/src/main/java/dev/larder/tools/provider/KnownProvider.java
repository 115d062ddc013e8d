package dev.larder.tools.provider;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A provider that has a short name. None of its classes is used directly, so it need not be on the
 * class path.
 *
 * @param sizing sets the size of the provider's caches; empty if this tool cannot set it
 */
record KnownProvider(String shortName, String className, Optional<SizeSetting> sizing) {
  static final KnownProvider LARDER =
      new KnownProvider(
          "larder",
          "dev.larder.LarderCachingProvider",
          Optional.of(new HoconFile("defaults.maximum-size")));

  private static final List<KnownProvider> ALL =
      List.of(
          LARDER,
          new KnownProvider(
              "caffeine",
              "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
              Optional.of(new HoconFile("caffeine.jcache.default.policy.maximum.size"))),
          new KnownProvider(
              "cache2k",
              "org.cache2k.jcache.provider.JCacheProvider",
              Optional.of(new Cache2kCapacity())),
          new KnownProvider(
              "ehcache", "org.ehcache.jsr107.EhcacheCachingProvider", Optional.empty()));

  /** Returns the provider of a class; empty if the class has no short name. */
  static Optional<KnownProvider> ofClass(String className) {
    return ALL.stream().filter(known -> known.className.equals(className)).findFirst();
  }

  /** Returns the provider with a short name, in upper or lower case; empty if there is none. */
  static Optional<KnownProvider> ofShortName(String name) {
    return ALL.stream().filter(known -> known.shortName.equalsIgnoreCase(name)).findFirst();
  }

  /** Returns all short names, separated by commas. */
  static String shortNames() {
    return ALL.stream().map(KnownProvider::shortName).collect(Collectors.joining(", "));
  }
}
