package dev.larder.tools.migrate;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads an {@code application.conf} of Caffeine's JCache provider. */
final class CaffeineConf {
  private static final String ROOT = "caffeine.jcache";
  private static final Set<String> NO_CACHES = Set.of("listeners", "osgi", "default");

  /** Keys that mean nothing here, or that others have taken. */
  private static final Set<String> KNOWN =
      Set.of(
          "key-type",
          "value-type",
          "store-by-value",
          "read-through",
          "write-through",
          "monitoring",
          "policy",
          "listeners",
          "executor",
          "native-statistics",
          "scheduler");

  private final Config all;

  private CaffeineConf(Config all) {
    this.all = all;
  }

  static LarderFile read(String file, String text) {
    try {
      Config config = ConfigFactory.parseString(text).resolve();
      if (!config.hasPath(ROOT)) {
        throw new MigrationException(file + ": it has no block " + ROOT);
      }
      LarderFile result = new LarderFile(file + " (Caffeine)");
      CaffeineConf reader = new CaffeineConf(config);
      ConfigObject root = config.getObject(ROOT);
      // Without a bound, a cache of Caffeine has none.
      result.defaults().set("maximum-size", "unbounded");
      if (root.containsKey("default")) {
        reader.cache(config.getConfig(ROOT + ".default"), result.defaults());
      }
      for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(root).entrySet()) {
        String name = entry.getKey();
        if (!NO_CACHES.contains(name) && entry.getValue().valueType() == ConfigValueType.OBJECT) {
          reader.cache(
              config.getConfig(ROOT + "." + ConfigUtil.quoteString(name)), result.cache(name));
        }
      }
      return result;
    } catch (ConfigException e) {
      throw new MigrationException(file + ": " + e.getMessage(), e);
    }
  }

  /** Returns a value that is set; null if it is absent, or null. */
  private static @Nullable String text(Config config, String path) {
    return config.hasPath(path) ? String.valueOf(config.getAnyRef(path)) : null;
  }

  private void cache(Config cache, Block block) {
    block.setText("key-type", object(text(cache, "key-type")));
    block.setText("value-type", object(text(cache, "value-type")));
    block.set("store-by-value", text(cache, "store-by-value.enabled"));
    String strategy = text(cache, "store-by-value.strategy");
    if (strategy != null && !strategy.endsWith(".JavaSerializationCopier")) {
      block.note("store-by-value.strategy " + strategy + ": set key-copier and value-copier");
    }
    block.set("read-through", text(cache, "read-through.enabled"));
    block.setText("loader", text(cache, "read-through.loader"));
    block.set("write-through", text(cache, "write-through.enabled"));
    block.setText("writer", text(cache, "write-through.writer"));
    block.set("statistics", text(cache, "monitoring.statistics"));
    block.set("management", text(cache, "monitoring.management"));
    String executor = text(cache, "executor");
    if (executor != null && !executor.equals("java.util.concurrent.ForkJoinPool#commonPool")) {
      block.note("executor " + executor + ": set executor, the class of an Executor or a factory");
    }
    if ("true".equals(text(cache, "native-statistics"))) {
      block.set("statistics", "true");
    }
    if (cache.hasPath("policy")) {
      policy(cache.getConfig("policy"), block);
    }
    if (cache.hasPath("listeners")) {
      cache.getStringList("listeners").forEach(path -> listener(path, block));
    }
    cache.root().keySet().stream()
        .filter(key -> !KNOWN.contains(key))
        .sorted()
        .forEach(key -> block.note(key + ": there is nothing like it"));
  }

  private static @Nullable String object(@Nullable String type) {
    return "java.lang.Object".equals(type) ? null : type;
  }

  private static void policy(Config policy, Block block) {
    block.set("maximum-size", text(policy, "maximum.size"));
    if (policy.hasPath("maximum.weight")) {
      block.note(
          "maximum { weight = %s, weigher = %s }: set maximum-weight, and weigher to a class that"
                  .formatted(text(policy, "maximum.weight"), text(policy, "maximum.weigher"))
              + " implements dev.larder.Weigher");
    }
    if (policy.hasPath("refresh.after-write")) {
      block.set("refresh-after", text(policy, "refresh.after-write"));
    }
    String write = text(policy, "eager-expiration.after-write");
    String access = text(policy, "eager-expiration.after-access");
    if (write != null) {
      block.expires("modified", write);
    }
    if (access != null) {
      block.expires("touched", access);
    }
    if (policy.hasPath("eager-expiration.variable")) {
      block.note(
          "eager-expiration.variable "
              + text(policy, "eager-expiration.variable")
              + ": set entry-expiry, a class that implements dev.larder.EntryExpiry");
    }
    if (policy.hasPath("lazy-expiration") && write == null && access == null) {
      lazy(
          text(policy, "lazy-expiration.creation"),
          text(policy, "lazy-expiration.update"),
          text(policy, "lazy-expiration.access"),
          block);
    }
  }

  /** The times that an ExpiryPolicy of JCache returns; null leaves the time as it is. */
  private static void lazy(
      @Nullable String creation, @Nullable String update, @Nullable String access, Block block) {
    List<String> times = new ArrayList<>();
    for (String time : new @Nullable String[] {creation, update, access}) {
      times.add(time == null ? "" : time);
    }
    boolean isEternal = creation == null || creation.equals("eternal");
    if (isEternal && times.stream().allMatch(time -> time.isEmpty() || time.equals("eternal"))) {
      block.set("expiry", "eternal");
    } else if (Objects.equals(creation, update) && Objects.equals(creation, access)) {
      block.expires("touched", String.valueOf(creation));
    } else if (Objects.equals(creation, update) && access == null) {
      block.expires("modified", String.valueOf(creation));
    } else if (Objects.equals(creation, access) && update == null) {
      block.expires("accessed", String.valueOf(creation));
    } else if (creation != null && update == null && access == null) {
      block.expires("created", creation);
    } else {
      block.note(
          "lazy-expiration { creation = %s, update = %s, access = %s }: set expiry { policy = CLASS }"
              .formatted(creation, update, access));
    }
  }

  private void listener(String path, Block block) {
    if (!all.hasPath(path)) {
      block.note("listener " + path + ": the file does not define it");
      return;
    }
    Config listener = all.getConfig(path);
    Map<String, String> keys =
        new TreeMap<>(
            Map.of(
                "class", "class",
                "filter", "filter",
                "synchronous", "synchronous",
                "old-value-required", "old-value-required"));
    List<String> parts = new ArrayList<>();
    keys.keySet()
        .forEach(
            key -> {
              String value = text(listener, key);
              boolean isText = key.equals("class") || key.equals("filter");
              if (value != null) {
                parts.add(key + " = " + (isText ? Hocon.quote(value) : value));
              }
            });
    block.listener(String.join(", ", parts));
  }
}
