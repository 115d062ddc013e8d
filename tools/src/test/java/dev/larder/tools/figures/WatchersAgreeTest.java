package dev.larder.tools.figures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.LarderRecorderMXBean;
import dev.larder.LarderStatistics;
import dev.larder.ReadRecording;
import dev.larder.micrometer.LarderMetrics;
import dev.larder.tools.CommandRun;
import dev.larder.tools.jmx.ConnectorServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.integration.CacheLoaderException;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application under load, watched by everything at once: at the end each watcher has the figures
 * that the threads of the application have counted, to the last digit.
 */
class WatchersAgreeTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 15_000;
  private static final int KEYS = 400;

  @TempDir Path folder;

  private final LongAdder gets = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder removals = new LongAdder();
  private final LongAdder loads = new LongAdder();
  private final LongAdder failures = new LongAdder();

  private String load(Integer key) {
    loads.increment();
    LockSupport.parkNanos(10_000);
    if (key % 97 == 13) {
      failures.increment();
      throw new IllegalStateException("no value for " + key);
    }
    return "value " + key;
  }

  private Cache<Integer, String> books(CacheManager manager) {
    return manager.createCache(
        "books",
        LarderConfiguration.builder(Integer.class, String.class)
            .maximumSize(250)
            .expireAfterWrite(Duration.ofMillis(200))
            .loader(this::load)
            .statistics()
            .management()
            .readRecording(ReadRecording.HASHES)
            .build());
  }

  private Void work(Cache<Integer, String> books, int seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      int key = (int) Math.min(KEYS - 1, Math.abs(random.nextGaussian() * KEYS / 3));
      switch (random.nextInt(20)) {
        case 0 -> {
          books.put(key, "put");
          puts.increment();
        }
        case 1 -> {
          if (books.remove(key)) {
            removals.increment();
          }
        }
        default -> {
          gets.increment();
          try {
            books.get(key);
          } catch (CacheLoaderException e) {
            // counted by the loader
          }
        }
      }
    }
    return null;
  }

  @Test
  void figures_afterLoad_areThoseOfTheApplication() throws Exception {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (LarderCachingProvider provider = new LarderCachingProvider();
        ConnectorServer server = ConnectorServer.start();
        Recording flight = new Recording()) {
      CacheManager manager = provider.getCacheManager();
      Cache<Integer, String> books = books(manager);
      new LarderMetrics(manager).bindTo(registry);
      flight.enable("dev.larder.Load").withoutThreshold();
      flight.start();
      LarderRecorderMXBean recorder = books.unwrap(LarderRecorderMXBean.class);
      recorder.start(1, 1_000_000, 600, false);
      Watch watch = Watch.of(server.connect(), Duration.ofMillis(100), List.of());

      underLoad(books, () -> look(watch, registry));

      recorder.stop(recorder.getNumber());
      Path file = folder.resolve("flight.jfr");
      flight.dump(file);
      LarderStatistics own = books.unwrap(LarderStatistics.class);
      assertThat(own.getCacheHits() + own.getCacheMisses(), is(gets.sum()));
      assertThat(own.getCachePuts(), is(puts.sum()));
      assertThat(own.getCacheRemovals(), is(removals.sum()));
      assertThat(own.getLoads(), is(loads.sum()));
      assertThat(own.getLoadFailures(), is(failures.sum()));
      assertThat(recorder.getRecordedReads(), is(gets.sum()));
      assertThat(loadEvents(file), is(loads.sum()));
      assertTop(server, own);
      assertMicrometer(registry.scrape(), own);
      assertJmxExporter(collected(), own);
    }
  }

  /** Runs all threads to their end, and looks at the figures all the time. */
  private void underLoad(Cache<Integer, String> books, Callable<?> look) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<Void>> ends = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int seed = thread;
      ends.add(threads.submit(() -> work(books, seed)));
    }
    threads.shutdown();
    while (!threads.awaitTermination(50, TimeUnit.MILLISECONDS)) {
      look.call();
    }
    for (Future<Void> end : ends) {
      end.get();
    }
    // What has expired is removed and counted in the background.
    LarderStatistics own = books.unwrap(LarderStatistics.class);
    while (own.getEntryCount() > 0) {
      Thread.sleep(10);
    }
  }

  private static Void look(Watch watch, PrometheusMeterRegistry registry) throws IOException {
    assertThat(registry.scrape(), containsString("cache_gets_total"));
    watch.sample();
    return null;
  }

  private static long loadEvents(Path file) throws IOException {
    long events = 0;
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      events += event.getEventType().getName().equals("dev.larder.Load") ? 1 : 0;
    }
    return events;
  }

  private static void assertTop(ConnectorServer server, LarderStatistics own) {
    CommandRun run = CommandRun.of("top", server.address(), "--json", "-i", "100ms");
    assertThat(run.out(), containsString("\"CacheHits\":" + own.getCacheHits() + ","));
    assertThat(run.out(), containsString("\"CacheMisses\":" + own.getCacheMisses() + ","));
    assertThat(run.out(), containsString("\"CachePuts\":" + own.getCachePuts() + ","));
    assertThat(run.out(), containsString("\"CacheRemovals\":" + own.getCacheRemovals() + ","));
    assertThat(run.out(), containsString("\"CacheEvictions\":" + own.getCacheEvictions() + ","));
    assertThat(run.out(), containsString("\"Expirations\":" + own.getExpirations() + ","));
    assertThat(run.out(), containsString("\"Loads\":" + own.getLoads() + ","));
    assertThat(run.out(), containsString("\"LoadFailures\":" + own.getLoadFailures() + ","));
    long micros = own.getLoadTime().toNanos() / 1_000;
    assertThat(run.out(), containsString("\"TotalLoadTime\":" + micros + ","));
  }

  private static void assertMicrometer(String scrape, LarderStatistics own) {
    String labels = "{cache=\"books\",cache_manager=\"larder:default\"";
    assertLine(scrape, "cache_gets_total" + labels + ",result=\"hit\"}", own.getCacheHits());
    assertLine(scrape, "cache_gets_total" + labels + ",result=\"miss\"}", own.getCacheMisses());
    assertLine(scrape, "cache_puts_total" + labels + "}", own.getCachePuts());
    assertLine(scrape, "cache_removals_total" + labels + "}", own.getCacheRemovals());
    assertLine(scrape, "cache_evictions_total" + labels + "}", own.getCacheEvictions());
    assertLine(scrape, "cache_load_total" + labels + ",result=\"failure\"}", own.getLoadFailures());
    assertLine(scrape, "larder_loads_seconds_count" + labels + "}", own.getLoads());
  }

  private static void assertJmxExporter(String collected, LarderStatistics own) {
    String labels = "{cache=\"books\",cache_manager=\"larder.default\"}";
    assertLine(collected, "jcache_hits_total" + labels, own.getCacheHits());
    assertLine(collected, "jcache_misses_total" + labels, own.getCacheMisses());
    assertLine(collected, "jcache_puts_total" + labels, own.getCachePuts());
    assertLine(collected, "jcache_evictions_total" + labels, own.getCacheEvictions());
    assertLine(collected, "larder_cache_loads_total" + labels, own.getLoads());
    assertLine(collected, "larder_cache_expirations_total" + labels, own.getExpirations());
  }

  private static void assertLine(String text, String name, long value) {
    String line = text.lines().filter(each -> each.startsWith(name)).findFirst().orElse(name);
    String figure = line.substring(name.length()).strip();
    assertThat(
        line,
        figure.isEmpty() ? figure : String.format(Locale.ROOT, "%.0f", Double.valueOf(figure)),
        is(Long.toString(value)));
  }

  private static String collected() throws Exception {
    PrometheusRegistry registry = new PrometheusRegistry();
    File rules = Path.of("../src/docs/grafana/jmx-exporter.yml").toFile();
    new JmxCollector(rules).register(registry);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, registry.scrape());
    return text.toString(UTF_8);
  }
}
