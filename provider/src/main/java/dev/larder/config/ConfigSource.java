package dev.larder.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The checked settings of one source: a file with its includes, or the properties. */
record ConfigSource(
    List<SettingValue<?>> defaults,
    SortedMap<Glob, Block> templates,
    SortedMap<String, Block> caches,
    @Nullable Duration watch) {
  static final String TEMPLATE = "template";
  static final String CREATE_MISSING = "create-missing";
  static final String WATCH = "watch";

  private static final List<String> KEYS =
      List.of("defaults", "templates", "caches", "variables", WATCH);

  /**
   * The block of a cache or a template.
   *
   * @param templates the names of the templates that the block refers to, from weak to strong
   * @param referring the value that names the templates; null if there is none
   * @param createsMissing whether {@code getCache} creates caches that match; null if not set
   * @param place the line where the block begins
   */
  record Block(
      List<SettingValue<?>> layer,
      Set<String> templates,
      @Nullable ConfigNode referring,
      @Nullable Boolean createsMissing,
      String place) {

    static Block read(ConfigNode block, String... others) {
      List<SettingValue<?>> layer = Schema.read(block, List.of(others));
      ConfigNode template = block.parts().get(TEMPLATE);
      ConfigNode creates = block.parts().get(CREATE_MISSING);
      return new Block(
          layer,
          template == null ? Set.of() : SettingTypes.NAMES.parse(template),
          template,
          creates == null ? null : SettingTypes.SWITCH.parse(creates),
          block.origin());
    }
  }

  /** Reads a tree; {@code $schema} names the schema of a JSON file, for editors. */
  static ConfigSource read(ConfigObject root, ClassLoader loader) {
    ConfigNode nothing = new ConfigNode(ConfigFactory.empty().root(), "", loader);
    Map<String, ConfigNode> parts =
        new ConfigNode(root.withoutKey("$schema"), "", loader).parts(KEYS);
    List<SettingValue<?>> defaults =
        Schema.read(parts.getOrDefault("defaults", nothing), List.of());
    SortedMap<Glob, Block> templates = new TreeMap<>();
    parts
        .getOrDefault("templates", nothing)
        .parts()
        .forEach(
            (key, block) ->
                templates.put(new Glob(key), Block.read(block, TEMPLATE, CREATE_MISSING)));
    SortedMap<String, Block> caches = new TreeMap<>();
    parts
        .getOrDefault("caches", nothing)
        .parts()
        .forEach((name, block) -> caches.put(name, Block.read(block, TEMPLATE)));
    ConfigNode watch = parts.get(WATCH);
    return new ConfigSource(
        defaults, templates, caches, watch == null ? null : SettingTypes.AGE.parse(watch));
  }

  /** Returns the layers of a cache from weak to strong; a later source is stronger. */
  static Stream<List<SettingValue<?>>> layers(String cacheName, List<ConfigSource> sources) {
    Stream<Block> blocks = Stream.concat(templates(cacheName, sources), blocks(cacheName, sources));
    return Stream.concat(sources.stream().map(ConfigSource::defaults), blocks.map(Block::layer));
  }

  /** Whether {@code getCache} creates a cache of this name. */
  static boolean createsMissing(String cacheName, List<ConfigSource> sources) {
    return templates(cacheName, sources)
        .map(Block::createsMissing)
        .reduce(false, (weak, strong) -> strong == null ? weak : strong);
  }

  private static Stream<Block> blocks(String cacheName, List<ConfigSource> sources) {
    return sources.stream().flatMap(source -> Stream.ofNullable(source.caches.get(cacheName)));
  }

  /** Returns the matching templates from general to specific, then those that the cache names. */
  private static Stream<Block> templates(String cacheName, List<ConfigSource> sources) {
    Stream<Block> matching =
        sources.stream()
            .flatMap(source -> source.templates.entrySet().stream())
            .filter(template -> template.getKey().matches(cacheName))
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue);
    Stream<Block> named =
        blocks(cacheName, sources)
            .flatMap(own -> own.templates.stream().map(Glob::new))
            .flatMap(name -> sources.stream().map(source -> source.templates.get(name)))
            .flatMap(Stream::ofNullable);
    return Stream.concat(matching, named);
  }

  /** Fails if a cache refers to a missing template, or a template refers to a template. */
  static void checkNames(List<ConfigSource> sources) {
    Set<String> known = new TreeSet<>();
    sources.forEach(source -> source.templates.keySet().forEach(each -> known.add(each.text())));
    for (ConfigSource source : sources) {
      source.caches.values().forEach(block -> checkNames(block, known));
      for (Block template : source.templates.values()) {
        if (template.referring != null) {
          throw template.referring.wrong("a template refers to no other; only a cache does");
        }
      }
    }
  }

  private static void checkNames(Block block, Set<String> known) {
    for (String name : block.templates) {
      if (block.referring != null && !known.contains(name)) {
        boolean isSecret = block.referring.isFromOutside();
        String missing = isSecret ? "of that name" : name + Suggestions.hint(name, known);
        String others = known.isEmpty() ? "none" : String.join(", ", known);
        throw block.referring.wrong("there is no template " + missing + "; there are: " + others);
      }
    }
  }
}
