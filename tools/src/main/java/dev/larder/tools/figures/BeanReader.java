package dev.larder.tools.figures;

import java.io.IOException;
import java.rmi.UnmarshalException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.IntrospectionException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.ReflectionException;

/**
 * Reads the figures of all caches of a JVM from their MBeans. Beans that are registered or
 * unregistered meanwhile are no error.
 */
public final class BeanReader {
  private static final String CONFIGURATIONS = "javax.cache:type=CacheConfiguration,*";
  private static final String STORES = "dev.larder:type=Valkey,*";

  private final MBeanServerConnection beans;

  public BeanReader(MBeanServerConnection beans) {
    this.beans = beans;
  }

  /**
   * Reads all figures.
   *
   * @throws IOException if the connection is lost
   */
  public Sample read() throws IOException {
    SortedMap<CacheId, Map<Figure, Long>> figures = new TreeMap<>();
    for (Figure.Bean bean : Figure.Bean.values()) {
      for (ObjectName name : names(bean.pattern())) {
        readInto(figures, name, bean);
      }
    }
    SortedMap<CacheId, CacheFigures> caches = new TreeMap<>();
    figures.forEach((id, values) -> caches.put(id, new CacheFigures(id, values)));
    SortedMap<CacheId, String> without = new TreeMap<>();
    for (ObjectName name : names(CONFIGURATIONS)) {
      CacheId.of(name)
          .filter(id -> !caches.containsKey(id))
          .ifPresent(id -> without.put(id, "statistics are off"));
    }
    return new Sample(Instant.now(), System.nanoTime(), caches, without, stores());
  }

  private static Map<Figure, Long> emptyFigures() {
    return new EnumMap<>(Figure.class);
  }

  private void readInto(
      SortedMap<CacheId, Map<Figure, Long>> figures, ObjectName name, Figure.Bean bean)
      throws IOException {
    CacheId id = CacheId.of(name).orElse(null);
    if (id == null) {
      return;
    }
    Map<String, Object> values = attributes(name, bean.attributes());
    for (Figure figure : bean.figures()) {
      if (values.get(figure.attribute()) instanceof Number number) {
        figures.computeIfAbsent(id, key -> emptyFigures()).put(figure, number.longValue());
      }
    }
  }

  private SortedMap<String, Map<String, Object>> stores() throws IOException {
    SortedMap<String, Map<String, Object>> stores = new TreeMap<>();
    for (ObjectName name : names(STORES)) {
      try {
        String[] attributes =
            Arrays.stream(beans.getMBeanInfo(name).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .toArray(String[]::new);
        Map<String, Object> values = attributes(name, attributes);
        Object address = values.remove("Address");
        stores.put(address == null ? name.toString() : address.toString(), values);
      } catch (InstanceNotFoundException e) {
        // The last cache on the server was closed meanwhile.
      } catch (IntrospectionException | ReflectionException e) {
        throw new IOException(name + ": " + e.getMessage(), e);
      }
    }
    return stores;
  }

  /**
   * Returns the effective configuration of a cache; empty if its provider does not tell.
   *
   * @throws IOException if the connection is lost
   */
  public String configuration(CacheId id) throws IOException {
    for (ObjectName name : names(Figure.Bean.LARDER.pattern())) {
      if (CacheId.of(name).filter(id::equals).isPresent()) {
        return ""
            + attributes(name, new String[] {"EffectiveConfiguration"})
                .getOrDefault("EffectiveConfiguration", "");
      }
    }
    return "";
  }

  private Set<ObjectName> names(String pattern) throws IOException {
    try {
      return beans.queryNames(new ObjectName(pattern), null);
    } catch (JMException e) {
      throw new IllegalArgumentException(pattern, e);
    }
  }

  private Map<String, Object> attributes(ObjectName name, String[] attributes) throws IOException {
    Map<String, Object> values = new TreeMap<>();
    try {
      for (Attribute attribute : beans.getAttributes(name, attributes).asList()) {
        if (attribute.getValue() != null) {
          values.put(attribute.getName(), attribute.getValue());
        }
      }
    } catch (InstanceNotFoundException e) {
      // The cache was closed meanwhile.
    } catch (UnmarshalException | ReflectionException | RuntimeException e) {
      // A bean of another provider that fails must not hide the others.
    }
    return values;
  }
}
