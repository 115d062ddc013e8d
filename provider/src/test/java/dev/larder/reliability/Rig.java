package dev.larder.reliability;

import dev.larder.TestProvider;
import dev.larder.reliability.Outcome.Kept;
import dev.larder.spec.Figures;
import dev.larder.store.heap.InspectedStores;
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

  private final Setup setup;
  private final TestProvider provider = new TestProvider();
  private final InspectedStores stores = new InspectedStores();
  private final Records records = new Records();
  private final Heard heard = new Heard();
  private final List<Key> alike = new ArrayList<>();
  private final Key key = new Key("key", HASH);
  private final Key other = new Key("other", HASH);
  private final Cache<Key, Payload> cache;

  Rig(Setup setup) {
    this.setup = setup;
    var builder = setup.builder(records).listenerQueueSize(QUEUE).store(stores);
    if (setup.listens()) {
      builder.listener(heard.configuration(true)).listener(new Heard().configuration(false));
    }
    cache = provider.cache("rig", builder.build());
    for (int i = 0; i < setup.alike(); i++) {
      alike.add(new Key("alike" + i, HASH));
    }
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
    for (Key one : alike) {
      if (!cache.containsKey(one)) {
        cache.put(one, new Payload("any"));
      }
    }
    prepare(key, situation);
    prepare(other, situation);
    heard.take();
  }

  private void prepare(Key one, Situation situation) {
    if (situation.cached == null) {
      cache.remove(one);
    } else {
      cache.put(one, new Payload(situation.cached));
    }
    records.set(one, situation.recorded);
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
    return new Outcome(kept(key), kept(other), counted, heard.take(), failure, struck);
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
    if (!hasMore()) {
      stores.check();
    }
  }

  /** Whether there are more keys than the two. */
  boolean hasMore() {
    return setup.alike() > 0;
  }

  @Override
  public void close() {
    provider.close();
  }
}
