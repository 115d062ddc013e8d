package dev.larder.tools.record;

import dev.larder.LarderRecorderMXBean;
import dev.larder.tools.UnusableInputException;
import dev.larder.tools.figures.BeanReader;
import dev.larder.tools.figures.CacheId;
import dev.larder.tools.figures.Figure;
import dev.larder.tools.figures.Sample;
import dev.larder.tools.jmx.JmxConnection;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The bean that records the reads of a cache.
 *
 * @param entries the number of entries of the cache
 */
public record RecorderBean(CacheId id, LarderRecorderMXBean bean, long entries) {
  private static final String PATTERN = "dev.larder:type=Recorder,*";

  /** So many keys give a hit ratio within about a point. */
  private static final long ENOUGH_KEYS = 8_192;

  /**
   * Finds the bean of a cache.
   *
   * @param cache the name of the cache, null for the only one
   * @param manager the URI of its manager, null for any
   * @param instance the number in the name of its bean, null for any
   * @throws UnusableInputException if there is none, or more than one
   * @throws IOException if the connection is lost
   */
  public static RecorderBean find(
      JmxConnection connection,
      @Nullable String cache,
      @Nullable String manager,
      @Nullable String instance)
      throws IOException {
    SortedMap<CacheId, ObjectName> all = all(connection);
    Map<CacheId, ObjectName> found = new TreeMap<>(all);
    found
        .keySet()
        .removeIf(
            id ->
                (cache != null && !isName(id.cache(), cache))
                    || (manager != null && !isName(id.manager(), manager))
                    || (instance != null && !id.instance().equals(instance)));
    if (found.size() != 1) {
      throw new UnusableInputException(problem(connection, cache, found.isEmpty() ? all : found));
    }
    CacheId id = found.keySet().iterator().next();
    Sample sample = new BeanReader(connection.beans()).read();
    long entries =
        sample.cache(id).map(figures -> figures.get(Figure.ENTRIES).orElse(0)).orElse(0L);
    return new RecorderBean(
        id,
        JMX.newMXBeanProxy(connection.beans(), found.get(id), LarderRecorderMXBean.class),
        entries);
  }

  private static SortedMap<CacheId, ObjectName> all(JmxConnection connection) throws IOException {
    SortedMap<CacheId, ObjectName> all = new TreeMap<>();
    try {
      for (ObjectName name : connection.beans().queryNames(new ObjectName(PATTERN), null)) {
        CacheId.of(name).ifPresent(id -> all.put(id, name));
      }
      return all;
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(PATTERN, e);
    }
  }

  /** Accepts a name as it is, and as the names of beans have it. */
  private static boolean isName(String inBean, String given) {
    return inBean.equals(given) || inBean.equals(given.replaceAll("[,:=\\r\\n]", "."));
  }

  private static String problem(
      JmxConnection connection, @Nullable String cache, Map<CacheId, ObjectName> choices)
      throws IOException {
    String why = cache == null ? "" : reason(connection, cache) + " ";
    if (choices.isEmpty()) {
      return (why.isEmpty() ? "no cache of " + connection.name() + " can be recorded. " : why)
          + "To record a cache, set management = true and recording = hashes in its configuration,"
          + " and reload the configuration";
    }
    String list =
        choices.keySet().stream()
            .map(
                id ->
                    "\n  --cache "
                        + id.cache()
                        + " --manager "
                        + id.manager()
                        + (id.instance().isEmpty() ? "" : " --instance " + id.instance()))
            .collect(Collectors.joining());
    return (why.isEmpty() ? "which cache? " : why) + "These can be recorded:" + list;
  }

  /** Returns why a cache cannot be recorded, or is not the only one of its name. */
  private static String reason(JmxConnection connection, String cache) throws IOException {
    BeanReader reader = new BeanReader(connection.beans());
    Sample sample = reader.read();
    List<CacheId> named =
        Stream.concat(sample.caches().keySet().stream(), sample.withoutFigures().keySet().stream())
            .filter(id -> isName(id.cache(), cache))
            .toList();
    if (named.isEmpty()) {
      return "no cache '" + cache + "' shows itself over JMX.";
    }
    boolean isLarder = false;
    for (CacheId id : named) {
      isLarder |= !reader.configuration(id).isEmpty();
    }
    return isLarder
        ? "cache '" + cache + "' has recording = off, or is not the only one of its name."
        : "cache '" + cache + "' has management = false, or is of another provider.";
  }

  /** Returns the sample that leaves enough keys of the present entries. */
  public int sampleForEntries() {
    return (int) Math.max(1, Math.min(1_000_000, entries / ENOUGH_KEYS));
  }
}
