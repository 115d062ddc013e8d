package dev.larder.tools.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Checks that the figures of a run agree.
 *
 * @param concurrent with more than one thread, a request that waits for another thread's load of
 *     the same key is a miss of the cache but no load; two threads may also load the same key for
 *     one entry
 * @param expiring with an expiry, entries disappear without being evicted
 */
public record Audit(boolean concurrent, boolean expiring) {
  private static final String GONE = "evictions (loads less entries left)";

  /** Returns a sentence for each figure that does not agree; empty if all agree. */
  public List<String> discrepancies(RunResult run) {
    Findings findings = new Findings();
    RunResult.Counts counts = run.counts();
    MBeanFigures mbean = run.mbean();
    findings.same("loader calls", counts.loads(), "SELECTs", counts.queries());
    findings.same("requests", counts.requests(), "CacheGets", mbean.gets());
    findings.same(
        "CacheGets", mbean.gets(), "CacheHits + CacheMisses", mbean.hits() + mbean.misses());
    if (concurrent) {
      findings.atLeast("CacheMisses", mbean.misses(), "loader calls", counts.loads());
    } else {
      findings.same("hits", run.hits(), "CacheHits", mbean.hits());
      findings.same("misses", run.misses(), "CacheMisses", mbean.misses());
    }
    if (!expiring && !concurrent) {
      findings.same(GONE, run.evictions(), "CacheEvictions", mbean.evictions());
    } else {
      findings.atLeast(GONE, run.evictions(), "CacheEvictions", mbean.evictions());
    }
    run.size()
        .ifPresent(
            size -> findings.atLeast("the bound", size.held(), "entries left", counts.remaining()));
    return findings.sentences;
  }

  private static final class Findings {
    private final List<String> sentences = new ArrayList<>();

    void same(String what, long value, String other, long otherValue) {
      if (value != otherValue) {
        add(what, value, "but", other, otherValue);
      }
    }

    void atLeast(String what, long value, String other, long otherValue) {
      if (value < otherValue) {
        add(what, value, "less than", other, otherValue);
      }
    }

    private void add(String what, long value, String relation, String other, long otherValue) {
      sentences.add(
          String.format(Locale.ROOT, "%s %,d %s %s %,d", what, value, relation, other, otherValue));
    }
  }
}
