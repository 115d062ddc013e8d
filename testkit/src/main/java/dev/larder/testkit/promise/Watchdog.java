package dev.larder.testkit.promise;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a probe with a time limit. */
final class Watchdog {
  private static final long LIMIT_SECONDS = 45;

  private Watchdog() {}

  /** Runs a probe, and closes the provider's managers unless something hangs. */
  static Verdict watch(Promise promise, Trial trial) {
    Verdict verdict = bounded(() -> probe(promise, trial));
    if (verdict.kind() == Verdict.Kind.HANGS) {
      return verdict;
    }
    Verdict closing =
        bounded(
            () -> {
              trial.provider().close();
              return verdict;
            });
    return verdict.isKept() ? closing : verdict;
  }

  private static Verdict probe(Promise promise, Trial trial) throws Exception {
    try {
      promise.probe().run(trial);
      return trial.verdict();
    } catch (HangException e) {
      return Verdict.hangs(String.valueOf(e.getMessage()));
    } catch (NotApplicableException e) {
      return Verdict.notApplicable(String.valueOf(e.getMessage()));
    }
  }

  private static Verdict bounded(Callable<Verdict> task) {
    FutureTask<Verdict> future = new FutureTask<>(task);
    Thread thread = new Thread(future, "probe");
    thread.setDaemon(true);
    thread.start();
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return Verdict.hangs("not done in " + LIMIT_SECONDS + " s\n" + ThreadDump.take());
    } catch (ExecutionException e) {
      return Verdict.error(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Verdict.error(e);
    }
  }
}
