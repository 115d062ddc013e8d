package dev.larder.soak;

import dev.larder.LarderCachingProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.management.JMException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Uses caches of all kinds at full load. Short-lived caches must leave nothing behind at the end of
 * each round. Long-lived caches must not grow over all rounds. Prints the figures. Exit code 0 if
 * all promises were kept, 1 if not, 2 if it made no progress.
 */
@Command(name = "soak", mixinStandardHelpOptions = true)
public final class Soak implements Callable<Integer> {
  /** The maximum growth of the heap after GC over all counted rounds, by linear regression. */
  static final double MAX_DRIFT = 0.05;

  /** The minimum number of rounds that shows a trend. */
  private static final int MIN_ROUNDS = 10;

  /** The duration from which a run must have that many rounds. */
  private static final Duration LONG = Duration.ofMinutes(5);

  /** The number of rounds that are not counted: the JVM allocates permanent data in them. */
  static final int WARM_UP = 5;

  @Option(names = "--duration", defaultValue = "PT5M", description = "of all rounds together")
  private Duration duration = Duration.ofMinutes(5);

  @Option(names = "--threads", defaultValue = "4", description = "that use the caches")
  private int threads;

  @Option(names = "--maximum", defaultValue = "5000", description = "of each cache")
  private long maximum;

  @Option(names = "--seed", defaultValue = "107", description = "of all random choices")
  private long seed;

  @Option(names = "--report", description = "where to write the table")
  private @Nullable Path report;

  private final Promises promises = new Promises();
  private final Progress progress = new Progress();
  private final Trend heap = new Trend();
  private final Trend filled = new Trend();
  private final Trend allocation = new Trend();
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  /** Runs from the command line. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Soak()).execute(arguments));
  }

  @Override
  public Integer call() throws JMException, InterruptedException, IOException {
    Settings settings = new Settings(duration, threads, maximum, seed);
    Watchdog watchdog = new Watchdog(progress::current);
    watchdog.start();
    try {
      rounds(settings);
    } finally {
      watchdog.interrupt();
    }
    Trend warm = heap.after(WARM_UP);
    boolean isJudged = warm.count() >= MIN_ROUNDS;
    promises.require(!isJudged || warm.drift() <= MAX_DRIFT, "the heap grows: " + warm.drift());
    promises.require(
        isJudged || duration.compareTo(LONG) < 0,
        "too few rounds to judge the heap by: " + heap.count());
    promises.require(promises.peakOf(Subject.RELOADS) > 0, "nothing was loaded anew");
    print(new Figures(settings, promises).of(heap, filled, allocation, left()));
    return promises.broken().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private void rounds(Settings settings) throws JMException, InterruptedException {
    LarderCachingProvider provider = new LarderCachingProvider();
    LarderCachingProvider another = new LarderCachingProvider();
    Caches living = new Caches(another, URI.create("soak-living"), settings, promises);
    long start = System.nanoTime();
    for (int i = 0; i == 0 || System.nanoTime() - start < duration.toNanos(); i++) {
      loaders.add(new Round(i, settings, progress, promises).run(provider, living, allocation));
      living.verify();
      filled.add((double) living.refill());
      living.verify();
      collect();
      heap.add((double) ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
      progress.step();
    }
    living.close(0);
    another.close();
    provider.close();
  }

  private void collect() throws InterruptedException {
    promises.eventually(
        "the class loader of the round goes",
        () -> {
          System.gc();
          return left() == 0;
        });
    System.gc();
  }

  /** Returns the number of class loaders that are still reachable. */
  private int left() {
    return (int) loaders.stream().filter(loader -> loader.get() != null).count();
  }

  private void print(String table) throws IOException {
    System.out.println(table);
    promises.broken().forEach(broken -> System.out.println("BROKEN " + broken));
    if (report != null) {
      Files.writeString(report, table);
    }
  }
}
