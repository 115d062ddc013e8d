package dev.larder.tools;

import dev.larder.tools.provider.Bound;
import dev.larder.tools.provider.HoconFile;
import dev.larder.tools.provider.ProviderSetup;
import dev.larder.tools.provider.SizeSetting;
import dev.larder.tools.replay.CacheSettings;
import dev.larder.tools.replay.CacheSizes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
      paramLabel = "CLASS",
      defaultValue = SizeSetting.LARDER,
      description =
          "The CachingProvider to run. The sizes of Larder, Caffeine and cache2k can be set; any"
              + " other runs once, with its own bound. Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init") // has a default
  private String provider;

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
      description = "A configuration of the provider's own; runs once, with the bound that it has.")
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

  /** Returns the policies to run, or one empty text if the provider has only its own. */
  List<String> policies(ProviderSetup setup) {
    if (policies == null) {
      return setup.hasPolicies() ? List.of(Bound.LRU, Bound.ADAPTIVE) : List.of("");
    }
    if (!setup.hasPolicies()) {
      throw refused("--policy chooses among the policies of Larder, without --uri and --store");
    }
    List<String> chosen =
        policies.stream()
            .map(policy -> policy.strip().toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
    for (String policy : chosen) {
      if (!policy.equals(Bound.LRU) && !policy.equals(Bound.ADAPTIVE)) {
        throw refused("--policy: '" + policy + "' is no policy; accepted: lru, adaptive");
      }
    }
    return chosen;
  }

  CacheSettings settings() {
    if (threads < 1) {
      throw refused("--threads must be at least 1: " + threads);
    }
    return new CacheSettings(threads, Optional.ofNullable(expiry), byReference);
  }

  ProviderSetup provider() {
    if (store == null) {
      return ProviderSetup.find(provider, Optional.ofNullable(uri));
    }
    if (uri != null || !provider.equals(SizeSetting.LARDER)) {
      throw refused("--store is a setting of Larder, without --uri and --provider");
    }
    return ProviderSetup.find(provider, Optional.of(HoconFile.withStore(store)));
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), why);
  }
}
