package dev.larder.reliability;

import dev.larder.TestProvider;
import dev.larder.reliability.Outcome.Kept;
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

/** One cache with user code that can be told to fail, and what there is to see of it. */
final class Rig implements AutoCloseable {
  /**
   * So small that operations would soon wait for ever if a failure left the queue counted wrong.
   */
  private static final int QUEUE = 20;

  private static final int HASH = 4_711;

  /** Longer than any policy says. */
  private static final Duration LIFETIME = Duration.ofDays(2);

  private final Setup setup;
  private final TestProvider provider = new TestProvider();
  private final InspectedStores stores = new InspectedStores();
  private final Records records = new Records();
  private final Heard heard = new Heard();
  private final List<Key> alike = new ArrayList<>();
  private final Key key = new Key("key", HASH);
  private final Key other = new Key("other", HASH);
  private final Cache<Key, Payload> cache;
  private final StoppedSweeper sweeper;

  Rig(Setup setup) throws InterruptedException {
    this.setup = setup;
    var builder = setup.builder(records).listenerQueueSize(QUEUE).store(stores);
    if (setup.listens()) {
      builder.listener(heard.configuration(true)).listener(new Heard().configuration(false));
    }
    cache = provider.cache("rig", builder.build());
    for (int i = 0; i < setup.alike(); i++) {
      alike.add(new Key("alike" + i, HASH));
    }
    // What has expired is for operations to find.
    sweeper = setup.expires() ? new StoppedSweeper(provider) : null;
  }

  /** Runs an operation that nothing fails in. */
  Outcome run(Situation situation, Call call) {
    prepare(situation);
    return measured(call);
  }

  /** Runs an operation in which the n-th call of user code at a point fails. */
  Outcome run(Situation situation, Call call, Point point, int nth, Failure failure) {
    prepare(situation);
    point.arm(nth, failure);
    return measured(call);
  }

  private void prepare(Situation situation) {
    cache.removeAll(Set.of(key, other));
    for (Key one : alike) {
      if (!cache.containsKey(one)) {
        cache.put(one, new Payload("any"));
      }
    }
    for (Key one : List.of(key, other)) {
      if (situation == Situation.PRESENT || situation == Situation.EXPIRED) {
        cache.put(one, new Payload(Call.OLD));
      }
      records.set(one, situation.recorded);
    }
    if (situation == Situation.EXPIRED) {
      provider.ticker().advance(LIFETIME);
    }
    takeEvents();
  }

  /** What was heard, once all that goes by itself has been told. */
  private List<String> takeEvents() {
    if (setup.evicts()) {
      Eventually.isTrue("all evictions are told", () -> Inside.queuedEvents(cache) == 0);
    }
    return heard.take();
  }

  /** The measuring must not come between: figures first, for to look is a hit itself. */
  private Outcome measured(Call call) {
    Figures before = Point.unarmed(() -> Figures.of(cache));
    Throwable failure = null;
    try {
      call.body.run(cache, key, other);
    } catch (Throwable e) {
      failure = e;
    }
    boolean struck = Point.disarm();
    Figures counted = Figures.of(cache).minus(before);
    List<String> events = takeEvents();
    return new Outcome(kept(key), kept(other), counted, events, failure, struck);
  }

  private Kept kept(Key one) {
    return new Kept(cache.containsKey(one) ? cache.get(one).text() : null, records.of(one));
  }

  /** Whether another thread can do with both keys what it likes. */
  void awaitUsable() throws Exception {
    Watchdog.watch(
        "the use of a key after " + setup,
        20,
        () -> cache.invokeAll(Set.of(key, other), (entry, arguments) -> entry.exists()));
  }

  /** A dead entry whose key cannot be compared stays among those of its hash code, by design. */
  void checkStore() {
    if (!setup.points.contains(Point.KEY_COMPARE)) {
      stores.check();
    }
  }

  boolean evicts() {
    return setup.evicts();
  }

  /** Whether there are more keys than the two. */
  boolean hasMore() {
    return setup.alike() > 0;
  }

  @Override
  public void close() {
    if (sweeper != null) {
      sweeper.close();
    }
    provider.close();
  }
}
