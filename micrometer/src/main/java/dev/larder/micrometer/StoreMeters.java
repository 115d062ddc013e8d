package dev.larder.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The meters of the servers on which a manager has caches. The store registers an MBean for each
 * server, so this class needs no class of the store.
 */
final class StoreMeters {
  /** Counted attributes of the MBean, and the names of their meters. */
  private static final Map<String, String> COUNTERS =
      Map.of(
          "Reconnects", "larder.store.reconnects",
          "Conflicts", "larder.store.conflicts",
          "Retries", "larder.store.retries",
          "UnknownOutcomes", "larder.store.unknown.outcomes",
          "Redirects", "larder.store.redirects",
          "LostEvents", "larder.store.lost.events",
          "Bypasses", "larder.store.bypasses",
          "UnreadableEntries", "larder.store.unreadable.entries");

  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

  private StoreMeters() {}

  /** Returns the MBeans of the servers of a manager. */
  static Set<ObjectName> beans(String managerUri) {
    try {
      String pattern = "dev.larder:type=Valkey,CacheManager=" + ObjectName.quote(managerUri) + ",*";
      return BEANS.queryNames(new ObjectName(pattern), null);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Binds the figures of a server, and returns its meters. */
  static List<Meter> bind(MeterRegistry registry, ObjectName bean, String managerUri) {
    String address = ObjectName.unquote(bean.getKeyProperty("address"));
    Tags tags = Tags.of("cache.manager", managerUri, "address", address);
    List<Meter> meters = new ArrayList<>();
    meters.add(
        Gauge.builder("larder.store.connected", bean, of -> read(of, "Connected"))
            .description("1 if the server can be reached, else 0")
            .tags(tags)
            .strongReference(true)
            .register(registry));
    meters.add(
        Gauge.builder("larder.store.connections", bean, of -> read(of, "OpenConnections"))
            .description("Open connections to the server")
            .tags(tags)
            .strongReference(true)
            .register(registry));
    COUNTERS.forEach(
        (attribute, name) ->
            meters.add(
                FunctionCounter.builder(name, bean, of -> read(of, attribute))
                    .tags(tags)
                    .register(registry)));
    return meters;
  }

  /** Returns an attribute as a number, or NaN if the bean is gone. */
  private static double read(ObjectName bean, String attribute) {
    try {
      Object value = BEANS.getAttribute(bean, attribute);
      return value instanceof Boolean isTrue ? (isTrue ? 1 : 0) : ((Number) value).doubleValue();
    } catch (JMException e) {
      return Double.NaN;
    }
  }
}
