package dev.larder.testkit.promise;

import static dev.larder.testkit.promise.Promise.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;

/** Short histories of all operations are linearizable, one key after the other. */
final class Linearizability {
  private static final int THREADS = 3;
  private static final int CALLS = 5;

  private Linearizability() {}

  static List<Promise> promises() {
    return List.of(
        spec(
            "all operations on a key are linearizable",
            "specification, default consistency",
            Linearizability::histories));
  }

  private static void histories(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = trial.open();
    CyclicBarrier together = new CyclicBarrier(THREADS);
    List<List<History.Call>> histories = new ArrayList<>();
    for (int i = 0; i < trial.times(1_200); i++) {
      histories.add(new ArrayList<>());
    }
    TestThreads.run(
        THREADS,
        thread -> {
          Random random = trial.random(thread);
          for (int key = 0; key < histories.size(); key++) {
            together.await(TimeLimit.SECONDS, TimeUnit.SECONDS);
            List<History.Call> calls = calls(cache, key, random);
            synchronized (histories) {
              histories.get(key).addAll(calls);
            }
          }
        });
    for (List<History.Call> calls : histories) {
      History history = new History(calls);
      trial.check(history.isLinearizable(), "no order explains " + history);
    }
  }

  private static List<History.Call> calls(Cache<Integer, Integer> cache, int key, Random random) {
    List<History.Call> calls = new ArrayList<>();
    Operation[] operations = Operation.values();
    for (int i = 0; i < CALLS; i++) {
      Operation operation = operations[random.nextInt(operations.length)];
      // Few values, so that conditions often hold.
      int a = random.nextInt(3);
      int b = random.nextInt(3);
      long before = System.nanoTime();
      Object result = operation.call(cache, key, a, b);
      History.Span span = new History.Span(before, System.nanoTime());
      calls.add(new History.Call(operation, a, b, span, result));
    }
    return calls;
  }
}
