package dev.larder.micrometer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.sun.net.httpserver.HttpServer;
import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.LarderStatistics;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Contains the examples of src/docs/monitoring.md. */
class MonitoringGuideTest {
  private final LarderCachingProvider provider = new LarderCachingProvider();
  private final CacheManager manager = provider.getCacheManager();
  private final List<Duration> logged = new ArrayList<>();

  @AfterEach
  void close() {
    provider.close();
  }

  private void log(Duration time, boolean failed) {
    assertThat(failed, is(false));
    logged.add(time);
  }

  private Cache<String, String> prices() {
    return manager.createCache(
        "prices",
        LarderConfiguration.builder(String.class, String.class)
            .loader(key -> key)
            .statistics()
            .build());
  }

  @Test
  void statistics_example_works() {
    Cache<String, String> prices = prices();
    prices.get("tea");
    prices.get("tea");
    LarderStatistics figures = prices.unwrap(LarderStatistics.class);
    double hitRatio =
        (double) figures.getCacheHits() / (figures.getCacheHits() + figures.getCacheMisses());
    long waiting = figures.getWaitingThreads();
    LarderStatistics.Registration slow =
        figures.addLoadListener((nanos, failed) -> log(Duration.ofNanos(nanos), failed));
    assertThat(hitRatio, is(0.5));
    assertThat(waiting, is(0L));
    prices.get("coffee");
    assertThat(logged.size(), is(1));
    slow.close();
  }

  @Test
  void prometheus_histogram_isScraped() throws Exception {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public DistributionStatisticConfig configure(
                  Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals("larder.loads")
                    ? DistributionStatisticConfig.builder()
                        .percentilesHistogram(true)
                        .build()
                        .merge(config)
                    : config;
              }
            });
    Cache<String, String> prices = prices();
    LarderMetrics metrics = new LarderMetrics(manager);
    metrics.bindTo(registry);
    prices.get("tea");
    String scraped = registry.scrape();
    assertThat(scraped, containsString("larder_loads_seconds_bucket{cache=\"prices\""));
    String guide = Files.readString(Path.of("../src/docs/monitoring.md"));
    String hits = "cache_gets_total{cache=\"prices\",";
    assertThat(guide, containsString(hits));
    assertThat(scraped, containsString(hits));
  }

  @Test
  void openTelemetry_collector_getsTheMeters() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          received.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      String collector = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/metrics";
      prices().get("tea");
      OtlpConfig config = key -> key.equals("otlp.url") ? collector : null;
      OtlpMeterRegistry otlp = new OtlpMeterRegistry(config, Clock.SYSTEM);
      new LarderMetrics(manager).bindTo(otlp);
      otlp.close(); // sends what it has
      String sent = received.poll(30, TimeUnit.SECONDS);
      assertThat(sent, containsString("cache.gets"));
      assertThat(sent, containsString("larder.loads"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void guide_eachExample_isInThisTest() throws Exception {
    String here =
        Files.readString(Path.of("src/test/java/dev/larder/micrometer/MonitoringGuideTest.java"))
            .replaceAll("\\s+", "");
    List<String> examples =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../src/docs/monitoring.md")))
            .results()
            .map(block -> block.group(1).replaceAll("\\s+", ""))
            .toList();
    assertThat(examples.size(), is(4));
    for (String example : examples) {
      assertThat(here, containsString(example));
    }
  }
}
