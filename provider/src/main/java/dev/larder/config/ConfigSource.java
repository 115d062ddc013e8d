package dev.larder.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
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

  private static final String VARIABLES = "variables";
  static final String WATCH = "watch";

  /** The key by which a JSON file names its schema, for editors. */
  private static final String SCHEMA = "$schema";

  private static final List<String> KEYS =
      List.of("defaults", "templates", "caches", VARIABLES, WATCH);

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
      String place) {}

  static ConfigSource empty(ClassLoader loader) {
    return read(ConfigFactory.empty().root(), loader);
  }

  static ConfigSource read(ConfigObject root, ClassLoader loader) {
    Map<String, ConfigNode> parts = new ConfigNode(root.withoutKey(SCHEMA), "", loader).parts(KEYS);
    ConfigNode watch = parts.get(WATCH);
    ConfigNode nothing = new ConfigNode(ConfigFactory.empty().root(), "", loader);
    return new ConfigSource(
        Schema.read(parts.getOrDefault("defaults", nothing), List.of()),
        blocks(parts.getOrDefault("templates", nothing), Glob::new, CREATE_MISSING),
        blocks(parts.getOrDefault("caches", nothing), Function.identity()),
        watch == null ? null : SettingTypes.AGE.parse(watch));
  }

  private static <N extends Comparable<N>> SortedMap<N, Block> blocks(
      ConfigNode block, Function<String, N> name, String... more) {
    SortedMap<N, Block> blocks = new TreeMap<>();
    block.parts().forEach((key, part) -> blocks.put(name.apply(key), block(part, more)));
    return blocks;
  }

  private static Block block(ConfigNode value, String... more) {
    List<String> own = Stream.concat(Stream.of(TEMPLATE), Stream.of(more)).toList();
    Map<String, ConfigNode> parts = value.parts();
    ConfigNode templates = parts.get(TEMPLATE);
    ConfigNode creates = own.contains(CREATE_MISSING) ? parts.get(CREATE_MISSING) : null;
    return new Block(
        Schema.read(value, own),
        templates == null ? Set.of() : SettingTypes.NAMES.parse(templates),
        templates,
        creates == null ? null : SettingTypes.SWITCH.parse(creates),
        value.origin());
  }

  /** Returns the layers of a cache from weak to strong; a later source is stronger. */
  static Stream<List<SettingValue<?>>> layers(String cacheName, List<ConfigSource> sources) {
    Stream<Block> templates = templatesFor(cacheName, sources);
    Stream<Block> own =
        sources.stream().flatMap(source -> Stream.ofNullable(source.caches().get(cacheName)));
    return Stream.concat(
        sources.stream().map(ConfigSource::defaults),
        Stream.concat(templates, own).map(Block::layer));
  }

  /** Whether {@code getCache} creates a cache of this name. */
  static boolean createsMissing(String cacheName, List<ConfigSource> sources) {
    return templatesFor(cacheName, sources)
        .map(Block::createsMissing)
        .reduce(false, (weak, strong) -> strong == null ? weak : strong);
  }

  /** Returns the matching templates from general to specific, then those that the cache names. */
  private static Stream<Block> templatesFor(String cacheName, List<ConfigSource> sources) {
    Stream<Block> matching =
        sources.stream()
            .flatMap(source -> source.templates().entrySet().stream())
            .filter(template -> template.getKey().matches(cacheName))
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue);
    Stream<Block> named =
        sources.stream()
            .map(source -> source.caches().get(cacheName))
            .flatMap(own -> own == null ? Stream.empty() : own.templates().stream())
            .flatMap(name -> templates(name, sources));
    return Stream.concat(matching, named);
  }

  private static Stream<Block> templates(String name, List<ConfigSource> sources) {
    return sources.stream()
        .map(source -> source.templates().get(new Glob(name)))
        .flatMap(Stream::ofNullable);
  }

  /** Fails if a cache refers to a missing template, or a template refers to a template. */
  static void checkNames(List<ConfigSource> sources) {
    List<String> known =
        sources.stream()
            .flatMap(source -> source.templates().keySet().stream())
            .map(Glob::text)
            .distinct()
            .sorted(Comparator.naturalOrder())
            .toList();
    for (ConfigSource source : sources) {
      source.caches().values().forEach(block -> checkNames(block, known));
      source.templates().values().forEach(ConfigSource::refuseNested);
    }
  }

  private static void checkNames(Block block, List<String> known) {
    ConfigNode referring = block.referring();
    for (String name : block.templates()) {
      if (referring != null && !known.contains(name)) {
        String shown =
            referring.isFromOutside() ? "of that name" : name + Suggestions.hint(name, known);
        throw referring.wrong(
            "there is no template "
                + shown
                + "; there are: "
                + (known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  private static void refuseNested(Block block) {
    ConfigNode referring = block.referring();
    if (referring != null) {
      throw referring.wrong("a template refers to no other; only a cache does");
    }
  }
}
