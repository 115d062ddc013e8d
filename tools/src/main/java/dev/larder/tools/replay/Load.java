package dev.larder.tools.replay;

import dev.larder.tools.store.BackingTable;
import dev.larder.tools.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the requests of a trace with one or more threads. Requests are dealt out in turn, so that
 * all threads work on the same part of the trace at the same time. Every value is checked.
 */
record Load(Trace trace, int requests, int threads, LongConsumer progress) {
  private static final int PROGRESS_MASK = 0xfff;

  /** The source of values: the cache, or the table itself. It should never return null. */
  @FunctionalInterface
  interface Source {
    @Nullable String get(String key) throws Exception;
  }

  /** Makes all requests; returns the elapsed time in nanoseconds. */
  long run(Source source) throws ReplayException, InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> shares = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int first = thread;
        shares.add(() -> share(source, first));
      }
      long start = System.nanoTime();
      for (Future<Void> share : executor.invokeAll(shares)) {
        share.get();
      }
      return System.nanoTime() - start;
    } catch (ExecutionException e) {
      throw new ReplayException("the replay failed: " + e.getCause(), e);
    } finally {
      executor.shutdownNow();
    }
  }

  private Void share(Source source, int first) throws Exception {
    for (int request = first; request < requests; request += threads) {
      String key = trace.keyAt(request);
      check(key, source.get(key));
      // The first thread reports for all, because their shares are equal.
      if (first == 0 && ((request / threads) & PROGRESS_MASK) == 0) {
        progress.accept(request);
      }
    }
    return null;
  }

  private static void check(String key, @Nullable String value) throws ReplayException {
    if (value == null || !BackingTable.isContentOf(value, key)) {
      throw new ReplayException("for key " + key + " the answer was " + value);
    }
  }
}
