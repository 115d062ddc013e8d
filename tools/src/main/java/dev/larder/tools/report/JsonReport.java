package dev.larder.tools.report;

import dev.larder.tools.provider.CacheSize;
import dev.larder.tools.provider.Contender;
import dev.larder.tools.replay.MBeanFigures;
import dev.larder.tools.replay.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report as one JSON object. Times are in seconds, ratios from 0 to 1. */
public record JsonReport(ReplayReport report) {

  /** Writes the file, and replaces an existing one. */
  public void write(Path file) throws IOException {
    Files.writeString(file, text() + "\n");
  }

  String text() {
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("trace", report.source());
    root.put("requests", (long) report.trace().requests());
    root.put("distinctKeys", (long) report.lru().distinct());
    root.put("sample", (long) report.trace().info().sample());
    root.put("emptyLines", report.trace().skipped().empty());
    root.put("keylessLines", report.trace().skipped().keyless());
    root.put("threads", (long) report.settings().threads());
    root.put("expiry", report.settings().expiry().map(Object::toString).orElse(null));
    root.put("byReference", report.settings().byReference());
    root.put("uncachedRequests", (long) report.uncached().requests());
    root.put("uncachedSeconds", report.uncached().nanos() / 1e9);
    root.put("agree", report.agrees());
    root.put("runs", report.runs().stream().map(this::run).toList());
    return Json.of(root);
  }

  private Map<String, @Nullable Object> run(RunResult run) {
    Contender contender = run.subject().contender();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("provider", contender.setup().className());
    map.put("policy", contender.policy().isEmpty() ? null : contender.policy());
    map.put("entries", run.size().map(CacheSize::entries).orElse(null));
    map.put("hits", run.hits());
    map.put("misses", run.misses());
    map.put("hitRatio", run.hitRatio());
    map.put("exactLruHitRatio", exactLru(run));
    map.put("seconds", run.nanos() / 1e9);
    map.put("faster", report.speedUp(run));
    map.put("loaderCalls", run.counts().loads());
    map.put("queries", run.counts().queries());
    map.put("entriesLeft", run.counts().remaining());
    map.put("mbean", mbean(run.mbean()));
    map.put("discrepancies", report.discrepancies(run));
    return map;
  }

  private @Nullable Double exactLru(RunResult run) {
    return report.comparable()
        ? run.size().map(size -> report.lru().hitRatio(size.held())).orElse(null)
        : null;
  }

  private static Map<String, Object> mbean(MBeanFigures mbean) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("CacheGets", mbean.gets());
    map.put("CacheHits", mbean.hits());
    map.put("CacheMisses", mbean.misses());
    map.put("CacheEvictions", mbean.evictions());
    map.put("AverageGetTime", (double) mbean.averageGetMicros());
    return map;
  }
}
