package dev.larder.tools.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an {@code ehcache.xml} of Ehcache 3. */
final class Ehcache3 {
  private static final Map<String, String> UNITS =
      Map.of(
          "nanos", "ns",
          "micros", "us",
          "millis", "ms",
          "seconds", "s",
          "minutes", "m",
          "hours", "h",
          "days", "d");

  private final LarderFile result;
  private final boolean hasDefaultCopiers;

  private Ehcache3(LarderFile result, boolean hasDefaultCopiers) {
    this.result = result;
    this.hasDefaultCopiers = hasDefaultCopiers;
  }

  static LarderFile read(String file, Element root) {
    if (!root.namespace().contains("ehcache")
        && root.child("cache") == null
        && root.child("cache-template") == null) {
      throw new MigrationException(file + ": it is no configuration of Ehcache 3");
    }
    LarderFile result = new LarderFile(file + " (Ehcache 3)");
    Ehcache3 reader = new Ehcache3(result, root.child("default-copiers") != null);
    for (Element child : root.children()) {
      switch (child.name()) {
        case "cache" -> reader.cache(child, result.cache(name(file, child, "alias")));
        case "cache-template" -> reader.cache(child, result.template(name(file, child, "name")));
        case "service" -> reader.service(child);
        case "default-serializers", "serializer" ->
            result.note(
                child.name() + ": set key-copier or value-copier, or use serializable types");
        case "default-copiers", "copiers" ->
            result.note(child.name() + ": set key-copier and value-copier of the caches");
        case "persistence" -> result.note("persistence: Larder has no tier on disk");
        default -> result.note(child.name() + ": there is nothing like it");
      }
    }
    return result;
  }

  private static String name(String file, Element of, String attribute) {
    String name = of.attribute(attribute);
    if (name == null) {
      throw new MigrationException(file + ": a " + of.name() + " has no " + attribute);
    }
    return name;
  }

  private void service(Element service) {
    for (Element child : service.children()) {
      if (!child.name().equals("defaults")) {
        result.note("service " + child.name() + ": there is nothing like it");
        continue;
      }
      result.defaults().setSwitch("statistics", child.attribute("enable-statistics"));
      result.defaults().setSwitch("management", child.attribute("enable-management"));
      String template = child.attribute("default-template");
      if (template != null) {
        result.note("default-template=" + template + ": copy its settings into defaults");
      }
      for (Element cache : child.children("cache")) {
        String name = cache.attribute("name");
        if (name != null) {
          // A program that creates a cache of this name completes it.
          Block block = result.cache(name);
          block.template(cache.attribute("template"));
          block.differs("the cache is created at the start, and a program completes it");
        }
      }
    }
  }

  private void cache(Element cache, Block block) {
    block.template(cache.attribute("uses-template"));
    copies(cache, block);
    for (Element child : cache.children()) {
      switch (child.name()) {
        case "key-type" -> type(child, "key", block);
        case "value-type" -> type(child, "value", block);
        case "expiry" -> expiry(child, block);
        case "heap" -> heap(child, block);
        case "resources" -> resources(child, block);
        case "loader-writer" -> loaderWriter(child, block);
        case "listeners" -> child.children("listener").forEach(each -> listener(each, block));
        case "mbeans" -> {
          block.setSwitch("statistics", child.attribute("enable-statistics"));
          block.setSwitch("management", child.attribute("enable-management"));
        }
        case "eviction-advisor" ->
            block.note("eviction-advisor " + child.text() + ": entries are evicted by their use");
        case "resilience" ->
            block.note("resilience: a cache on a server has on-failure=bypass in its address");
        case "heap-store-settings", "sizeof-policy" ->
            block.note(child.name() + ": set maximum-weight with a weigher, or maximum-size");
        default -> block.note(child.name() + ": there is nothing like it");
      }
    }
  }

