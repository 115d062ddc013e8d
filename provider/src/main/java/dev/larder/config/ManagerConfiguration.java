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
 * The configuration of one cache manager: the file of its URI and its properties. The settings of a
 * cache are merged from weak to strong: the defaults of Larder, the block {@code defaults}, the
 * matching templates from general to specific, the templates that the cache names, its own block,
 * and the configuration of {@code createCache}. In each block, properties are stronger than the
 * file. Immutable.
 */
public final class ManagerConfiguration {
  /** The URI of a manager that was requested without one; its configuration file is optional. */
  public static final URI DEFAULT_URI = URI.create("larder:default");

  private static final String DEFAULT_RESOURCE = "larder.conf";

  private final ClassLoader loader;

  /** The location of the file; null if there is none. */
  private final @Nullable String place;

  private final List<ConfigSource> sources;

  /** The parsed file; null if there is none. */
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
   * Reads and checks the file and the properties.
   *
   * @param uri {@code file:}, {@code classpath:} or {@code jar:file:} for a configuration file; any
   *     other URI is only a name. {@link #DEFAULT_URI} reads {@code larder.conf} from the class
   *     path if there is one
   * @param loader loads class path resources and the classes that the configuration names
   * @param properties those that begin with {@code larder.} override the file; others are ignored
   * @throws CacheException if a file is missing, or a key or value is not accepted; the message has
   *     file, line, key, and the accepted values
   */
  public static ManagerConfiguration load(URI uri, ClassLoader loader, Properties properties) {
    ConfigLocation location = locate(uri, loader);
    List<ConfigSource> sources = new ArrayList<>();
    ConfigObject file = null;
    if (location != null) {
      file = ConfigReader.read(location, IncludePolicy.of(location, properties));
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
      return ConfigLocation.parse(uri, loader);
    }
    boolean present = loader.getResource(DEFAULT_RESOURCE) != null;
    return present ? new ConfigLocation.OfResource(DEFAULT_RESOURCE, loader) : null;
  }

  private void checkNamedCaches() {
    Set<String> names = new TreeSet<>(cacheNames());
    // A pattern matches itself, so it stands for the caches that its template creates.
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

  /** Returns an exception for a cache that is refused, with the place where the file names it. */
  public CacheException refusal(String cacheName, IllegalArgumentException failure) {
    String named = placeOf(cacheName);
    String where = named == null ? "configuration of " : named + ": ";
    return new CacheException(where + failure.getMessage(), failure);
  }

  /** Returns the box of a primitive type, and any other class itself. */
  public static Class<?> boxed(Class<?> type) {
    return Schema.boxed(type);
  }

  /** Returns the caches that the file names; the manager creates them. Unmodifiable. */
  public Set<String> cacheNames() {
    return Collections.unmodifiableSet(new TreeSet<>(sources.get(0).caches().keySet()));
  }

  /**
   * Returns the settings of a program as text of a configuration file, such as {@code
   * maximum-size=1000, policy=lru}. It calls no user code.
   */
  public static String describe(LarderConfiguration<?, ?> programmatic) {
    LarderConfiguration<Object, Object> untyped = typed(programmatic);
    return Schema.read(untyped).stream()
        .map(value -> value.key() + "=" + value.text())
        .collect(Collectors.joining(", "));
  }

  /**
   * Returns the names of the Larder properties that a later request has set differently; sorted.
   */
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

  /** Returns the place where the file names a cache; null if it does not. */
  public @Nullable String placeOf(String cacheName) {
    ConfigSource.Block block = sources.get(0).caches().get(cacheName);
    return block == null ? null : block.place();
  }

  /** Whether a template sets that {@code getCache} creates a cache of this name. */
  public boolean createsMissing(String cacheName) {
    return ConfigSource.createsMissing(cacheName, sources);
  }

  /** Returns the location of the file; empty if there is none. */
  public String file() {
    return place == null ? "" : place;
  }

  /** Whether this is the result of another reading. */
  @SuppressWarnings("ReferenceEquality") // each reading creates an instance
  public boolean isOther(ManagerConfiguration configuration) {
    return this != configuration;
  }

  /** Whether there is no file, or an empty one. */
  public boolean isEmpty() {
    return file == null || file.isEmpty();
  }

  /** Whether two readings of the file have the same content; comments and order do not count. */
  public boolean isSameAs(ManagerConfiguration other) {
    return Objects.equals(file, other.file);
  }

  /** Returns the interval at which the file is checked for changes; null for never. */
  public @Nullable Duration watch() {
    Duration watch = null;
    for (ConfigSource source : sources) {
      watch = source.watch() == null ? watch : source.watch();
    }
    return place == null ? null : watch;
  }

  /** Returns a description of the file for the log. */
  public String description() {
    Set<String> names = cacheNames();
    if (place == null) {
      return "no configuration file";
    }
    return place + (names.isEmpty() ? ", which names no caches" : ", caches " + names);
  }

  /** Returns warnings for the log, about properties that have no effect on the file. */
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
   * Merges the settings of a cache.
   *
   * @param programmatic the configuration of {@code createCache}; null for a cache that the file
   *     names. Only settings that differ from the defaults of {@link
   *     javax.cache.configuration.MutableConfiguration} count as set
   * @throws IllegalArgumentException if settings contradict each other, or the types of the program
   *     are not those of the file; the message names both
   */
  public <K, V> EffectiveConfiguration<K, V> resolve(
      String cacheName, @Nullable Configuration<K, V> programmatic) {
    LayeredSettings settings = new LayeredSettings();
    settings.add(Schema.defaults());
    ConfigSource.layers(cacheName, sources).forEach(settings::add);
    try {
      LarderConfiguration<Object, Object> program = null;
      if (programmatic != null) {
        program = copy(programmatic);
        settings.addProgrammatic(layer(program));
      }
      LarderConfiguration<Object, Object> effective = settings.configuration();
      effective.validate();
      return new EffectiveConfiguration<>(
          typed(effective),
          program == null ? null : typed(program),
          warnings(effective, programmatic),
          settings.inOrder());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cache '%s': %s; effective: %s".formatted(cacheName, e.getMessage(), settings), e);
    }
  }

  private static List<String> warnings(
      LarderConfiguration<?, ?> effective, @Nullable Configuration<?, ?> programmatic) {
    List<String> warnings = new ArrayList<>();
    if (programmatic != null) {
      warnings.addAll(ForeignConfigurations.warnings(programmatic));
    }
    Duration age = effective.getRefreshAfter();
    if (age != null && ExpirySetting.expiresBefore(effective.getExpiryPolicyFactory(), age)) {
      warnings.add(
          "refresh-after is not shorter than the expiry, so entries expire before they are"
              + " reloaded");
    }
    return List.copyOf(warnings);
  }

  private static List<SettingValue<?>> layer(LarderConfiguration<Object, Object> program) {
    List<SettingValue<?>> layer = Schema.read(program);
    String contradiction = Schema.contradiction(layer);
    if (contradiction != null) {
      throw new IllegalArgumentException("programmatic configuration: " + contradiction);
    }
    return layer;
  }

  private static LarderConfiguration<Object, Object> copy(Configuration<?, ?> programmatic) {
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

  /** Casts to the types of the cache, which the configuration contains. */
  @SuppressWarnings("unchecked")
  private static <K, V> LarderConfiguration<K, V> typed(LarderConfiguration<?, ?> any) {
    return (LarderConfiguration<K, V>) any;
  }

  @SuppressWarnings("unchecked")
  private static Configuration<Object, Object> untyped(Configuration<?, ?> typed) {
    return (Configuration<Object, Object>) typed;
  }
}
