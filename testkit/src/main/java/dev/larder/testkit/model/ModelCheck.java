package dev.larder.testkit.model;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Checks a provider against a naive model of the specification, with random sequences of operations
 * on caches of random configurations. After each step it compares the result or exception, the
 * events, the statistics, and the calls of loader, writer and expiry policy. At the end it compares
 * the contents. Used by one thread.
 */
public final class ModelCheck {
  /** The default number of steps in a sequence. */
  public static final int STEPS = 100;

  /** The default limit for waiting on an event that another thread delivers. */
  public static final Duration EVENT_TIMEOUT = Duration.ofSeconds(10);

  /**
   * Shorter while shrinking: most trials then wait for an event that never comes. The result is
   * checked again with the full limit.
   */
  private static final Duration SHRINKING_TIMEOUT = Duration.ofMillis(100);

  private final Subject subject;
  private final Generator generator;
  private final int length;
  private final Duration timeout;

  /**
   * The extent of a check.
   *
   * @param differences the number of sequences that differ
   */
  public record Report(long sequences, long steps, long configurations, long differences) {
    @Override
    public String toString() {
      return sequences
          + " sequences, "
          + steps
          + " steps, "
          + configurations
          + " different configurations, "
          + differences
          + " differences";
    }
  }

  /** Creates a check with sequences of {@value #STEPS} steps. */
  public ModelCheck(Subject subject) {
    this(subject, STEPS, EVENT_TIMEOUT);
  }

  /**
   * Creates a check with sequences of the given length.
   *
   * @param timeout the limit for waiting on an event that another thread delivers
   */
  public ModelCheck(Subject subject, int length, Duration timeout) {
    this.subject = subject;
    this.generator = new Generator(subject);
    this.length = length;
    this.timeout = timeout;
  }

  /**
   * Runs the sequences of consecutive seeds.
   *
   * @throws ModelMismatch for the first sequence that differs, after shrinking it
   */
  public Report run(long firstSeed, long sequences) {
    return survey(
        firstSeed,
        sequences,
        1,
        mismatch -> {
          throw mismatch;
        });
  }

  /**
   * Runs the sequences of consecutive seeds, and continues when one differs.
   *
   * @param most the maximum number of sequences to shrink, which takes time
   * @param onMismatch receives each shrunk sequence
   */
  public Report survey(
      long firstSeed, long sequences, long most, Consumer<? super ModelMismatch> onMismatch) {
    Set<Setup> setups = new HashSet<>();
    long differences = 0;
    for (long i = 0; i < sequences; i++) {
      long seed = firstSeed + i;
      Sequence sequence = generator.sequence(seed, length);
      setups.add(sequence.setup());
      Optional<Mismatch> mismatch = Trial.run(subject, sequence, timeout);
      if (mismatch.isPresent() && differences++ < most) {
        onMismatch.accept(smallest(seed, sequence, mismatch.get()));
      }
    }
    return new Report(sequences, sequences * length, setups.size(), differences);
  }

  private ModelMismatch smallest(long seed, Sequence sequence, Mismatch mismatch) {
    Shrinker shrinker =
        new Shrinker(candidate -> Trial.run(subject, candidate, SHRINKING_TIMEOUT).isPresent());
    Sequence small = shrinker.shrink(sequence);
    return Trial.run(subject, small, timeout)
        .map(again -> new ModelMismatch(seed, small, again))
        .orElseGet(() -> new ModelMismatch(seed, sequence, mismatch));
  }
}
