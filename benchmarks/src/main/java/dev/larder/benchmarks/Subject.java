package dev.larder.benchmarks;

import dev.larder.benchmarks.subject.Opener;
import dev.larder.benchmarks.subject.Spec;
import dev.larder.benchmarks.subject.Target;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The subjects of the comparison, in the order of the columns. */
public enum Subject {
  /** Unbounded, and no cache: the lower limit of the cost of a read. */
  MAP("ConcurrentHashMap", Kind.LIMIT, null, "MapOpener"),
  /** The textbook's bounded LRU. */
  LINKED_HASH_MAP("LinkedHashMap", Kind.LIMIT, null, "LinkedHashMapOpener"),
  /** Caffeine without an adapter. */
  CAFFEINE_NATIVE("Caffeine native", Kind.LIMIT, "caffeine", "NativeCaffeineOpener"),
  /** Exact LRU, computed. */
  EXACT_LRU("exact LRU", Kind.COMPUTED, null, null),
  /** Belady's optimum, computed. */
  OPTIMUM("optimum", Kind.COMPUTED, null, null),
  /** Larder with its default policy. */
  LARDER("Larder", Kind.OURS, "larder", "LarderOpener"),
  /** An earlier build of Larder, if the settings name its jar. */
  LARDER_BEFORE("Larder before", Kind.OURS, "larder", "LarderOpener"),
  /** Larder with the adaptive policy; not run by default. */
  LARDER_ADAPTIVE("Larder adaptive", Kind.OURS, "larder", "LarderAdaptiveOpener"),
  /** Larder with statistics, meters, JMX and a flight recording, all of them read all the time. */
  LARDER_WATCHED("Larder watched", Kind.OURS, "watched", "WatchedLarderOpener"),
  /** The same, while its reads are recorded. */
  LARDER_RECORDED("Larder recorded", Kind.OURS, "watched", "RecordedLarderOpener"),
  /** Caffeine's adapter. */
  CAFFEINE("Caffeine", Kind.PEER, "caffeine", "CaffeineOpener"),
  /** Ehcache 3. */
  EHCACHE("Ehcache", Kind.PEER, "ehcache", "EhcacheOpener"),
  /** cache2k's adapter. */
  CACHE2K("cache2k", Kind.PEER, "cache2k", "Cache2kOpener"),
  /** The reference implementation: unbounded. */
  RI("RI (unbounded)", Kind.PEER, "ri", "RiOpener"),
  /** A memoized function of Larder. */
  MEMOIZER("Memoizer", Kind.METHOD, "larder", "method.MemoizerOpener"),
  /** {@code @CacheResult} with a JDK proxy, on Larder. */
  PROXY("JDK proxy", Kind.METHOD, "methods", "method.ProxyOpener"),
  /** The same with CDI. */
  CDI("CDI (Weld)", Kind.METHOD, "methods", "method.CdiOpener"),
  /** The same with Guice. */
  GUICE("Guice", Kind.METHOD, "methods", "method.GuiceOpener"),
  /** The same with Spring's own support, on Larder. */
  SPRING("Spring's own", Kind.METHOD, "methods", "method.SpringOpener");

  /** The role of a subject. */
  public enum Kind {
    /** Larder. */
    OURS,
    /** A JCache provider that Larder is compared with. */
    PEER,
    /** No JCache provider: shows the limit of what is possible. */
    LIMIT,
    /** A method or function on Larder. */
    METHOD,
    /** Computed instead of run. */
    COMPUTED
  }

  private final String label;
  private final Kind kind;
  private final @Nullable String folder;
  private final @Nullable String opener;

  Subject(String label, Kind kind, @Nullable String folder, @Nullable String opener) {
    this.label = label;
    this.kind = kind;
    this.folder = folder;
    this.opener = opener;
  }

  /** Returns the heading of the column. */
  public String label() {
    return label;
  }

  /** Returns the role. */
  public Kind kind() {
    return kind;
  }

  /** Returns the module of {@code peers} that has the subject's jars, or null if it needs none. */
  public @Nullable String folder() {
    return folder;
  }

  /** Opens a cache. The class is found by name, because only some JVMs have the jars it needs. */
  public Target open(Spec spec) {
    if (opener == null) {
      throw new UnsupportedOperationException(this + " is computed, not run");
    }
    String name = Opener.class.getPackageName() + "." + opener;
    try {
      return Class.forName(name)
          .asSubclass(Opener.class)
          .getDeclaredConstructor()
          .newInstance()
          .open(spec);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** Returns the subjects of a comma-separated list. */
  public static Set<Subject> of(String list) {
    Set<Subject> subjects = EnumSet.noneOf(Subject.class);
    for (String name : list.split(",", -1)) {
      subjects.add(named(name.strip()));
    }
    return subjects;
  }

  private static Subject named(String name) {
    return Arrays.stream(values())
        .filter(subject -> subject.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown subject '" + name + "', accepted are " + Arrays.toString(values())));
  }
}
