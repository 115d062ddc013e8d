package dev.larder.tools.migrate;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an {@code ehcache.xml} of Ehcache 2. */
final class Ehcache2 {
  private static final Set<String> READ =
      Set.of(
          "name",
          "maxElementsInMemory",
          "maxEntriesLocalHeap",
          "eternal",
          "timeToLiveSeconds",
          "timeToIdleSeconds",
          "statistics",
          "copyOnRead",
          "copyOnWrite",
          "memoryStoreEvictionPolicy");

  /** What has no equivalent, and why. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("overflowToDisk", "Larder has no tier on disk"),
          Map.entry(
              "diskPersistent", "Larder has no tier on disk; entries outlive the JVM on a server"),
          Map.entry("overflowToOffHeap", "Larder has no tier off the heap"),
          Map.entry("maxElementsOnDisk", "Larder has no tier on disk"),
          Map.entry("maxEntriesLocalDisk", "Larder has no tier on disk"),
          Map.entry("diskSpoolBufferSizeMB", "Larder has no tier on disk"),
          Map.entry(
              "diskExpiryThreadIntervalSeconds", "expired entries are removed in the background"),
          Map.entry("maxBytesLocalHeap", "set maximum-weight with a weigher, or maximum-size"),
          Map.entry("maxBytesLocalOffHeap", "Larder has no tier off the heap"),
          Map.entry("maxBytesLocalDisk", "Larder has no tier on disk"),
          Map.entry("transactionalMode", "Larder has no transactions"),
          Map.entry("cacheEventListenerFactory", "a listener of JCache has another interface"),
          Map.entry("cacheLoaderFactory", "a loader of JCache has another interface: set loader"),
          Map.entry("bootstrapCacheLoaderFactory", "fill the cache by loadAll"),
          Map.entry("cacheExtensionFactory", "there are no extensions"),
          Map.entry("cacheExceptionHandlerFactory", "exceptions reach the caller"),
          Map.entry(
              "persistence", "Larder has no tier on disk; entries outlive the JVM on a server"),
          Map.entry("pinning", "no entry is kept beyond the bound"),
          Map.entry("searchable", "Larder has no search"),
          Map.entry(
              "terracotta", "several machines share a cache on a Valkey or Redis server: store"),
          Map.entry("cacheWriter", "a writer of JCache has another interface: set writer"),
          Map.entry("sizeOfPolicy", "set maximum-weight with a weigher, or maximum-size"),
          Map.entry("elementValueComparator", "values are compared by equals"));

  private Ehcache2() {}

  static LarderFile read(String file, Element root) {
    LarderFile result = new LarderFile(file + " (Ehcache 2)");
    boolean isPooled = root.attribute("maxBytesLocalHeap") != null;
    for (Element child : root.children()) {
      switch (child.name()) {
        case "defaultCache" -> {
          // Named caches do not inherit it, so it is not "defaults".
          read(child, result.template("defaultCache"), isPooled);
          result
              .template("defaultCache")
              .differs("it was for caches that a program adds: refer to it by template");
        }
        case "cache" -> {
          String name = child.attribute("name");
          if (name == null) {
            throw new MigrationException(file + ": a cache has no name");
          }
          read(child, result.cache(name), isPooled);
        }
        case "diskStore" -> result.note("diskStore: Larder has no tier on disk");
        case "cacheManagerPeerProviderFactory",
            "cacheManagerPeerListenerFactory",
            "terracottaConfig" ->
            result.note(
                child.name()
                    + ": several machines share caches on a Valkey or Redis server: store");
        default -> result.note(child.name() + ": there is nothing like it");
      }
    }
    for (String name : root.attributes()) {
      String why =
          name.startsWith("maxBytes")
              ? "each cache has a bound of its own"
              : "there is nothing like it";
      result.note(name + "=" + root.attribute(name) + ": " + why);
    }
    return result;
  }

  private static void read(Element cache, Block block, boolean isPooled) {
    String size = cache.attribute("maxEntriesLocalHeap");
    size = size == null ? cache.attribute("maxElementsInMemory") : size;
    if (size != null && !size.equals("0")) {
      block.setCount("maximum-size", size);
    } else if (isPooled) {
      block.note("the heap of the manager, in bytes: it holds 10,000 entries unless you set one");
    } else if (cache.attribute("maxBytesLocalHeap") == null) {
      block.set("maximum-size", "unbounded");
    }
    readExpiry(cache, block);
    block.setSwitch("statistics", cache.attribute("statistics"));
    boolean copies =
        "true".equals(cache.attribute("copyOnRead"))
            && "true".equals(cache.attribute("copyOnWrite"));
    if (!copies) {
      block.set("store-by-value", "false"); // Ehcache 2 stores references
    }
    String policy = cache.attribute("memoryStoreEvictionPolicy");
    if ("LFU".equalsIgnoreCase(policy)) {
      block.set("policy", "adaptive");
      block.differs("memoryStoreEvictionPolicy=LFU: adaptive weighs frequency and recency");
    } else if ("FIFO".equalsIgnoreCase(policy)) {
      block.differs("memoryStoreEvictionPolicy=FIFO: entries are evicted by their use (lru)");
    } else if (policy != null && !policy.equalsIgnoreCase("LRU")) {
      block.note(
          "memoryStoreEvictionPolicy=" + policy + ": entries are evicted by their use (lru)");
    }
    for (String name : cache.attributes()) {
      String value = cache.attribute(name);
      boolean isOff = value == null || value.equals("false") || value.equals("off");
      if (!READ.contains(name) && !isOff) {
        block.note(name + "=" + value + ": " + why(name));
      }
    }
    for (Element child : cache.children()) {
      boolean isOff =
          child.name().equals("persistence") && "none".equals(child.attribute("strategy"));
      if (!isOff) {
        String type = child.attribute("class");
        block.note(child.name() + (type == null ? "" : " " + type) + ": " + why(child.name()));
      }
    }
  }

  private static String why(String name) {
    return OTHERS.getOrDefault(name, "there is nothing like it");
  }

  private static void readExpiry(Element cache, Block block) {
    String live = seconds(cache.attribute("timeToLiveSeconds"));
    String idle = seconds(cache.attribute("timeToIdleSeconds"));
    if ("true".equalsIgnoreCase(cache.attribute("eternal"))) {
      block.set("expiry", "eternal");
      return;
    }
    if (live != null) {
      block.expires("modified", live);
    }
    if (idle != null) {
      block.expires("touched", idle);
    }
  }

  private static @Nullable String seconds(@Nullable String text) {
    return text == null || text.equals("0") ? null : text + "s";
  }
}
