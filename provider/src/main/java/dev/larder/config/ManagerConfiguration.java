package dev.larder.config;

import com.typesafe.config.ConfigObject;
import dev.larder.LarderConfiguration;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one cache manager: what its URI and its properties say about its caches. A
 * cache's settings are laid over each other, from weak to strong: Larder's defaults, the block
 * {@code defaults}, the templates that match its name from general to specific, its own block, and
 * what the program says at {@code createCache}. At each of these places, properties are stronger
 * than the file. Immutable.
 */
public final class ManagerConfiguration {
  /** The URI of a manager whose URI was not said; its configuration is optional. */
  public static final URI DEFAULT_URI = URI.create("larder:default");

  private static final String DEFAULT_RESOURCE = "larder.conf";

  private final ClassLoader loader;

  /** Where the file is, null if there is none. */
  private final @Nullable String place;

  private final List<ConfigSource> sources;

  /** The tree that was read, null if there is no file. */
  private final @Nullable ConfigObject file;

  private ManagerConfiguration(
      ClassLoader loader,
      @Nullable String place,
      @Nullable ConfigObject file,
      List<ConfigSource> sources) {
    this.loader = loader;
    this.place = place;
    this.file = file;
    this.sources = sources;
  }

  /**
   * Reads all there is, and checks it.
   *
   * @param uri {@code file:}, {@code classpath:} or {@code jar:file:} for a configuration; any
   *     other URI is only a name, but {@link #DEFAULT_URI} reads {@code larder.conf} from the class
   *     path if it is there
   * @param loader finds class path resources, and the classes that the configuration names
   * @param properties those that begin with {@code larder.} are laid over the file, others are none
   *     of ours
   * @throws CacheException if something is missing or not understood; it names file, line and key,
   *     and what is accepted
   */
  public static ManagerConfiguration load(URI uri, ClassLoader loader, Properties properties) {
    ConfigLocation location = locate(uri, loader);
    List<ConfigSource> sources = new ArrayList<>();
    ConfigObject file = null;
    if (location != null) {
      file = ConfigReader.read(location, FlatKeys.allowedFolders(properties));
      sources.add(ConfigSource.read(file, loader));
    } else {
      sources.add(ConfigSource.empty(loader));
    }
    sources.add(ConfigSource.read(FlatKeys.tree(properties), loader));
    ConfigSource.checkNames(sources);
    ManagerConfiguration configuration =
        new ManagerConfiguration(
            loader, location == null ? null : location.toString(), file, List.copyOf(sources));
    configuration.checkNamedCaches();
    return configuration;
  }

  private static @Nullable ConfigLocation locate(URI uri, ClassLoader loader) {
    if (!uri.equals(DEFAULT_URI)) {
      return ConfigLocations.of(uri, loader);
    }
    boolean present = loader.getResource(DEFAULT_RESOURCE) != null;
    return present ? new ConfigLocation.OfResource(DEFAULT_RESOURCE, loader) : null;
  }

  private void checkNamedCaches() {
    Set<String> names = new TreeSet<>(cacheNames());
    // A name that is a pattern matches itself.
    sources.stream()
        .flatMap(source -> source.templates().keySet().stream())
        .map(Glob::text)
        .filter(this::createsMissing)
        .forEach(names::add);
    for (String name : names) {
      try {
        resolve(name, null);
      } catch (IllegalArgumentException e) {
        throw refusal(name, e);
      }
    }
  }

  /** What is wrong with a cache as a whole, with the place where the file names it. */
  public CacheException refusal(String cacheName, IllegalArgumentException failure) {
    String named = placeOf(cacheName);
    String where = named == null ? "configuration of " : named + ": ";
    return new CacheException(where + failure.getMessage(), failure);
  }

  /** The class of the objects of a type: the box of a primitive one. */
  public static Class<?> boxed(Class<?> type) {
    return Schema.boxed(type);
  }

  /** The caches that the file names, which are created with the manager; unmodifiable. */
  public Set<String> cacheNames() {
    return Collections.unmodifiableSet(new TreeSet<>(sources.get(0).caches().keySet()));
  }

  /**
   * What a configuration of a program says, in the words of the file, as {@code maximum-size=1000,
   * policy=lru}. No user code is run for it.
   */
  public static String describe(LarderConfiguration<?, ?> programmatic) {
    LarderConfiguration<Object, Object> untyped = typed(programmatic);
    return Schema.settings().stream()
        .map(setting -> setting.read(untyped))
        .filter(Objects::nonNull)
        .map(said -> said.key() + "=" + SettingText.of(said.value()))
        .collect(Collectors.joining(", "));
  }

  /** The names of Larder's properties that are not the same in a later request; sorted. */
  public static Set<String> differences(Properties first, @Nullable Properties later) {
    Set<String> different = new TreeSet<>();
    if (later != null) {
      for (String name : later.stringPropertyNames()) {
        if (name.startsWith(FlatKeys.PREFIX)
            && !later.getProperty(name).equals(first.getProperty(name))) {
          different.add(name);
        }
      }
    }
    return different;
  }

  /** Where the file names a cache; null if it does not. */
  public @Nullable String placeOf(String cacheName) {
    ConfigSource.Block block = sources.get(0).caches().get(cacheName);
    return block == null ? null : block.place();
  }

