package dev.larder.testkit.model;

import java.util.ArrayList;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** Converts a setup to a configuration of the specification, whose user code records its calls. */
final class Wiring {
  private final Setup setup;
  private final Journal journal;
  private final List<EventLog> logs = new ArrayList<>();
  private final List<CacheEntryListenerConfiguration<Integer, Box>> listeners = new ArrayList<>();

  Wiring(Setup setup, Subject subject) {
    this.setup = setup;
    this.journal = new Journal(setup.storage().byValue());
    setup.listeners().forEach(listener -> add(listener, subject));
  }

  private void add(ListenerSetup listener, Subject subject) {
    EventLog log = subject.log(new EventLog.Settings(journal, subject.liberties(), listener));
    logs.add(log);
    Factory<CacheEntryListener<? super Integer, ? super Box>> factory =
        () -> listener.receivesAll() ? log : new PartialListener(log);
    listeners.add(
        new MutableCacheEntryListenerConfiguration<Integer, Box>(
            factory, filter(listener), listener.oldValueRequired(), listener.synchronous()));
  }

  private static @Nullable Factory<CacheEntryEventFilter<? super Integer, ? super Box>> filter(
      ListenerSetup listener) {
    if (!listener.filters()) {
      return null;
    }
    CacheEntryEventFilter<Integer, Box> filter =
        event -> listener.lets(event.getEventType(), event.getKey());
    return () -> filter;
  }

  MutableConfiguration<Integer, Box> configuration() {
    Integration integration = setup.integration();
    MutableConfiguration<Integer, Box> configuration =
        new MutableConfiguration<Integer, Box>()
            .setTypes(Integer.class, Box.class)
            .setStoreByValue(setup.storage().byValue())
            .setStatisticsEnabled(setup.statistics())
            .setReadThrough(integration.readsThrough())
            .setWriteThrough(integration.writesThrough())
            .setExpiryPolicyFactory(policy());
    if (integration.loads()) {
      configuration.setCacheLoaderFactory(() -> new ScriptedLoader(integration, journal));
    }
    if (integration.writing() != Integration.Writing.NONE) {
      configuration.setCacheWriterFactory(() -> new ScriptedWriter(integration, journal));
    }
    for (int i = 0; i < listeners.size(); i++) {
      if (setup.listeners().get(i).registered()) {
        configuration.addCacheEntryListenerConfiguration(listeners.get(i));
      }
    }
    return configuration;
  }

  private Factory<? extends ExpiryPolicy> policy() {
    ExpirySetup expiry = setup.expiry();
    long amount = expiry.units() * ExpirySetup.UNIT.getDurationAmount();
    Duration duration =
        amount == 0 ? Duration.ZERO : new Duration(ExpirySetup.UNIT.getTimeUnit(), amount);
    ExpiryPolicy recorded = new ScriptedPolicy(expiry, journal);
    if (expiry.recorded()) {
      return () -> recorded;
    }
    return switch (expiry.kind()) {
      case ETERNAL -> EternalExpiryPolicy.factoryOf();
      case CREATED -> CreatedExpiryPolicy.factoryOf(duration);
      case ACCESSED -> AccessedExpiryPolicy.factoryOf(duration);
      case MODIFIED -> ModifiedExpiryPolicy.factoryOf(duration);
      case TOUCHED -> TouchedExpiryPolicy.factoryOf(duration);
      case SCRIPTED, THROWING -> () -> recorded;
    };
  }

  Journal journal() {
    return journal;
  }

  List<EventLog> logs() {
    return logs;
  }

  CacheEntryListenerConfiguration<Integer, Box> listener(int index) {
    return listeners.get(index);
  }
}
