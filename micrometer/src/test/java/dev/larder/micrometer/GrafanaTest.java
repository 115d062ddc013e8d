package dev.larder.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.valkey.ServerProcess;
import dev.larder.valkey.ValkeyConfiguration;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Compares the files of src/docs/grafana with what the two exporters export. */
class GrafanaTest {
  private static final Path DOCS = Path.of("../src/docs");
  private static final Path FILES = DOCS.resolve("grafana");

  private static LarderCachingProvider provider;
  private static ServerProcess server;
  private static Samples micrometer;
  private static Samples jmx;

  @BeforeAll
  static void scrape() throws Exception {
    server = ServerProcess.start();
    provider = new LarderCachingProvider();
    CacheManager manager = provider.getCacheManager();
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new LarderMetrics(manager).bindTo(registry);
    Cache<String, String> prices =
        manager.createCache(
            "prices",
            LarderConfiguration.builder(String.class, String.class)
                .maximumSize(2)
                .loader(GrafanaTest::load)
                .statistics()
                .management()
                .build());
    manager.createCache(
        "pictures",
        LarderConfiguration.builder(String.class, String.class)
            .maximumWeight(10, (key, value) -> value.length())
            .statistics()
            .management()
            .build());
    manager.createCache(
        "shared",
        LarderConfiguration.builder(String.class, String.class)
            .store(ValkeyConfiguration.of(server.address()))
            .statistics()
            .management()
            .build());
    for (String key : List.of("tea", "coffee", "water", "tea")) {
      prices.get(key);
    }
    assertThrows(CacheLoaderException.class, () -> prices.get("gone"));
    registry.scrape(); // binds the caches that are newer than the binder
    micrometer = new Samples(registry.scrape());
    jmx = new Samples(collected());
  }

  private static String load(String key) {
    if (key.equals("gone")) {
      throw new IllegalStateException(key);
    }
    return key;
  }

