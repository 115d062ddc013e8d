package dev.larder.benchmarks.subject;

import dev.larder.LarderConfiguration;
import dev.larder.LarderRecorderMXBean;
import dev.larder.ReadRecording;
import dev.larder.micrometer.LarderMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.cache.Caching;
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
 * Larder with all that can watch it. It is for one cache in a JVM of its own: what watches ends
 * with the JVM.
 */
public class WatchedLarderOpener extends LarderOpener {
  private static final String[] EVENTS = {
    "Load", "Reload", "KeyWait", "Listener", "EvictionBurst", "BoundChange", "ExpirySweep"
  };

  @Override
  void policy(LarderConfiguration<Integer, Object> configuration) {
    configuration.setStatisticsEnabled(true);
    configuration.setManagementEnabled(true);
    configuration.setReadRecording(ReadRecording.HASHES);
  }

  @Override
  public Target open(Spec spec) {
    Target target = super.open(spec);
    try {
      PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      new LarderMetrics(
              Caching.getCachingProvider("dev.larder.LarderCachingProvider").getCacheManager())
          .bindTo(registry);
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
          watcher.scheduleAtFixedRate(() -> look(registry, beans), 0, 1, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target;
  }

  private static void startFlightRecording() {
    Recording recording = new Recording();
    recording.setMaxSize(50_000_000);
    for (String event : EVENTS) {
      recording.enable("dev.larder." + event).withoutThreshold();
    }
    recording.start();
  }

  private static MBeanServerConnection connectByRmi() throws IOException {
    JMXConnectorServer server =
        JMXConnectorServerFactory.newJMXConnectorServer(
            new JMXServiceURL("service:jmx:rmi://127.0.0.1"),
            null,
            ManagementFactory.getPlatformMBeanServer());
    server.start();
    return JMXConnectorFactory.connect(server.getAddress()).getMBeanServerConnection();
  }

  private void look(PrometheusMeterRegistry registry, MBeanServerConnection beans) {
    try {
      if (registry.scrape().isEmpty()) {
        throw new IllegalStateException("no meters");
      }
      for (String pattern : new String[] {"javax.cache:*", "dev.larder:*"}) {
        for (ObjectName name : beans.queryNames(new ObjectName(pattern), null)) {
          read(beans, name);
        }
      }
      look(registry.getPrometheusRegistry() == null ? null : beans);
    } catch (JMException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
