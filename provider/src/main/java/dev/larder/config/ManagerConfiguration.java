package dev.larder.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import dev.larder.LarderConfiguration;
import java.lang.invoke.MethodType;
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

  /** Null if there is no file. */
  private final @Nullable ConfigLocation location;

  /** The parsed file; null if there is none. */
  private final @Nullable ConfigObject tree;

  private final ConfigSource file;
  private final ConfigSource properties;

  private ManagerConfiguration(
      @Nullable ConfigLocation location,
      @Nullable ConfigObject tree,
      ConfigSource file,
      ConfigSource properties) {
    this.location = location;
    this.tree = tree;
    this.file = file;
    this.properties = properties;
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
    ConfigObject tree =
        location == null
            ? null
            : ConfigReader.read(location, IncludePolicy.of(location, properties));
    ManagerConfiguration configuration =
        new ManagerConfiguration(
            location,
            tree,
            ConfigSource.read(tree == null ? ConfigFactory.empty().root() : tree, loader),
            ConfigSource.read(FlatKeys.tree(properties), loader));
    ConfigSource.checkNames(configuration.sources());
    configuration.checkCaches();
    return configuration;
  }

  private static @Nullable ConfigLocation locate(URI uri, ClassLoader loader) {
    if (!uri.equals(DEFAULT_URI)) {
      return ConfigLocation.parse(uri, loader);
    }
    boolean isPresent = loader.getResource(DEFAULT_RESOURCE) != null;
    return isPresent ? new ConfigLocation.OfResource(DEFAULT_RESOURCE, loader) : null;
  }

  private List<ConfigSource> sources() {
    return List.of(file, properties);
  }

  private void checkCaches() {
    Set<String> names = new TreeSet<>(cacheNames());
    // A pattern matches itself, so it stands for the caches that its template creates.
    for (ConfigSource source : sources()) {
      source.templates().keySet().forEach(template -> names.add(template.text()));
    }
    names.removeIf(name -> !cacheNames().contains(name) && !createsMissing(name));
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
    String place = placeOf(cacheName);
    String where = place == null ? "configuration of " : place + ": ";
    return new CacheException(where + failure.getMessage(), failure);
  }

  /** Returns the box of a primitive type, and any other class itself. */
  public static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  /** Returns the caches that the file names; the manager creates them. Unmodifiable. */
  public Set<String> cacheNames() {
    return Collections.unmodifiableSet(file.caches().keySet());
  }

  /**
   * Returns the settings of a program as text of a configuration file, such as {@code
   * maximum-size=1000, policy=lru}. It calls no user code.
   */
  public static String describe(LarderConfiguration<?, ?> program) {
    return Schema.read(ManagerConfiguration.<Object, Object>typed(program)).stream()
        .map(value -> value.key() + "=" + value.text())
        .collect(Collectors.joining(", "));
  }

  /** Returns the names of the Larder properties that a later request has set differently. */
  public static Set<String> differences(Properties first, @Nullable Properties later) {
    Set<String> names = new TreeSet<>(later == null ? Set.of() : later.stringPropertyNames());
    names.removeIf(name -> !name.startsWith(FlatKeys.PREFIX));
    if (later != null) {
      names.removeIf(name -> later.getProperty(name).equals(first.getProperty(name)));
    }
    return names;
  }

  /** Returns the place where the file names a cache; null if it does not. */
  public @Nullable String placeOf(String cacheName) {
    ConfigSource.Block block = file.caches().get(cacheName);
    return block == null ? null : block.place();
  }

  /** Whether a template sets that {@code getCache} creates a cache of this name. */
  public boolean createsMissing(String cacheName) {
    return ConfigSource.createsMissing(cacheName, sources());
  }

  /** Returns the location of the file; empty if there is none. */
  public String file() {
    return location == null ? "" : location.toString();
  }

  /** Whether this is the result of another reading. */
  @SuppressWarnings("ReferenceEquality") // each reading creates an instance
  public boolean isOther(ManagerConfiguration configuration) {
    return this != configuration;
  }

  /** Whether there is no file, or an empty one. */
  public boolean isEmpty() {
    return tree == null || tree.isEmpty();
  }

  /** Whether two readings of the file have the same content; comments and order do not count. */
  public boolean isSameAs(ManagerConfiguration other) {
    return Objects.equals(tree, other.tree);
  }

  /** Returns the interval at which the file is checked for changes; null for never. */
  public @Nullable Duration watch() {
    Duration watch = properties.watch() == null ? file.watch() : properties.watch();
    return location == null ? null : watch;
  }

  /** Returns a description of the file for the log. */
  public String description() {
    if (location == null) {
      return "no configuration file";
    }
    Set<String> names = cacheNames();
    return location + (names.isEmpty() ? ", which names no caches" : ", caches " + names);
  }

  /** Returns warnings for the log, about properties that have no effect on the file. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    Set<String> known = cacheNames();
    properties
        .caches()
        .forEach(
            (name, block) -> {
              if (!known.isEmpty() && !known.contains(name)) {
                String message =
                    "%s: there is no cache '%s' in %s%s; it holds if a program makes a cache of that"
                        + " name";
                String hint = Suggestions.hint(name, known);
                warnings.add(message.formatted(block.place(), name, location, hint));
              }
            });
    if (location == null && properties.watch() != null) {
      warnings.add("watch is set, but there is no configuration file to watch");
    }
    return warnings;
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
    ConfigSource.layers(cacheName, sources()).forEach(settings::add);
    try {
      LarderConfiguration<K, V> program = programmatic == null ? null : copy(programmatic);
      if (program != null) {
        settings.addProgrammatic(Schema.read(typed(program)));
      }
      LarderConfiguration<K, V> effective = typed(settings.configuration());
      effective.validate();
      return new EffectiveConfiguration<>(
          effective, program, warnings(effective, programmatic), settings.inOrder());
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

  private static <K, V> LarderConfiguration<K, V> copy(Configuration<K, V> configuration) {
    if (!(configuration instanceof CompleteConfiguration<K, V> complete)) {
      LarderConfiguration<K, V> types = new LarderConfiguration<>();
      types.setTypes(configuration.getKeyType(), configuration.getValueType());
      types.setStoreByValue(configuration.isStoreByValue());
      return types;
    }
    if (complete.getCacheEntryListenerConfigurations() == null) {
      String message =
          "getCacheEntryListenerConfigurations() of %s returns null; accepted is an Iterable, empty"
              + " if there is no listener";
      throw new IllegalArgumentException(message.formatted(complete.getClass().getName()));
    }
    return new LarderConfiguration<>(complete);
  }

  /** Casts to the types of the cache, which the configuration contains. */
  @SuppressWarnings("unchecked")
  private static <K, V> LarderConfiguration<K, V> typed(LarderConfiguration<?, ?> any) {
    return (LarderConfiguration<K, V>) any;
  }
}
