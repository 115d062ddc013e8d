package dev.larder.soak;

import dev.larder.LarderCachingProvider;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.cache.CacheManager;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Makes a manager with a cache of each kind, lets all threads at them, moves bounds, closes and
 * makes anew; then looks whether all agrees, closes the manager, and whether anything is left.
 */
final class Round {
  private static final long NAP = 2;
  private static final int SAMPLES_A_RESIZE = 25;
  private static final int RESIZES_A_RESTART = 4;

  private final Settings settings;
  private final Progress progress;
  private final Promises promises;
  private final SplittableRandom random;
  private final URI uri;

  Round(int index, Settings settings, Progress progress, Promises promises) {
    this.settings = settings;
    this.progress = progress;
    this.promises = promises;
    this.random = new SplittableRandom(settings.seed() + index);
    this.uri = URI.create("soak-" + index);
  }

  /** Runs it; answers the class loader that must be gone now. */
  WeakReference<ClassLoader> run(LarderCachingProvider provider, Trend allocation)
      throws JMException, InterruptedException {
    WareLoader loader = new WareLoader();
    CacheManager manager = provider.getCacheManager(uri, loader);
    List<Subject> subjects = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      subjects.add(new Subject(kind, manager, settings, promises));
    }
    List<Worker> workers = workers(subjects, loader.values());
    workers.forEach(Worker::start);
    disturb(subjects);
    allocation.add(finish(workers));
    for (Subject subject : subjects) {
      subject.settle();
      progress.step();
    }
    promises.peak(
        "bytes allocated by 100,000 hits and puts", Allocation.ofHits(manager), Allocation.MOST);
    promises.require(beans() > 0, "no MBean was there while the caches were open");
    manager.close();
    checkNothingLeft();
    return new WeakReference<>(loader);
  }

  private List<Worker> workers(List<Subject> subjects, Values wares) {
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < settings.threads(); i++) {
      Operations operations =
          new Operations(random.split(), settings.keys(), i, settings.threads());
      Worker worker = new Worker(subjects, wares, random.split(), operations, promises);
      workers.add(worker);
      progress.follow(worker);
    }
    return workers;
  }

  private void disturb(List<Subject> subjects) throws JMException, InterruptedException {
    long start = System.nanoTime();
    for (long samples = 1; System.nanoTime() - start < settings.round().toNanos(); samples++) {
      for (Subject subject : subjects) {
        subject.sample();
      }
      if (samples % SAMPLES_A_RESIZE == 0) {
        Subject subject = subjects.get(random.nextInt(subjects.size()));
        if (samples % (SAMPLES_A_RESIZE * RESIZES_A_RESTART) == 0) {
          subject.restart();
        } else if (!subject.kind().is(Trait.STILL)) {
          subject.resize(1 + random.nextLong(2 * settings.maximum()));
        }
      }
      Thread.sleep(NAP);
    }
  }

  /** Ends the threads; answers how much they have allocated an operation. */
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

  private void checkNothingLeft() throws InterruptedException {
    promises.eventually("the threads end", () -> threads() == 0);
    promises.eventually("the MBeans go", () -> beans() == 0);
    promises.peak("threads left after close", threads(), 0);
    promises.peak("MBeans left after close", beans(), 0);
    progress.step();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("larder"))
        .count();
  }

  private int beans() {
    try {
      ObjectName all = new ObjectName("*:CacheManager=" + uri + ",*");
      return ManagementFactory.getPlatformMBeanServer().queryNames(all, null).size();
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
