package dev.larder.soak;

import dev.larder.LarderCachingProvider;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.management.JMException;

/**
 * Creates a manager with a cache of each kind. All threads use its caches and the long-lived ones,
 * while this thread changes bounds, and closes and recreates caches. Then it checks that all
 * agrees, closes the manager, and checks that nothing is left.
 */
final class Round {
  private static final long PAUSE = 2;
  private static final int SAMPLES_A_RESIZE = 25;
  private static final int RESIZES_A_RESTART = 4;
  private static final int RESTARTS_A_CLOSING = 8;

  /** The thread of the clock, and the expiry thread of the long-lived caches. */
  private static final int THREADS_OF_OTHERS = 2;

  /** The number of bits for the values of one round, so that rounds use distinct values. */
  private static final int VALUE_BITS = 40;

  private final int index;
  private final Settings settings;
  private final Progress progress;
  private final Promises promises;
  private final SplittableRandom random;

  Round(int index, Settings settings, Progress progress, Promises promises) {
    this.index = index;
    this.settings = settings;
    this.progress = progress;
    this.promises = promises;
    this.random = new SplittableRandom(settings.seed() + index);
  }

  /**
   * Runs the round, and returns the class loader that must be unreachable now.
   *
   * @param living the long-lived caches
   */
  WeakReference<ClassLoader> run(LarderCachingProvider provider, Caches living, Trend allocation)
      throws JMException, InterruptedException {
    Caches caches = new Caches(provider, URI.create("soak-" + index), settings, promises);
    List<Subject> subjects = new ArrayList<>(caches.subjects());
    subjects.addAll(living.subjects());
    List<Worker> workers = workers(subjects);
    workers.forEach(Worker::start);
    disturb(caches, subjects);
    allocation.add(finish(workers));
    progress.step();
    caches.verify();
    caches.checkAllocation();
    progress.step();
    caches.close(THREADS_OF_OTHERS);
    progress.step();
    return new WeakReference<>(caches.loader());
  }

  private List<Worker> workers(List<Subject> subjects) {
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < settings.threads(); i++) {
      long first = ((long) index << VALUE_BITS) + i;
      Operations operations =
          new Operations(random.split(), settings.keys(), first, settings.threads());
      Worker worker = new Worker(subjects, random.split(), operations, promises);
      workers.add(worker);
      progress.follow(worker);
    }
    return workers;
  }

  private void disturb(Caches caches, List<Subject> subjects)
      throws JMException, InterruptedException {
    long start = System.nanoTime();
    for (long samples = 1; System.nanoTime() - start < settings.round().toNanos(); samples++) {
      for (Subject subject : subjects) {
        subject.sample();
      }
      if (samples % (SAMPLES_A_RESIZE * RESIZES_A_RESTART) == 0) {
        caches.restart(any(caches.subjects()), ending());
      } else if (samples % SAMPLES_A_RESIZE == 0) {
        any(subjects).resize(1 + random.nextLong(settings.largest()));
      }
      // The interval between samples, resizes and restarts; the other threads make the load.
      Thread.sleep(PAUSE);
    }
  }

  private Subject any(List<Subject> subjects) {
    return subjects.get(random.nextInt(subjects.size()));
  }

  private Ending ending() {
    if (random.nextInt(RESTARTS_A_CLOSING) == 0) {
      return Ending.CLOSED_WITH_MANAGER;
    }
    return random.nextBoolean() ? Ending.DESTROYED : Ending.CLOSED;
  }

  /** Ends the threads, and returns their allocation in bytes for each operation. */
  private double finish(List<Worker> workers) throws InterruptedException {
    long bytes = 0;
    long operations = 0;
    workers.forEach(Worker::finish);
    for (Worker worker : workers) {
      worker.join();
      bytes += worker.allocated();
      operations += worker.done();
    }
    promises.count("operations", operations);
    return (double) bytes / Math.max(1, operations);
  }
}
