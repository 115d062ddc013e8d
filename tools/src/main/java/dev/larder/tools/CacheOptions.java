package dev.larder.tools;

import dev.larder.tools.provider.Contender;
import dev.larder.tools.provider.HoconFile;
import dev.larder.tools.provider.OwnConfiguration;
import dev.larder.tools.provider.ProviderSetup;
import dev.larder.tools.provider.Subject;
import dev.larder.tools.replay.CacheSettings;
import dev.larder.tools.replay.CacheSizes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for the caches of a replay. */
final class CacheOptions {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = {"-s", "--sizes"},
      paramLabel = "SIZE",
      description =
          "The sizes to run, separated by commas: entries (100, 5k) or shares of the distinct keys"
              + " (10%%). Default: 1%%,2%%,5%%,10%%,25%%,50%%,100%%.")
  private @Nullable String sizes;

  @Option(
      names = "--provider",
      paramLabel = "PROVIDER",
      split = ",",
      description =
          "The providers to run side by side, separated by commas: larder, caffeine, cache2k,"
              + " ehcache, or a class of type CachingProvider. The sizes of Larder, Caffeine and"
              + " cache2k can be set; any other runs once, with its own bound. Default: larder.")
  private List<String> providers = List.of("larder");

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      split = ",",
      description =
          "The eviction policies of Larder to run, separated by commas: lru, adaptive. Default:"
              + " both, side by side.")
  private @Nullable List<String> policies;

  @Option(
      names = "--uri",
      paramLabel = "URI",
      description =
          "A configuration of the one provider's own; runs once, with the bound that it has.")
  private @Nullable URI uri;

  @Option(
      names = "--store",
      paramLabel = "ADDRESS",
      description =
          "A Valkey or Redis server, or cluster, on which Larder keeps the entries: redis://host."
              + " Runs once, with the bound of the server.")
  private @Nullable String store;

  @Option(
      names = {"-t", "--threads"},
      paramLabel = "N",
      description = "Threads that the requests are dealt out to. Default: 1, where order is exact.")
  private int threads = 1;

  @Option(
      names = "--expiry",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "Entries expire this long after they were loaded: 500ms, 10s, 5m, 1h.")
  private @Nullable Duration expiry;

  @Option(
      names = "--by-reference",
      description = "Store by reference. Default: by value, as is JCache's.")
  private boolean byReference;

  CacheSizes sizes() {
    if (sizes != null && (uri != null || store != null)) {
      throw refused(
          "--sizes and --" + (uri == null ? "store" : "uri") + " both set the bound; give one");
    }
    try {
      return CacheSizes.parse(sizes == null ? CacheSizes.DEFAULT : sizes);
    } catch (IllegalArgumentException e) {
      throw refused("--sizes: " + e.getMessage());
    }
  }

  /**
   * Returns the providers to run, each with each of its policies.
   *
   * @param directory a directory for configuration files
   * @throws UnusableInputException if a provider is not there, or its configuration is wrong
   */
  List<Contender> contenders(Path directory) {
    List<String> classes = classes();
    List<String> chosen = policies();
    checkCombination(classes);
    Optional<OwnConfiguration> configuration = configuration(directory);
    List<Contender> contenders = new ArrayList<>();
    for (String className : classes) {
      ProviderSetup setup = usable(() -> setup(className, configuration, directory));
      (setup.hasPolicies() ? chosen : List.of(""))
          .forEach(policy -> contenders.add(new Contender(setup, policy)));
    }
    return contenders;
  }

  private List<String> policies() {
    if (policies == null) {
      return List.of(Contender.LRU, Contender.ADAPTIVE);
    }
    List<String> chosen =
        policies.stream()
            .map(policy -> policy.strip().toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
    for (String policy : chosen) {
      if (!policy.equals(Contender.LRU) && !policy.equals(Contender.ADAPTIVE)) {
        throw refused("--policy: '" + policy + "' is no policy; accepted: lru, adaptive");
      }
    }
    return chosen;
  }

  /** Rejects a number of threads that cannot be used, before a trace is read. */
  void check() {
    if (threads < 1) {
      throw refused("--threads must be at least 1: " + threads);
    }
  }

  CacheSettings settings() {
    return new CacheSettings(threads, Optional.ofNullable(expiry), byReference);
  }

  private List<String> classes() {
    return providers.stream()
        .map(name -> usable(() -> ProviderSetup.classOf(name.strip())))
        .distinct()
        .toList();
  }

  /** Rejects options that exclude each other. */
  private void checkCombination(List<String> classes) {
    String larder = ProviderSetup.classOf("larder");
    if (store != null && (uri != null || !classes.equals(List.of(larder)))) {
      throw refused("--store is a setting of Larder, without --uri and --provider");
    }
    if (uri != null && classes.size() > 1) {
      throw refused("--uri is a configuration of one provider; give one --provider");
    }
    boolean hasPolicies = uri == null && store == null && classes.contains(larder);
    if (policies != null && !hasPolicies) {
      throw refused("--policy chooses among the policies of Larder, without --uri and --store");
    }
  }

  private Optional<OwnConfiguration> configuration(Path directory) {
    String address = store;
    return address == null
        ? Optional.ofNullable(uri).map(OwnConfiguration::at)
        : Optional.of(usable(() -> HoconFile.withStore(directory, address)));
  }

  /** Finds a provider, and tries a cache with the user's own configuration. */
  private static ProviderSetup setup(
      String name, Optional<OwnConfiguration> configuration, Path directory) throws IOException {
    ProviderSetup setup = ProviderSetup.find(name, configuration);
    if (configuration.isPresent()) {
      new Subject(new Contender(setup, ""), Optional.empty()).check(directory);
    }
    return setup;
  }

  /** Returns what a call returns; a failure of the call is one of the user's input. */
  private static <T> T usable(Callable<T> call) {
    try {
      return call.call();
    } catch (Exception e) {
      throw new UnusableInputException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), why);
  }
}
