package dev.larder.valkey;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Commands of an administrator to one server. */
final class AdminClient implements AutoCloseable {
  private final LettuceLink link;
  private final Server server;

  AdminClient(String address) {
    this(address, "10s");
  }

  AdminClient(String address, String timeout) {
    ValkeyConfiguration settings = ValkeyConfiguration.of(address + "?timeout=" + timeout);
    Counters counters = new Counters();
    link = new LettuceLink(settings, counters);
    server = new Server(link, settings, counters);
  }

  @Nullable Object run(String name, Object... arguments) {
    return server.callMaster("admin", "", Command.keyless(name, arguments));
  }

  String text(String name, Object... arguments) {
    return run(name, arguments) instanceof byte[] bytes ? new Bytes(bytes).toString() : "";
  }

  /** Returns how often each command has run since the last reset, without those of this class. */
  Map<String, Integer> commandCounts() {
    Map<String, Integer> counts = new TreeMap<>();
    for (String line : text("INFO", "commandstats").lines().toList()) {
      if (line.startsWith("cmdstat_")) {
        String name = line.substring("cmdstat_".length(), line.indexOf(':'));
        int calls = Integer.parseInt(line.replaceAll(".*:calls=(\\d+),.*", "$1"));
        counts.put(name, calls);
      }
    }
    counts.keySet().removeIf(name -> name.startsWith("info") || name.startsWith("config"));
    return counts;
  }

  void resetCounts() {
    run("CONFIG", "RESETSTAT");
  }

  List<?> list(String name, Object... arguments) {
    return (List<?>) run(name, arguments);
  }

  @Override
  public void close() {
    link.close();
  }
}
