package dev.larder.tools.report;

import dev.larder.tools.provider.CacheSize;
import dev.larder.tools.provider.Contender;
import dev.larder.tools.provider.Subject;
import dev.larder.tools.provider.Subjects;
import dev.larder.tools.replay.CacheSettings;
import dev.larder.tools.replay.ExactLru;
import dev.larder.tools.replay.MBeanFigures;
import dev.larder.tools.replay.Replay;
import dev.larder.tools.replay.RunResult;
import dev.larder.tools.trace.Trace;
import dev.larder.tools.trace.Traces;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** Reports for tests, of caches that behave like exact LRU, or by a function. */
final class Reports {
  static final Contender CAFFEINE = Subjects.contender("caffeine", "");
  static final Contender CACHE2K = Subjects.contender("cache2k", "");
  static final Contender LRU = Subjects.contender("larder", Contender.LRU);
  static final Contender ADAPTIVE = Subjects.contender("larder", Contender.ADAPTIVE);

  private static final Trace SKEWED = Traces.skewed(20_000, 2_000, 1);
  private static final ExactLru EXACT = new ExactLru(SKEWED);

  private Reports() {}

  /** Returns a report of one provider. */
  static ReplayReport of(String source, long... sizes) {
    return of(source, List.of(CAFFEINE), sizes);
  }

  /** Returns a report of several contenders with the hits of exact LRU. */
  static ReplayReport of(String source, List<Contender> contenders, long... sizes) {
    return sampled(source, 1, contenders, sizes);
  }

  /** Returns a report of a trace with one key in {@code sample}. */
  static ReplayReport sampled(
      String source, int sample, List<Contender> contenders, long... sizes) {
    List<CacheSize> bounds =
        LongStream.of(sizes).mapToObj(size -> CacheSize.sampled(size, sample)).toList();
    List<Subject> subjects = Contender.subjects(contenders, bounds);
    return of(source, sample, subjects, Reports::exactMisses);
  }

  /** Returns a report of runs with a function's misses. */
  static ReplayReport of(
      String source, int sample, List<Subject> subjects, ToLongFunction<Subject> misses) {
    return new ReplayReport(
        Traces.recorded(SKEWED, source, sample),
        EXACT,
        new CacheSettings(1, Optional.empty(), false),
        new Replay.Uncached(10_000, 40_000_000),
        subjects.stream().map(subject -> run(subject, misses.applyAsLong(subject), 0)).toList());
  }

  /** Returns a run whose MBean counts some hits too many. */
  static RunResult run(Subject subject, long misses, long excess) {
    long requests = SKEWED.requests();
    long held = subject.size().map(CacheSize::held).orElse((long) EXACT.distinct());
    long remaining = Math.min(Math.min(held, EXACT.distinct()), misses);
    return new RunResult(
        subject,
        new RunResult.Counts(requests, misses, misses, remaining),
        20_000_000,
        new MBeanFigures(
            requests, requests - misses + excess, misses - excess, misses - remaining, 1.5f));
  }

  private static long exactMisses(Subject subject) {
    return EXACT.misses(subject.size().map(CacheSize::held).orElse(1_000L));
  }
}
