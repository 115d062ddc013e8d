package dev.larder.tools;

import dev.larder.tools.provider.CacheSize;
import dev.larder.tools.provider.Contender;
import dev.larder.tools.provider.Subject;
import dev.larder.tools.replay.CacheSizes;
import dev.larder.tools.replay.ExactLru;
import dev.larder.tools.replay.Replay;
import dev.larder.tools.replay.ReplayException;
import dev.larder.tools.replay.RunResult;
import dev.larder.tools.report.Progress;
import dev.larder.tools.report.ReplayReport;
import dev.larder.tools.store.BackingTable;
import dev.larder.tools.trace.Trace;
import dev.larder.tools.trace.TraceException;
import dev.larder.tools.trace.TraceReader;
import dev.larder.tools.trace.TraceSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Replays an access trace through caches of several sizes, and shows the benefit of each. */
@Command(
    name = "replay",
    description = {
      "Replays an access trace through a read-through JCache cache in front of a database table.",
      "",
      "Runs the trace once for each cache size, provider and policy, and shows hits, misses and evictions, the miss-ratio"
          + " curve beside that of exact LRU, the time with and without the cache, and the same"
          + " figures as the cache's MBeans give them over JMX: they must agree.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = LarderCommand.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the replay is done",
      "1:the replay failed, or figures of Larder disagree",
      "2:the command, the trace, a provider or an output file cannot be used"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  larder replay",
      "  larder replay --plot curve.svg --sizes 100,1k,10%% keys.txt.gz",
      "  larder replay --format combined --lenient access.log",
      "  larder replay --regex '\"GET ([^ ?]+)' --lenient access.log",
      "  larder replay --format csv --column url requests.csv",
      "  larder replay --format json --field request.path log.jsonl",
      "",
      "To run other providers, add their jars to the class path:",
      "  java -cp 'larder.jar:jars/*' dev.larder.tools.Main replay \\",
      "    --provider larder,caffeine,cache2k"
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
    cacheOptions.check();
    outputOptions.check(traceOptions.file());
    Progress progress = outputOptions.progress();
    AtExit progressLine = new AtExit(progress::close);
    ReplayReport report;
    try (TemporaryDirectory directory = TemporaryDirectory.create()) {
      List<Contender> contenders = cacheOptions.contenders(directory.path());
      Trace trace = read(reader, progress);
      List<CacheSize> bounds = sizes.of(trace.keys().size(), trace.info().sample());
      List<Subject> subjects = Contender.subjects(contenders, bounds);
      report = replay(trace, subjects, directory.path(), progress);
    } finally {
      progressLine.close();
    }
    outputOptions.write(report);
    return report.larderAgrees() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private Trace read(TraceReader reader, Progress progress) throws TraceException {
    TraceSource source = traceOptions.source();
    Trace trace = reader.read(source, progress.step("reading " + source.name(), 0));
    progress.clear();
    RepetitionHint.of(trace).ifPresent(outputOptions::hint);
    return trace;
  }

  private ReplayReport replay(
      Trace trace, List<Subject> subjects, Path directory, Progress progress) throws Exception {
    try (BackingTable table = new BackingTable()) {
      int rows = trace.keys().size();
      table.populate(trace.keys(), progress.step("filling the table", rows));
      Replay replay = new Replay(trace, table, cacheOptions.settings(), directory);
      warmUp(replay, subjects, progress);
      int uncached = Math.min(trace.requests(), UNCACHED_REQUESTS);
      return new ReplayReport(
          trace,
          new ExactLru(trace),
          cacheOptions.settings(),
          replay.uncached(uncached, progress.step("without a cache", uncached)),
          runs(replay, subjects, progress));
    }
  }

  /** Warms up each contender with one of its sizes. */
  private static void warmUp(Replay replay, List<Subject> subjects, Progress progress)
      throws ReplayException, InterruptedException {
    Map<Contender, List<Subject>> byContender =
        subjects.stream()
            .collect(
                Collectors.groupingBy(Subject::contender, LinkedHashMap::new, Collectors.toList()));
    int requests = Math.min(replay.trace().requests(), WARM_UP_REQUESTS);
    for (List<Subject> sizes : byContender.values()) {
      replay.warmUp(sizes.get(sizes.size() / 2), requests, progress.step("warming up", requests));
    }
  }

  private static List<RunResult> runs(Replay replay, List<Subject> subjects, Progress progress)
      throws ReplayException, InterruptedException {
    List<RunResult> runs = new ArrayList<>();
    for (Subject subject : subjects) {
      String size =
          subject
              .size()
              .map(bound -> " of " + bound.entries() + " entries")
              .orElse(" with its own bound");
      runs.add(
          replay.run(
              subject,
              progress.step(subject.contender().name() + size, replay.trace().requests())));
    }
    return runs;
  }
}