  /** Whether a template says that a cache of this name is made when it is asked for. */
  public boolean createsMissing(String cacheName) {
    return ConfigSource.createsMissing(cacheName, sources);
  }

  /** Where the file is; empty if there is none. */
  public String file() {
    return place == null ? "" : place;
  }

  /** Whether this was read at another time. */
  @SuppressWarnings("ReferenceEquality") // each reading makes one
  public boolean isOther(ManagerConfiguration configuration) {
    return this != configuration;
  }

  /** Whether there is a file that says anything. */
  public boolean isEmpty() {
    return file == null || file.isEmpty();
  }

  /** Whether the file says the same as at another time, comments and order apart. */
  public boolean isSameAs(ManagerConfiguration other) {
    return Objects.equals(file, other.file);
  }

  /** How often the file is looked at for changes; null for never. */
  public @Nullable Duration watch() {
    Duration watch = null;
    for (ConfigSource source : sources) {
      watch = source.watch() == null ? watch : source.watch();
    }
    return place == null ? null : watch;
  }

  /** What was read, in words for the log. */
  public String description() {
    Set<String> names = cacheNames();
    if (place == null) {
      return "no configuration file";
    }
    return place + (names.isEmpty() ? ", which names no caches" : ", caches " + names);
  }

  /** Properties that are about no cache of the file, in words for the log. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(propertiesOfUnknownCaches());
    if (place == null && sources.stream().anyMatch(source -> source.watch() != null)) {
      warnings.add("watch is set, but there is no configuration file to watch");
    }
    return warnings;
  }

  private List<String> propertiesOfUnknownCaches() {
    Set<String> known = cacheNames();
    if (known.isEmpty()) {
      return List.of();
    }
    return sources.get(1).caches().entrySet().stream()
        .filter(block -> !known.contains(block.getKey()))
        .map(
            block ->
                block.getValue().place()
                    + ": there is no cache '"
                    + block.getKey()
                    + "' in "
                    + place
                    + Suggestions.hint(block.getKey(), known)
                    + "; it holds if a program makes a cache of that name")
        .toList();
  }

  /**
   * Works out what holds for a cache.
   *
   * @param programmatic what the program says at {@code createCache}, null for a cache that the
   *     file names. What differs from the defaults of {@link
   *     javax.cache.configuration.MutableConfiguration} counts as said
   * @throws IllegalArgumentException if settings contradict each other, or the program means other
   *     types than the file; it names both
   */
  public <K, V> EffectiveConfiguration<K, V> resolve(
      String cacheName, @Nullable Configuration<K, V> programmatic) {
    List<Layer> layers = new ArrayList<>();
    layers.add(Layer.ofLarder(loader));
    layers.addAll(ConfigSource.layersFor(cacheName, sources));
    LayeredSettings overlay = new LayeredSettings(layers);
    try {
      LarderConfiguration<Object, Object> said = null;
      if (programmatic != null) {
        said = said(programmatic);
        overlay.addProgrammatic(Layer.of(said));
      }
      LarderConfiguration<Object, Object> effective = overlay.configuration();
      effective.validate();
      return new EffectiveConfiguration<>(
          typed(effective),
          overlay.isDefault("maximum-size"),
          programmatic != null || overlay.says("key-type") || overlay.says("value-type"),
          warnings(effective, programmatic),
          said == null ? null : typed(said),
          overlay.settings());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cache '" + cacheName + "': " + e.getMessage() + "; effective: " + overlay.description(),
          e);
    }
  }

  private static List<String> warnings(
      LarderConfiguration<?, ?> effective, @Nullable Configuration<?, ?> programmatic) {
    List<String> warnings = new ArrayList<>();
    if (programmatic != null) {
      warnings.addAll(ForeignConfigurations.warnings(programmatic));
    }
    Duration age = effective.getRefreshAfter();
    if (age != null && ExpirySetting.expireBefore(effective.getExpiryPolicyFactory(), age)) {
      warnings.add(
          "refresh-after is not shorter than the expiry, so entries expire before they are"
              + " reloaded");
    }
    return List.copyOf(warnings);
  }

  private static LarderConfiguration<Object, Object> said(Configuration<?, ?> programmatic) {
    Configuration<Object, Object> configuration = untyped(programmatic);
    if (configuration instanceof CompleteConfiguration<Object, Object> complete) {
      if (complete.getCacheEntryListenerConfigurations() == null) {
        throw new IllegalArgumentException(
            "getCacheEntryListenerConfigurations() of "
                + complete.getClass().getName()
                + " returns null; accepted is an Iterable, empty if there is no listener");
      }
      return new LarderConfiguration<>(complete);
    }
    LarderConfiguration<Object, Object> types = new LarderConfiguration<>();
    types.setTypes(configuration.getKeyType(), configuration.getValueType());
    types.setStoreByValue(configuration.isStoreByValue());
    return types;
  }

  /** The types are those of the cache, which its configuration says and checks itself. */
  @SuppressWarnings("unchecked")
  private static <K, V> LarderConfiguration<K, V> typed(LarderConfiguration<?, ?> any) {
    return (LarderConfiguration<K, V>) any;
  }

  @SuppressWarnings("unchecked")
  private static Configuration<Object, Object> untyped(Configuration<?, ?> typed) {
    return (Configuration<Object, Object>) typed;
  }
}
