package dev.larder.testkit.model;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.cache.CacheException;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks a provider against the model, and prints the differences. */
@Command(
    name = "model",
    description = "Checks a JCache provider by random sequences against a model.",
    mixinStandardHelpOptions = true)
public final class ModelCommand implements Callable<Integer> {
  /**
   * The one provider that takes no liberties except for background expiry. Its own thread removes
   * expired entries, fires their events, and holds their keys for a moment.
   */
  private static final String LARDER = "dev.larder.LarderCachingProvider";

  /** A strong reference, because the level of an unreferenced logger is lost. */
  private static final Logger LOG = Logger.getLogger("");

  @Spec private CommandSpec spec;

  @Option(
      names = "--provider",
      required = true,
      paramLabel = "CLASS",
      description = "A provider that is on the class path of this program, by its class.")
  private String provider;

  @Option(
      names = "--sequences",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many, each on a cache of its own (default: ${DEFAULT-VALUE}).")
  private long sequences;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "" + ModelCheck.STEPS,
      description = "In each sequence (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the first sequence; each has the next one (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--shrink",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "How many sequences that differ are made small and printed; the others are counted"
              + " (default: ${DEFAULT-VALUE}).")
  private long most;

  /** The command line fills in all fields. */
  @SuppressWarnings("NullAway.Init")
  public ModelCommand() {}

  /** Runs the check; returns 0 without differences, or else 1. */
  @Override
  public Integer call() {
    // Providers log each cache, and each policy that throws.
    LOG.setLevel(Level.SEVERE);
    PrintWriter out = spec.commandLine().getOut();
    try (ProviderSubject subject = subject()) {
      ModelCheck check = new ModelCheck(subject, steps, ModelCheck.EVENT_TIMEOUT);
      ModelCheck.Report report =
          check.survey(seed, sequences, most, mismatch -> print(out, mismatch));
      out.println(provider + ": " + report);
      return report.differences() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private ProviderSubject subject() {
    try {
      CachingProvider found = Caching.getCachingProvider(provider);
      return new ProviderSubject(found, liberties());
    } catch (CacheException e) {
      throw new ParameterException(spec.commandLine(), "no provider " + provider + ": " + e, e);
    }
  }

  private Set<Liberty> liberties() {
    return provider.equals(LARDER)
        ? EnumSet.of(Liberty.EXPIRED_EVENTS, Liberty.BATCHES)
        : EnumSet.allOf(Liberty.class);
  }

  private void print(PrintWriter out, ModelMismatch mismatch) {
    out.println(mismatch.getMessage());
    out.println("again: --seed " + mismatch.seed() + " --sequences 1 --steps " + steps + "\n");
  }
}
