package dev.larder.jcache;

import dev.larder.LarderManagerMXBean;
import java.util.SortedMap;
import java.util.TreeSet;

/** Larder's own bean of a cache manager, for code and JMX. Thread-safe. */
record LarderManagerBean(LarderCacheManager manager) implements LarderManagerMXBean {
  @Override
  public String getConfigurationFile() {
    return manager.reloader().current().file();
  }

  @Override
  public String[] getCacheNames() {
    TreeSet<String> names = new TreeSet<>();
    manager.getCacheNames().forEach(names::add);
    return names.toArray(String[]::new);
  }

  @Override
  public SortedMap<String, Boolean> getStores() {
    return manager.storeAvailability();
  }

  @Override
  public String[] reload() {
    return manager.reloader().reload().toArray(String[]::new);
  }
}
