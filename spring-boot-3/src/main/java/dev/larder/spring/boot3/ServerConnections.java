package dev.larder.spring.boot3;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.cache.CacheManager;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The connections of a cache manager to the servers on which caches keep their entries. */
public final class ServerConnections {
  private static final String BYPASS = "on-failure=bypass";

  private final Map<String, Boolean> connected;

  private ServerConnections(Map<String, Boolean> connected) {
    this.connected = connected;
  }

  /**
   * Returns the present connections of a manager, by the beans that the caches register.
   *
   * @param manager not null
   * @throws IllegalStateException if the beans cannot be read
   */
  public static ServerConnections of(CacheManager manager) {
    Map<String, Boolean> connected = new TreeMap<>();
    try {
      MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
      String uri = ObjectName.quote(manager.getURI().toString());
      ObjectName all = new ObjectName("dev.larder:type=Valkey,CacheManager=" + uri + ",*");
      for (ObjectName name : beans.queryNames(all, null)) {
        String address = (String) beans.getAttribute(name, "Address");
        connected.merge(
            address, (Boolean) beans.getAttribute(name, "Connected"), Boolean::logicalAnd);
      }
    } catch (JMException e) {
      throw new IllegalStateException("the beans of the servers cannot be read", e);
    }
    return new ServerConnections(connected);
  }

  /**
   * Returns whether the caches work: each server is connected, or its caches go on without it, by
   * {@code on-failure=bypass}.
   */
  public boolean areUsable() {
    return connected.entrySet().stream()
        .allMatch(each -> each.getValue() || each.getKey().contains(BYPASS));
  }

  /** Returns "connected" or "not connected" for each address, which has no password. */
  public Map<String, String> details() {
    Map<String, String> details = new TreeMap<>();
    connected.forEach(
        (address, isConnected) ->
            details.put(address, isConnected ? "connected" : "not connected"));
    return details;
  }
}
