package dev.larder.spring.boot3;

import dev.larder.LarderManagerMXBean;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.cache.CacheManager;

/** The servers on which the caches of a manager keep their entries, at one time. Immutable. */
public final class ServerConnections {
  private static final Pattern BYPASS = Pattern.compile("[?&]on-failure=bypass(&|$)");

  private final SortedMap<String, Boolean> connected;

  private ServerConnections(SortedMap<String, Boolean> connected) {
    this.connected = connected;
  }

  /**
   * Returns the present connections of a manager.
   *
   * @param manager one of Larder, not null
   * @throws IllegalArgumentException if it is of another provider
   */
  public static ServerConnections of(CacheManager manager) {
    return new ServerConnections(manager.unwrap(LarderManagerMXBean.class).getStores());
  }

  /**
   * Returns whether the caches work: each server is connected, or its caches go on without it, by
   * {@code on-failure=bypass}.
   */
  public boolean areUsable() {
    return connected.entrySet().stream()
        .allMatch(each -> each.getValue() || BYPASS.matcher(each.getKey()).find());
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
