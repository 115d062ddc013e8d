package dev.larder.tools.migrate;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@code application.conf} of Caffeine's JCache provider. There, a cache has all settings
 * of {@code default} that it does not set itself, key by key. So each cache is written in full.
 */
final class CaffeineConf {
  private static final String ROOT = "caffeine.jcache";
  private static final String ETERNAL = "eternal";
  private static final Set<String> NO_CACHES = Set.of("listeners", "osgi", "default");
  private static final Pattern OPTIONAL = Pattern.compile("\\$\\{\\?[^}]*}");

  /** Keys that are read. */
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
          "scheduler");

  private static final Set<String> POLICY =
      Set.of("maximum", "refresh", "eager-expiration", "lazy-expiration");

  /** What Caffeine has where a file says nothing. */
  private static final Config BUILT_IN =
      ConfigFactory.parseString(
          "store-by-value.enabled = false,"
              + " policy.lazy-expiration { creation = eternal, update = eternal, access = eternal }");

  private final Config all;
  private final LarderFile result;

  private CaffeineConf(Config all, LarderFile result) {
    this.all = all;
    this.result = result;
  }

  static LarderFile read(String file, String text) {
    LarderFile result = new LarderFile(file + " (Caffeine)");
    try {
      Config config =
          ConfigFactory.parseString(
                  text, ConfigParseOptions.defaults().setIncluder(new NoIncludes(result)))
              .resolve(ConfigResolveOptions.noSystem());
      if (!config.hasPath(ROOT)) {
        throw new MigrationException(file + ": it has no block " + ROOT);
      }
      for (Matcher each = OPTIONAL.matcher(text); each.find(); ) {
        result.note(each.group() + ": write the substitution into the new file");
      }
      new CaffeineConf(config, result).read();
      return result;
    } catch (ConfigException e) {
      throw new MigrationException(file + ": " + Hocon.line(String.valueOf(e.getMessage())), e);
    }
  }

  /** Nothing is read but the file itself. */
  private record NoIncludes(LarderFile result)
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private ConfigObject none(Object what) {
      result.note("include " + what + ": put its content into the file, and migrate that");
      return ConfigFactory.empty().root();
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      return none(what);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      return none(what);
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      return none(what);
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      return none(what);
    }
  }

  private void read() {
    Config defaults =
        all.hasPath(ROOT + ".default")
            ? all.getConfig(ROOT + ".default").withFallback(BUILT_IN)
            : BUILT_IN;
    cache(defaults, result.defaults());
    caches("", all.getConfig(ROOT), defaults);
  }

  /** Reads the caches of a block. A name with dots may be written as nested blocks. */
  private void caches(String prefix, Config block, Config defaults) {
    for (Map.Entry<String, ConfigValue> each : new TreeMap<>(block.root()).entrySet()) {
      String key = each.getKey();
      boolean isOther = prefix.isEmpty() && NO_CACHES.contains(key);
      if (!isOther && each.getValue().valueType() == ConfigValueType.OBJECT) {
        Config inner = block.getConfig(ConfigUtil.quoteString(key));
        boolean isCache =
            inner.root().isEmpty() || inner.root().keySet().stream().anyMatch(KNOWN::contains);
        boolean hasBlocks =
            inner.root().values().stream()
                .allMatch(value -> value.valueType() == ConfigValueType.OBJECT);
        if (isCache || !hasBlocks) {
          cache(inner.withFallback(defaults), result.cache(prefix + key));
        } else {
          caches(prefix + key + ".", inner, defaults);
        }
      }
    }
  }

  /** Returns a value that is set; null if it is absent, or null. */
  private static @Nullable String text(Config config, String path) {
    return config.hasPath(path) ? String.valueOf(config.getAnyRef(path)) : null;
  }

  /** Returns a time with its unit; null if it is absent, or null. */
  private static @Nullable String time(Config config, String path) {
    if (!config.hasPath(path)) {
      return null;
    }
    return ETERNAL.equals(text(config, path))
        ? ETERNAL
        : Times.of(config.getDuration(path, TimeUnit.MILLISECONDS));
  }

  private void cache(Config cache, Block block) {
    block.setText("key-type", object(text(cache, "key-type")));
    block.setText("value-type", object(text(cache, "value-type")));
    block.setSwitch("store-by-value", text(cache, "store-by-value.enabled"));
    String strategy = text(cache, "store-by-value.strategy");
    if (strategy != null && !strategy.endsWith(".JavaSerializationCopier")) {
      block.note("store-by-value.strategy " + strategy + ": set key-copier and value-copier");
    }
    block.setSwitch("read-through", text(cache, "read-through.enabled"));
    block.setText("loader", text(cache, "read-through.loader"));
    block.setSwitch("write-through", text(cache, "write-through.enabled"));
    block.setText("writer", text(cache, "write-through.writer"));
    block.setSwitch("statistics", text(cache, "monitoring.statistics"));
    block.setSwitch("management", text(cache, "monitoring.management"));
    if ("true".equals(text(cache, "monitoring.native-statistics"))) {
      block.note("monitoring.native-statistics: set statistics");
    }
    String executor = text(cache, "executor");
    if (executor != null && !executor.equals("java.util.concurrent.ForkJoinPool#commonPool")) {
      block.note("executor " + executor + ": set executor, the class of an Executor or a factory");
    }
    if (cache.hasPath("policy")) {
      policy(cache, cache.getConfig("policy"), block);
    }
    if (cache.hasPath("listeners")) {
      cache.getStringList("listeners").forEach(path -> listener(path, block));
    }
    new TreeSet<>(cache.root().keySet())
        .stream()
            .filter(key -> !KNOWN.contains(key))
            .forEach(key -> block.note(key + ": there is nothing like it"));
  }

  private static @Nullable String object(@Nullable String type) {
    return "java.lang.Object".equals(type) ? null : type;
  }

  private static void policy(Config cache, Config policy, Block block) {
    String size = text(policy, "maximum.size");
    if (size == null) {
      block.set("maximum-size", "unbounded"); // a cache of Caffeine has no bound of its own
    } else {
      block.setCount("maximum-size", size);
    }
    if (policy.hasPath("maximum.weight")) {
      block.note(
          "maximum { weight = %s, weigher = %s }: set maximum-weight, and weigher to a class that"
                  .formatted(text(policy, "maximum.weight"), text(policy, "maximum.weigher"))
              + " implements dev.larder.Weigher");
    }
    String refresh = time(policy, "refresh.after-write");
    boolean canReload =
        "true".equals(text(cache, "read-through.enabled")) && cache.hasPath("read-through.loader");
    if (refresh != null && canReload) {
      block.setTime("refresh-after", refresh);
    } else if (refresh != null) {
      block.note("refresh.after-write " + refresh + ": it needs read-through and a loader");
    }
    expiry(policy, block);
    new TreeSet<>(policy.root().keySet())
        .stream()
            .filter(key -> !POLICY.contains(key))
            .forEach(key -> block.note("policy." + key + ": there is nothing like it"));
  }

  private static void expiry(Config policy, Block block) {
    String write = time(policy, "eager-expiration.after-write");
    String access = time(policy, "eager-expiration.after-access");
    if (policy.hasPath("eager-expiration.variable")) {
      block.note(
          "eager-expiration.variable "
              + text(policy, "eager-expiration.variable")
              + ": set entry-expiry, a class that implements dev.larder.EntryExpiry");
    }
    @Nullable String creation = time(policy, "lazy-expiration.creation");
    @Nullable String update = time(policy, "lazy-expiration.update");
    @Nullable String onAccess = time(policy, "lazy-expiration.access");
    boolean isEager = write != null || access != null;
    String lazy =
        "lazy-expiration { creation = %s, update = %s, access = %s }"
            .formatted(creation, update, onAccess);
    String shape = shape(creation, update, onAccess);
    if (isEager) {
      if (write != null) {
        block.expires("modified", write);
      }
      if (access != null) {
        block.expires("touched", access);
      }
      if (!shape.equals(ETERNAL)) {
        block.note(lazy + ": Caffeine applies it beside eager-expiration, Larder has one expiry");
      }
    } else if (shape.equals(ETERNAL)) {
      block.set("expiry", ETERNAL);
    } else if (shape.isEmpty()) {
      boolean hasTime = creation != null && !creation.equals(ETERNAL);
      if (hasTime) {
        block.expires("created", String.valueOf(creation));
      } else {
        block.set("expiry", ETERNAL);
      }
      block.differs(lazy + ": set expiry { policy = CLASS } for the other times");
    } else {
      block.expires(shape, String.valueOf(creation));
    }
  }

  /**
   * Returns which expiry the times of an ExpiryPolicy are: created, modified, accessed, touched or
   * eternal; empty if none. Null leaves the time of an entry as it is.
   */
  private static String shape(
      @Nullable String creation, @Nullable String update, @Nullable String access) {
    boolean isEternal =
        (creation == null || creation.equals(ETERNAL))
            && (update == null || update.equals(ETERNAL))
            && (access == null || access.equals(ETERNAL));
    if (isEternal) {
      return ETERNAL;
    }
    if (creation == null || creation.equals(ETERNAL)) {
      return "";
    }
    if (creation.equals(update)) {
      return access == null ? "modified" : creation.equals(access) ? "touched" : "";
    }
    if (update != null) {
      return "";
    }
    return access == null ? "created" : creation.equals(access) ? "accessed" : "";
  }

  private void listener(String path, Block block) {
    if (!all.hasPath(path)) {
      block.note("listener " + path + ": the file does not define it");
      return;
    }
    Config listener = all.getConfig(path);
    List<String> parts = new ArrayList<>();
    for (String key : List.of("class", "filter", "old-value-required", "synchronous")) {
      String value = text(listener, key);
      boolean isText = key.equals("class") || key.equals("filter");
      if (value != null && (isText || value.matches("true|false"))) {
        parts.add(key + " = " + (isText ? Hocon.quote(value) : value));
      }
    }
    block.listener(String.join(", ", parts));
  }
}
