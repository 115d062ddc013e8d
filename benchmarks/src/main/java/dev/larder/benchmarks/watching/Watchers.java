package dev.larder.benchmarks.watching;

import dev.larder.micrometer.LarderMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheManager;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import jdk.jfr.Recording;

/**
 * All that can watch the caches of a manager: a Prometheus registry that is scraped each second,
 * the MBeans, which are read each second over RMI, and a flight recording of all events. They end
 * with the JVM.
 */
public final class Watchers {
  private static final String[] EVENTS = {
    "Load", "Reload", "KeyWait", "Listener", "EvictionBurst", "BoundChange", "ExpirySweep"
  };

  private Watchers() {}

  /**
   * Starts all of them.
   *
   * @param each is called each second as well
   */
  public static void start(CacheManager manager, Runnable each) throws IOException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new LarderMetrics(manager).bindTo(registry);
    startFlightRecording();
    MBeanServerConnection beans = connectByRmi();
    ScheduledExecutorService watcher =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "watcher");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        watcher.scheduleAtFixedRate(() -> look(registry, beans, each), 0, 1, TimeUnit.SECONDS);
  }

  private static void startFlightRecording() {
    Recording recording = new Recording();
    recording.setMaxSize(50_000_000);
    for (String event : EVENTS) {
      recording.enable("dev.larder." + event).withoutThreshold();
    }
    recording.start();
  }

  @SuppressWarnings("BanJNDI") // the address is that of this JVM
  private static MBeanServerConnection connectByRmi() throws IOException {
    JMXConnectorServer server =
        JMXConnectorServerFactory.newJMXConnectorServer(
            new JMXServiceURL("service:jmx:rmi://127.0.0.1"),
            null,
            ManagementFactory.getPlatformMBeanServer());
    server.start();
    return JMXConnectorFactory.connect(server.getAddress()).getMBeanServerConnection();
  }

  private static void look(
      PrometheusMeterRegistry registry, MBeanServerConnection beans, Runnable each) {
    try {
      if (registry.scrape().isEmpty()) {
        throw new IllegalStateException("there are no meters");
      }
      for (String pattern : new String[] {"javax.cache:*", "dev.larder:*"}) {
        for (ObjectName name : beans.queryNames(new ObjectName(pattern), null)) {
          String[] attributes =
              Arrays.stream(beans.getMBeanInfo(name).getAttributes())
                  .map(MBeanAttributeInfo::getName)
                  .toArray(String[]::new);
          beans.getAttributes(name, attributes);
        }
      }
      each.run();
    } catch (JMException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
