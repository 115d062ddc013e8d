package dev.larder.testkit.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheWriterException;

/** Larder with one fault. */
final class FaultySubject extends LarderSubject {
  private static final int UNLUCKY = 3;

  private final Fault fault;

  FaultySubject(Fault fault) {
    this.fault = fault;
  }

  @Override
  public Cache<Integer, Box> create(
      String name, MutableConfiguration<Integer, Box> configuration, Bound bound) {
    switch (fault) {
      case DOES_NOT_WRITE -> configuration.setWriteThrough(false);
      case DOES_NOT_LOAD -> configuration.setReadThrough(false);
      case KEEPS_THE_CALLERS_VALUE -> configuration.setStoreByValue(false);
      case LETS_NOTHING_EXPIRE ->
          configuration.setExpiryPolicyFactory(EternalExpiryPolicy.factoryOf());
      case ASKS_THE_POLICY_TWICE -> {
        var made = configuration.getExpiryPolicyFactory();
        configuration.setExpiryPolicyFactory(() -> new Twice(made.create()));
      }
      case ASKS_NO_FILTER -> withoutFilters(configuration);
      default -> {}
    }
    boolean tooMuch = fault == Fault.HOLDS_TOO_MUCH && bound.kind() != Bound.Kind.NONE;
    Bound kept = tooMuch ? new Bound(bound.kind(), bound.maximum() + 1) : bound;
    return faulty(super.create(name, configuration, kept));
  }

  private static void withoutFilters(MutableConfiguration<Integer, Box> configuration) {
    List<CacheEntryListenerConfiguration<Integer, Box>> listeners = new ArrayList<>();
    configuration.getCacheEntryListenerConfigurations().forEach(listeners::add);
    for (CacheEntryListenerConfiguration<Integer, Box> one : listeners) {
      configuration.removeCacheEntryListenerConfiguration(one);
      configuration.addCacheEntryListenerConfiguration(
          new MutableCacheEntryListenerConfiguration<>(
              one.getCacheEntryListenerFactory(),
              null,
              one.isOldValueRequired(),
              one.isSynchronous()));
    }
  }

  private Cache<Integer, Box> faulty(Cache<Integer, Box> cache) {
    Object proxy =
        Proxy.newProxyInstance(
            Cache.class.getClassLoader(),
            new Class<?>[] {Cache.class},
            (self, method, arguments) -> call(cache, method, arguments));
    return (Cache<Integer, Box>) proxy;
  }

  private Object call(Cache<Integer, Box> cache, Method method, Object[] arguments)
      throws Throwable {
    String name = method.getName();
    if (fault == Fault.LOSES_AN_UPDATE && name.equals("put") && arguments[0].equals(UNLUCKY)) {
      return null;
    }
    if (fault == Fault.REMOVES_TOO_LITTLE && name.equals("removeAll") && arguments != null) {
      Set<Integer> keys = new HashSet<>((Set<Integer>) arguments[0]);
      keys.remove(UNLUCKY);
      cache.removeAll(keys);
      return null;
    }
    try {
      Object result = method.invoke(cache, arguments);
      return fault == Fault.ANSWERS_NO_OLD_VALUE && name.equals("getAndPut") ? null : result;
    } catch (InvocationTargetException e) {
      if (name.equals("put") && swallows(e.getCause())) {
        return null;
      }
      throw e.getCause();
    }
  }

  private boolean swallows(Throwable failure) {
    return switch (fault) {
      case SWALLOWS_THE_EXCEPTION_OF_A_WRITER -> failure instanceof CacheWriterException;
      case SWALLOWS_THE_EXCEPTION_OF_A_LISTENER -> failure instanceof CacheEntryListenerException;
      default -> false;
    };
  }

  @Override
  public EventLog log(EventLog.Settings settings) {
    return fault == Fault.FORGETS_AN_EVENT ? new Forgetful(settings) : super.log(settings);
  }

  @Override
  public Counters counters(Cache<Integer, Box> cache) {
    Counters right = super.counters(cache);
    boolean wrong = fault == Fault.MISCOUNTS_A_HIT && right.hits() > UNLUCKY;
    return wrong
        ? new Counters(
            right.hits() + 1, right.misses(), right.puts(), right.removals(), right.evictions())
        : right;
  }

  @Override
  public void sweep() {
    if (fault != Fault.NEVER_SWEEPS) {
      super.sweep();
    }
  }

  @Override
  public void check(Cache<Integer, Box> cache) {
    super.check(cache);
    if (fault == Fault.IS_BROKEN_INSIDE && cache.iterator().hasNext()) {
      throw new AssertionError("broken inside, on purpose");
    }
  }

  private static final class Forgetful extends EvictionLog {
    Forgetful(Settings settings) {
      super(settings);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ? extends Box>> events) {}
  }

  /** Calls the policy twice for each access. */
  private record Twice(ExpiryPolicy policy) implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return policy.getExpiryForCreation();
    }

    @Override
    public Duration getExpiryForAccess() {
      policy.getExpiryForAccess();
      return policy.getExpiryForAccess();
    }

    @Override
    public Duration getExpiryForUpdate() {
      return policy.getExpiryForUpdate();
    }
  }
}
