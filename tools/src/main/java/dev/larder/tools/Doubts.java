package dev.larder.tools;

import dev.larder.LarderConfiguration;
import dev.larder.config.EffectiveConfiguration;
import java.util.ArrayList;
import java.util.List;
import javax.cache.configuration.Factory;
import javax.cache.expiry.EternalExpiryPolicy;

/** What a configuration allows, and what is seldom meant. */
final class Doubts {
  private Doubts() {}

  /** Returns a sentence for each doubt about a cache. */
  static List<String> of(EffectiveConfiguration<?, ?> cache) {
    LarderConfiguration<?, ?> settings = cache.configuration();
    boolean isOnServer =
        !cache.said("store").equals("unset") && !cache.said("store").equals("heap");
    boolean isEternal =
        settings.getExpiryPolicyFactory().equals(EternalExpiryPolicy.factoryOf())
            && settings.getEntryExpiryFactory() == null;
    List<String> doubts = new ArrayList<>();
    if (!isOnServer && cache.isBoundByDefault()) {
      doubts.add("nothing sets its bound: it holds 10,000 entries at most");
    }
    if (!isOnServer && cache.said("maximum-size").equals("unbounded")) {
      doubts.add("it has no bound: it grows until memory is full, unless the keys are few");
    }
    if (isEternal
        && settings.getRefreshAfter() == null
        && isSet(settings.getCacheLoaderFactory())) {
      doubts.add(
          "it has a loader, and neither expiry nor refresh-after: values are never loaded again");
    }
    if (settings.isReadThrough() && !isSet(settings.getCacheLoaderFactory())) {
      doubts.add("read-through without a loader loads nothing");
    }
    if (settings.isWriteThrough() && !isSet(settings.getCacheWriterFactory())) {
      doubts.add("write-through without a writer writes nothing");
    }
    if (!settings.isStatisticsEnabled()) {
      doubts.add("statistics are off: its hit ratio is not known");
    }
    if (isOnServer && !cache.isTyped()) {
      doubts.add(
          "it is on a server and declares no types: nothing but serialization.allow and a filter of"
              + " the JVM decides which classes may be deserialized");
    }
    if (isOnServer && isEternal) {
      doubts.add("it is on a server and nothing expires: only maxmemory of the server bounds it");
    }
    return doubts;
  }

  private static boolean isSet(Object factory) {
    return factory instanceof Factory<?>;
  }
}
