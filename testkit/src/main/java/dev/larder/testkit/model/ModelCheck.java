package dev.larder.testkit.model;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a provider against a naive model of the specification: random sequences of operations on
 * caches of random configurations. After each step it compares the result or exception, the events,
 * the statistics, and the calls of loader, writer and expiry policy; at the end the contents. Used
 * by one thread.
 */
public final class ModelCheck {
  /** How many steps a sequence has, unless told otherwise. */
  public static final int STEPS = 100;

  /** How long to wait for an event that another thread delivers, unless told otherwise. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Shorter, as most trials then wait for what never comes; the outcome is looked at once more. */
  private static final Duration IMPATIENCE = Duration.ofMillis(100);

  private final Subject subject;
  private final Generator generator;
  private final int length;
  private final Duration patience;

  /** What has been checked. */
  public record Report(long sequences, long steps, long configurations) {
    @Override
    public String toString() {
      return sequences
          + " sequences, "
          + steps
          + " steps, "
          + configurations
          + " different configurations";
    }
  }

  /** A check by sequences of {@value #STEPS} steps. */
  public ModelCheck(Subject subject) {
    this(subject, STEPS, PATIENCE);
  }

  /**
   * A check by sequences of so many steps.
   *
   * @param patience how long to wait for an event that another thread delivers
   */
  public ModelCheck(Subject subject, int length, Duration patience) {
    this.subject = subject;
    this.generator = new Generator(subject);
    this.length = length;
    this.patience = patience;
  }

  /**
   * Runs the sequences of consecutive seeds.
   *
   * @throws ModelMismatch for the first one that differs, after making it smaller
   */
  public Report run(long firstSeed, long sequences) {
    Set<Setup> setups = new HashSet<>();
    for (long i = 0; i < sequences; i++) {
      long seed = firstSeed + i;
      Sequence sequence = generator.sequence(seed, length);
      setups.add(sequence.setup());
      Optional<Mismatch> mismatch = Trial.run(subject, sequence, patience);
      if (mismatch.isPresent()) {
        throw smallest(seed, sequence, mismatch.get());
      }
    }
    return new Report(sequences, sequences * length, setups.size());
  }

  private ModelMismatch smallest(long seed, Sequence sequence, Mismatch mismatch) {
    Shrinker shrinker =
        new Shrinker(candidate -> Trial.run(subject, candidate, IMPATIENCE).isPresent());
    Sequence small = shrinker.shrink(sequence);
    return Trial.run(subject, small, patience)
        .map(again -> new ModelMismatch(seed, small, again))
        .orElseGet(() -> new ModelMismatch(seed, sequence, mismatch));
  }
}
