package dev.larder.benchmarks.child;

import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.subject.Spec;
import dev.larder.benchmarks.subject.Target;
import dev.larder.benchmarks.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;

/**
 * Replays a trace: get, and put on null. Threads take accesses from one counter, so the order is
 * kept except for the few concurrent accesses.
 */
public final class Replay {
  /** Sizes of caches in percent of the distinct keys. */
  public static final List<Integer> PERCENTS = List.of(1, 5, 10, 25);

  private static final Object VALUE = 1;
  private static final int LOOK_EVERY = 1 << 10;

  private Replay() {}

  /** Runs with the subject, the file, and the number of threads. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Subject subject = Subject.valueOf(arguments[0]);
    Trace trace = Trace.read(Path.of(arguments[1]));
    int threads = Integer.parseInt(arguments[2]);
    for (int percent : PERCENTS) {
      int maximum = trace.size(percent);
      Target target = subject.open(Spec.bounded(maximum));
      LongAdder hits = new LongAdder();
      AtomicInteger largest = new AtomicInteger();
      Integer[] keys = trace.keys();
      int[] accesses = trace.accesses();
      share(
          threads,
          accesses.length,
          i -> {
            access(target, keys[accesses[i]], hits);
            if ((i & (LOOK_EVERY - 1)) == 0) {
              largest.accumulateAndGet((int) target.size(), Math::max);
            }
          });
      Output.figure("hit ratio " + percent, (double) hits.sum() / accesses.length);
      // Never above 1 if the bound always holds. Not reported if the cache has no size() to read.
      if (largest.get() > 0) {
        Output.figure("fill while replaying " + percent, (double) largest.get() / maximum);
      }
      Output.figure("fill after replay " + percent, (double) target.count() / maximum);
      int burst = Math.max(10_000, 2 * maximum);
      share(threads, burst, i -> target.put(trace.distinct() + i, VALUE));
      Output.figure("fill after burst " + percent, (double) target.count() / maximum);
    }
    System.exit(0);
  }

  private static void access(Target target, Integer key, LongAdder hits) {
    if (target.get(key) == null) {
      target.put(key, VALUE);
    } else {
      hits.increment();
    }
  }

  private static void share(int threads, int count, IntConsumer task)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> parts = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      parts.add(
          pool.submit(
              () -> {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                  task.accept(i);
                }
              }));
    }
    for (Future<?> part : parts) {
      part.get();
    }
    pool.shutdown();
  }
}