  private static void type(Element type, String which, Block block) {
    block.setText(which + "-type", type.text());
    if (type.attribute("serializer") != null) {
      block.note(
          which + " serializer " + type.attribute("serializer") + ": use a copier, or Java's");
    }
    String copier = type.attribute("copier");
    if (copier != null
        && !copier.endsWith(".IdentityCopier")
        && !copier.endsWith(".SerializingCopier")) {
      block.note(which + " copier " + copier + ": dev.larder.Copier is another interface");
    }
  }

  /** A cache of references: it is on the heap only, and nothing copies its keys or values. */
  private void copies(Element cache, Block block) {
    boolean isTemplated = cache.attribute("uses-template") != null;
    Element resources = cache.child("resources");
    boolean isOnHeap =
        resources == null
            ? cache.child("heap") != null
            : resources.children().stream().allMatch(tier -> tier.name().equals("heap"));
    boolean keyIsCopied = isCopied(cache.child("key-type"));
    boolean valueIsCopied = isCopied(cache.child("value-type"));
    if (isOnHeap && !keyIsCopied && !valueIsCopied) {
      block.set("store-by-value", "false");
    } else if (isOnHeap && keyIsCopied != valueIsCopied) {
      block.differs("either the keys or the values were copied: here both are");
    } else if (!isOnHeap && !isTemplated && resources != null) {
      block.set("store-by-value", "true");
    }
  }

  private boolean isCopied(@Nullable Element type) {
    String copier = type == null ? null : type.attribute("copier");
    return copier == null ? hasDefaultCopiers : !copier.endsWith(".IdentityCopier");
  }

  private static void expiry(Element expiry, Block block) {
    for (Element child : expiry.children()) {
      switch (child.name()) {
        case "ttl" -> block.expires("modified", time(child));
        case "tti" -> block.expires("touched", time(child));
        case "none" -> block.set("expiry", "eternal");
        default ->
            block.note(
                "expiry class " + child.text() + ": dev.larder.EntryExpiry is another interface");
      }
    }
  }

  private static String time(Element time) {
    String unit = time.attribute("unit");
    return time.text() + UNITS.getOrDefault(unit == null ? "seconds" : unit, "?");
  }

  private static void heap(Element heap, Block block) {
    String unit = heap.attribute("unit");
    if (unit == null || unit.equals("entries")) {
      block.setCount("maximum-size", heap.text());
    } else {
      block.note(
          "heap of "
              + heap.text()
              + " "
              + unit
              + ": set maximum-weight with a weigher, or maximum-size");
    }
  }

  private static void resources(Element resources, Block block) {
    for (Element tier : resources.children()) {
      if (tier.name().equals("heap")) {
        heap(tier, block);
      } else {
        String unit = tier.attribute("unit");
        String why =
            Set.of("offheap", "disk").contains(tier.name())
                ? "Larder has no such tier"
                : "several machines share a cache on a Valkey or Redis server: store";
        block.note(tier.name() + " " + tier.text() + (unit == null ? "" : " " + unit) + ": " + why);
      }
    }
  }

  private static void loaderWriter(Element loaderWriter, Block block) {
    block.note(
        "loader-writer "
            + loaderWriter.childText("class")
            + ": CacheLoader and CacheWriter of JCache are other interfaces: set loader and"
            + " read-through, writer and write-through");
    if (loaderWriter.child("write-behind") != null) {
      block.note("write-behind: Larder writes through, or not at all");
    }
  }

  private static void listener(Element listener, Block block) {
    List<String> events = new ArrayList<>();
    listener
        .children("events-to-fire-on")
        .forEach(event -> events.add(event.text().toLowerCase(Locale.ROOT)));
    @Nullable String mode = listener.childText("event-firing-mode");
    block.note(
        "listener "
            + listener.childText("class")
            + (events.isEmpty() ? "" : " of " + String.join(", ", events))
            + ": CacheEntryListener of JCache is another interface; then listeners = [{ class = ...,"
            + " synchronous = "
            + "SYNCHRONOUS".equals(mode)
            + " }]");
  }
}
