package dev.larder.tools;

import dev.larder.tools.provider.Bound;
import dev.larder.tools.provider.ProviderSetup;
import dev.larder.tools.replay.CacheSizes;
import dev.larder.tools.replay.ExactLru;
import dev.larder.tools.replay.Replay;
import dev.larder.tools.replay.ReplayException;
import dev.larder.tools.replay.RunResult;
import dev.larder.tools.report.Progress;
import dev.larder.tools.report.ReplayReport;
import dev.larder.tools.store.BackingTable;
import dev.larder.tools.trace.Trace;
import dev.larder.tools.trace.TraceReader;
import dev.larder.tools.trace.TraceSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Replays an access trace through caches of several sizes, and shows the benefit of each. */
@Command(
    name = "replay",
    description = {
      "Replays an access trace through a read-through JCache cache in front of a database table.",
      "",
      "Runs the trace once for each cache size, and shows hits, misses and evictions, the miss-ratio"
          + " curve beside that of exact LRU, the time with and without the cache, and the same"
          + " figures as the cache's MBeans give them over JMX: they must agree.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = LarderCommand.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all figures agree",
      "1:figures disagree, or the replay failed",
      "2:the command or the trace cannot be used"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  larder replay",
      "  larder replay --plot curve.svg --sizes 100,1k,10%% keys.txt.gz",
      "  larder replay --field 7 access.log",
      "  larder replay --regex '\"GET ([^ ?]+)' --lenient access.log",
      "",
      "To run another provider, add its jars to the class path:",
      "  java -cp 'larder.jar:jars/*' dev.larder.tools.Main replay --provider CLASS"
    })
final class ReplayCommand implements Callable<Integer> {
  /** The maximum number of requests without a cache; their rate is known after fewer. */
  private static final int UNCACHED_REQUESTS = 500_000;

  private static final int WARM_UP_REQUESTS = 50_000;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private TraceOptions traceOptions;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CacheOptions cacheOptions;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private OutputOptions outputOptions;

  @Override
  public Integer call() throws Exception {
    TraceReader reader = traceOptions.reader();
    CacheSizes sizes = cacheOptions.sizes();
    outputOptions.check();
    ProviderSetup provider = cacheOptions.provider();
    List<String> policies = cacheOptions.policies(provider);
    Progress progress = outputOptions.progress();
    try {
      TraceSource source = traceOptions.source();
      Trace trace = reader.read(source, progress.step("reading " + source.name(), 0));
      ReplayReport report =
          replay(source, trace, provider, bounds(trace, provider, sizes, policies), progress);
      progress.clear();
      outputOptions.write(report);
      return report.agrees() ? ExitCode.OK : ExitCode.SOFTWARE;
    } finally {
      progress.clear();
    }
  }

  /** Returns a bound for each size and policy, or the provider's own bound if none can be set. */
  private static List<Bound> bounds(
      Trace trace, ProviderSetup provider, CacheSizes sizes, List<String> policies) {
    return provider.sizable()
        ? sizes.entries(trace.keys().size()).stream()
            .flatMap(
                size -> policies.stream().map(policy -> new Bound(OptionalLong.of(size), policy)))
            .toList()
        : List.of(Bound.ofProvider());
  }

  private ReplayReport replay(
      TraceSource source,
      Trace trace,
      ProviderSetup provider,
      List<Bound> bounds,
      Progress progress)
      throws Exception {
    try (BackingTable table = new BackingTable();
        TemporaryDirectory directory = TemporaryDirectory.create()) {
      int rows = trace.keys().size();
      table.populate(trace.keys(), progress.step("filling the table", rows));
      Replay replay = new Replay(trace, table, provider, cacheOptions.settings(), directory.path());
      warmUp(replay, bounds.get(bounds.size() / 2), progress);
      int uncached = Math.min(trace.requests(), UNCACHED_REQUESTS);
      return new ReplayReport(
          source.name(),
          trace,
          provider,
          cacheOptions.settings(),
          new ExactLru(trace),
          replay.uncached(uncached, progress.step("without a cache", uncached)),
          runs(replay, bounds, progress));
    }
  }

  private static void warmUp(Replay replay, Bound bound, Progress progress)
      throws ReplayException, InterruptedException {
    int requests = Math.min(replay.trace().requests(), WARM_UP_REQUESTS);
    replay.warmUp(bound, requests, progress.step("warming up", requests));
  }

  private static List<RunResult> runs(Replay replay, List<Bound> bounds, Progress progress)
      throws ReplayException, InterruptedException {
    List<RunResult> runs = new ArrayList<>();
    for (Bound bound : bounds) {
      String size =
          bound.entries().isPresent()
              ? "of " + bound.entries().getAsLong() + " entries"
              : "with the provider's bound";
      runs.add(replay.run(bound, progress.step("cache " + size, replay.trace().requests())));
    }
    return runs;
  }

  /** A directory that is deleted with its files on close. */
  private record TemporaryDirectory(Path path) implements AutoCloseable {
    static TemporaryDirectory create() throws IOException {
      return new TemporaryDirectory(Files.createTempDirectory("larder-replay"));
    }

    @Override
    public void close() throws IOException {
      try (var files = Files.list(path)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(path);
    }
  }
}
