package dev.larder.reliability;

import dev.larder.TestProvider;
import dev.larder.reliability.Observation.KeyState;
import dev.larder.spec.Eventually;
import dev.larder.spec.Figures;
import dev.larder.spec.StoppedSweeper;
import dev.larder.spec.Watchdog;
import dev.larder.store.heap.InspectedStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;

/** A cache with user code that may fail, and its observation. */
final class CacheFixture implements AutoCloseable {
  /** So small that operations soon block if a failure leaves a wrong count in the queue. */
  private static final int QUEUE = 20;

  private static final int HASH = 4_711;

  /** Longer than any duration of the policies. */
  private static final Duration LIFETIME = Duration.ofDays(2);

  private final CacheSetup setup;
  private final TestProvider provider = new TestProvider();
  private final InspectedStores stores = new InspectedStores();
  private final StoreOfRecord records = new StoreOfRecord();
  private final EventRecorder recorder = new EventRecorder();
  private final List<FailingKey> colliding = new ArrayList<>();
  private final FailingKey key = new FailingKey("key", HASH);
  private final FailingKey other = new FailingKey("other", HASH);
  private final Cache<FailingKey, FailingValue> cache;
  private final StoppedSweeper sweeper;

  CacheFixture(CacheSetup setup) throws InterruptedException {
    this.setup = setup;
    var builder = setup.builder(records).listenerQueueSize(QUEUE).store(stores);
    if (setup.listens()) {
      builder
          .listener(recorder.configuration(true))
          .listener(new EventRecorder().configuration(false));
    }
    cache = provider.cache("fixture", builder.build());
    for (int i = 0; i < setup.colliding(); i++) {
      colliding.add(new FailingKey("colliding" + i, HASH));
    }
    // Expired entries stay until operations find them.
    sweeper = setup.expires() ? new StoppedSweeper(provider) : null;
  }

  /** Runs an operation without failures. */
  Observation run(InitialState initial, CacheOperation operation) {
    prepare(initial);
    return measured(operation);
  }

  /** Runs an operation in which the n-th call of a kind fails. */
  Observation run(
      InitialState initial,
      CacheOperation operation,
      UserCall userCall,
      int nth,
      FailureKind failure) {
    prepare(initial);
    userCall.planFailure(nth, failure);
    return measured(operation);
  }

  private void prepare(InitialState initial) {
    cache.removeAll(Set.of(key, other));
    for (FailingKey one : colliding) {
      if (!cache.containsKey(one)) {
        cache.put(one, new FailingValue("any"));
      }
    }
    for (FailingKey one : List.of(key, other)) {
      if (initial == InitialState.PRESENT || initial == InitialState.EXPIRED) {
        cache.put(one, new FailingValue(CacheOperation.OLD));
      }
      records.set(one, initial.recorded);
    }
    if (initial == InitialState.EXPIRED) {
      provider.ticker().advance(LIFETIME);
    }
    takeEvents();
  }

  /** Returns the events since the last call, after all evictions have been delivered. */
  private List<String> takeEvents() {
    if (setup.evicts()) {
      Eventually.isTrue(
          "all evictions are delivered", () -> CacheInternals.queuedEvents(cache) == 0);
    }
    return recorder.take();
  }

  /** Reads the statistics before the entries, because these reads count as hits. */
  private Observation measured(CacheOperation operation) {
    Figures before = UserCall.withoutFailure(() -> Figures.of(cache));
    Throwable failure = null;
    try {
      operation.body.run(cache, key, other);
    } catch (Throwable e) {
      failure = e;
    }
    boolean failureThrown = UserCall.cancel();
    Figures counted = Figures.of(cache).minus(before);
    List<String> events = takeEvents();
    return new Observation(kept(key), kept(other), counted, events, failure, failureThrown);
  }

  private KeyState kept(FailingKey one) {
    return new KeyState(cache.containsKey(one) ? cache.get(one).text() : null, records.of(one));
  }

  /** Checks that another thread can use both keys. */
  void checkUsable() throws Exception {
    Watchdog.watch(
        "the use of a key after " + setup,
        20,
        () -> cache.invokeAll(Set.of(key, other), (entry, arguments) -> entry.exists()));
  }

  /** A dead entry whose key cannot be compared stays in its bin, by design. */
  void checkStore() {
    if (!setup.userCalls.contains(UserCall.KEY_COMPARE)) {
      stores.check();
    }
  }

  boolean evicts() {
    return setup.evicts();
  }

  /** Whether the cache has more keys than the two observed ones. */
  boolean hasOtherKeys() {
    return setup.colliding() > 0;
  }

  @Override
  public void close() {
    if (sweeper != null) {
      sweeper.close();
    }
    provider.close();
  }
}