  /** Returns what jmx_exporter exports of the beans of this JVM. */
  private static String collected() throws Exception {
    PrometheusRegistry registry = new PrometheusRegistry();
    new JmxCollector(FILES.resolve("jmx-exporter.yml").toFile()).register(registry);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, registry.scrape());
    return text.toString(UTF_8);
  }

  @AfterAll
  static void close() {
    provider.close();
    server.close();
  }

  @Test
  void micrometerFiles_eachMetricAndLabel_isScraped() throws IOException {
    assertThat(missing("micrometer", micrometer), is(Set.of()));
  }

  @Test
  void jmxFiles_eachMetricAndLabel_isCollected() throws IOException {
    assertThat(missing("jmx", jmx), is(Set.of()));
  }

  @Test
  void samples_unknownNames_areMissing() {
    assertThat(micrometer.missing("rate(no_such_total[5m]) > 9e18"), hasItem("no_such_total"));
    assertThat(
        micrometer.missing("sum by (shop) (cache_gets_total{result=\"none\"})"),
        containsInAnyOrder("cache_gets_total by shop", "cache_gets_total{result=\"none\"}"));
  }

  /** The names of such beans are quoted, or have a number behind them. */
  @Test
  void jmxRules_unusualNamesOfBeans_matchToo() throws Exception {
    LarderConfiguration<Object, Object> counted =
        LarderConfiguration.builder(Object.class, Object.class).statistics().management().build();
    try (LarderCachingProvider other = new LarderCachingProvider()) {
      other.getCacheManager().createCache("prices", counted);
      other.getCacheManager().createCache("a*", counted);
      Samples samples = new Samples(collected());
      String second = "{cache=\"prices\",cache_manager=\"larder.default, instance=2\"}";
      for (String metric : List.of("jcache_hits_total", "larder_cache_entries")) {
        assertThat(samples.missing(metric + second), is(Set.of()));
        assertThat(samples.missing(metric + "{cache=\"a\\\\*\"}"), is(Set.of()));
      }
    }
  }

  private static Set<String> missing(String kind, Samples samples) throws IOException {
    List<String> expressions = new ArrayList<>();
    for (Map<String, Object> rule : rules(kind)) {
      expressions.add((String) rule.get("expr"));
    }
    for (JsonObject panel : panels(kind)) {
      if (panel.has("targets")) {
        panel
            .getAsJsonArray("targets")
            .forEach(target -> expressions.add(text(target.getAsJsonObject(), "expr")));
      }
    }
    for (JsonElement each : dashboard(kind).getAsJsonObject("templating").getAsJsonArray("list")) {
      JsonObject variable = each.getAsJsonObject();
      if (text(variable, "type").equals("query")) {
        expressions.add(text(variable, "definition"));
      }
    }
    assertThat(expressions.size(), is(greaterThan(40)));
    Set<String> missing = new TreeSet<>();
    expressions.forEach(expression -> missing.addAll(samples.missing(expression)));
    return missing;
  }

  @Test
  void dashboards_panels_areTheSame() throws IOException {
    assertThat(outline("jmx"), is(outline("micrometer")));
  }

  /** Returns the type, title and place of each panel. */
  private static List<String> outline(String kind) throws IOException {
    return panels(kind).stream()
        .map(p -> text(p, "type") + " " + text(p, "title") + " " + p.get("gridPos"))
        .toList();
  }

  @Test
  void rules_alerts_areTheSame() throws IOException {
    assertThat(alerts("jmx"), is(alerts("micrometer")));
  }

  private static List<String> alerts(String kind) throws IOException {
    return rules(kind).stream()
        .map(rule -> rule.get("alert") + " " + rule.get("for") + " " + rule.get("labels"))
        .toList();
  }

  @Test
  void rules_eachAlert_hasAHeadingInTheRunbook() throws IOException {
    Set<String> headings = new TreeSet<>();
    Pattern.compile("^## (.*)$", Pattern.MULTILINE)
        .matcher(Files.readString(DOCS.resolve("runbook.md")))
        .results()
        .forEach(
            heading -> headings.add(heading.group(1).toLowerCase(Locale.ROOT).replace(' ', '-')));
    for (String kind : List.of("micrometer", "jmx")) {
      for (Map<String, Object> rule : rules(kind)) {
        Map<?, ?> annotations = (Map<?, ?>) rule.get("annotations");
        String url = (String) annotations.get("runbook_url");
        assertThat(headings, hasItem(url.replace("runbook.html#", "")));
      }
    }
  }

  @Test
  void guide_eachPanelAndAlert_isDescribed() throws IOException {
    String guide = Files.readString(DOCS.resolve("grafana.md"));
    String runbook = Files.readString(DOCS.resolve("runbook.md"));
    for (JsonObject panel : panels("jmx")) {
      if (!text(panel, "type").equals("row")) {
        assertThat(guide, containsString(text(panel, "title")));
      }
    }
    for (Map<String, Object> rule : rules("jmx")) {
      assertThat(runbook, containsString("`" + rule.get("alert") + "`"));
    }
  }

  @Test
  void guides_eachMetric_exists() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (String name : quoted("grafana.md", "(?:jcache|larder)_\\w+")) {
      missing.addAll(jmx.missing(name));
    }
    for (String name : quoted("runbook.md", "(?:cache|larder)\\.[a-z.]+")) {
      String metric = name.replace('.', '_');
      boolean exists =
          Stream.of("", "_total", "_seconds")
              .anyMatch(suffix -> micrometer.missing(metric + suffix).isEmpty());
      if (!exists) {
        missing.add(name);
      }
    }
    assertThat(missing, is(Set.of()));
  }

  /** Returns what a page has in quotes of code, if it matches. */
  private static List<String> quoted(String page, String pattern) throws IOException {
    return Pattern.compile("`(" + pattern + ")`")
        .matcher(Files.readString(DOCS.resolve(page)))
        .results()
        .map(quote -> quote.group(1))
        .toList();
  }

  /** Runs where Prometheus is installed. */
  @Test
  void promtool_rulesAndTheirTests_pass() throws Exception {
    assumeTrue(isOnPath("promtool"), "promtool is not installed");
    for (String kind : List.of("micrometer", "jmx")) {
      promtool("check", "rules", FILES.resolve("prometheus-rules-" + kind + ".yml").toString());
      promtool("test", "rules", "src/test/resources/prometheus-rules-" + kind + "-test.yml");
    }
  }

  private static boolean isOnPath(String program) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  private static void promtool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(output, process.waitFor(), is(0));
  }

  private static JsonObject dashboard(String kind) throws IOException {
    return JsonParser.parseString(Files.readString(FILES.resolve("larder-" + kind + ".json")))
        .getAsJsonObject();
  }

  private static List<JsonObject> panels(String kind) throws IOException {
    return dashboard(kind).getAsJsonArray("panels").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rules(String kind) throws IOException {
    String yaml = Files.readString(FILES.resolve("prometheus-rules-" + kind + ".yml"));
    Map<String, List<Map<String, Object>>> file = new Yaml().load(yaml);
    return (List<Map<String, Object>>) file.get("groups").get(0).get("rules");
  }
}
