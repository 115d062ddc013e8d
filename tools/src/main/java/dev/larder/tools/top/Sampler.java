package dev.larder.tools.top;

import dev.larder.tools.figures.CacheId;
import dev.larder.tools.figures.Sample;
import dev.larder.tools.figures.Watch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes samples in a thread of its own, which ends with the process. The JVM may not answer for a
 * long time: nothing else waits for it.
 */
final class Sampler {
  private static final Duration LATE = Duration.ofSeconds(5);

  private final Watch watch;

  // Each is written by one thread, and read by another.
  private volatile @Nullable Sample last;
  private volatile @Nullable IOException failure;
  private volatile Optional<CacheId> wanted = Optional.empty();
  private volatile Configuration configuration = new Configuration(Optional.empty(), "");

  private record Configuration(Optional<CacheId> id, String text) {}

  Sampler(Watch watch) {
    this.watch = watch;
  }

  void start() {
    Thread thread = new Thread(this::run, "larder-top-sampler");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        last = watch.sample();
        Optional<CacheId> id = wanted;
        if (id.isPresent()) {
          configuration = new Configuration(id, watch.configuration(id.get()));
        }
        waitFor(id);
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      failure = new IOException(e);
    }
  }

  /** Waits for the time of the next sample, or until another configuration is wanted. */
  private synchronized void waitFor(Optional<CacheId> id) throws InterruptedException {
    long end = System.nanoTime() + watch.interval().toNanos();
    long millis = watch.interval().toMillis();
    while (millis > 0 && wanted.equals(id)) {
      wait(millis);
      millis = (end - System.nanoTime()) / 1_000_000;
    }
  }

  /** Sets the cache whose configuration is read from now on. */
  synchronized void wants(Optional<CacheId> id) {
    wanted = id;
    notifyAll();
  }

  /** Returns the configuration of a cache if it has been read; else an empty text. */
  String configuration(CacheId id) {
    Configuration present = configuration;
    return present.id().filter(id::equals).isPresent() ? present.text() : "";
  }

  /**
   * Returns the last sample, null before the first.
   *
   * @throws IOException if the connection is lost
   */
  @Nullable Sample last() throws IOException {
    IOException lost = failure;
    if (lost != null) {
      throw lost;
    }
    return last;
  }

  /** Returns whether the next sample should have been there for some seconds. */
  boolean isLate() {
    Sample present = last;
    long most = watch.interval().plus(LATE).toNanos();
    return present != null && System.nanoTime() - present.nanos() > most;
  }
}
