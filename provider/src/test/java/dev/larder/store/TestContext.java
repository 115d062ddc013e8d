package dev.larder.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.larder.EvictionPolicy;
import dev.larder.time.Ticker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The context of a store under test: a clock and durations that the test sets, and a record of the
 * store's reports. Entries are eternal and unbounded by default.
 */
public class TestContext<K, V> implements StoreContext<K, V> {
  /** The cache name that messages must contain. */
  public static final String NAME = "the cache under test";

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final AtomicLong wake = new AtomicLong(Ticker.NEVER);
  private volatile LongConsumer onAdvance = nanos -> {};
  private boolean reportsExpired = true;
  private boolean adaptive;
  private boolean listens = true;
  private boolean eternal;
  private final List<Map.Entry<K, V>> evicted = new CopyOnWriteArrayList<>();
  private final List<Map.Entry<K, V>> expired = new CopyOnWriteArrayList<>();
  private final List<Map.Entry<K, Change<V>>> elsewhere = new CopyOnWriteArrayList<>();
  private final AtomicLong evictions = new AtomicLong();
  private volatile long creation = Ticker.NEVER;
  private volatile long update = UNCHANGED;
  private volatile long access = UNCHANGED;
  private long maximum = Long.MAX_VALUE;
  private @Nullable ToIntBiFunction<K, V> weigher;

  /** Returns a new hold of the calling thread, to claim a key with. */
  public static KeyHold hold() {
    return new KeyHold(NAME);
  }

  /** Sets the times to live in nanoseconds, or {@code NEVER} or {@code UNCHANGED}. */
  public TestContext<K, V> durations(long onCreation, long onUpdate, long onAccess) {
    creation = onCreation;
    update = onUpdate;
    access = onAccess;
    return this;
  }

  /** Sets the bound, before the store is opened. */
  public TestContext<K, V> maximum(long bound) {
    maximum = bound;
    return this;
  }

  /** Makes the bound one of weight, before the store is opened. */
  public TestContext<K, V> weigher(ToIntBiFunction<K, V> weighing) {
    weigher = weighing;
    return this;
  }

  /** Advances the clock by nanoseconds. */
  public void advance(long nanos) {
    now.addAndGet(nanos);
    onAdvance.accept(nanos);
  }

  /** Sets what is called with the nanoseconds by which the clock advances: a second clock. */
  public void onAdvance(LongConsumer action) {
    onAdvance = action;
  }

  /** Selects the adaptive policy, before the store is opened. */
  public TestContext<K, V> adaptive() {
    adaptive = true;
    return this;
  }

  /** Removes the listeners, so that evictions are only counted. Before the store is opened. */
  public TestContext<K, V> deaf() {
    listens = false;
    return this;
  }

  /** Makes the cache one whose entries cannot expire. Before the store is opened. */
  public TestContext<K, V> eternal() {
    eternal = true;
    return this;
  }

  /** Advances the clock to a time in nanoseconds, never backwards. */
  public void advanceTo(long moment) {
    advance(Math.max(0, moment - now.get()));
  }

  /**
   * Returns the earliest wake-up requested since the last call, {@code NEVER} if there was none.
   */
  public long takeWake() {
    return wake.getAndSet(Ticker.NEVER);
  }

  /** Returns the first 4,096 evictions, in order. */
  public List<Map.Entry<K, V>> evictions() {
    return evicted;
  }

  /** Returns the number of evictions. */
  public long evictionCount() {
    return evictions.get();
  }

  /** Has the kit expect a store that reports no expired entries. */
  public void withoutExpiries() {
    reportsExpired = false;
  }

  /** Returns whether the store reports expired entries, with their values. */
  public boolean reportsExpired() {
    return reportsExpired;
  }

  /** Returns a change as the store is expected to report it. */
  public <T> Change<T> expected(Change<T> change) {
    return reportsExpired
        ? change
        : new Change<>(
            change.action(),
            change.present(),
            change.before(),
            null,
            change.after(),
            change.stored());
  }

  /** Checks that a store that reports expired entries asks for a call by then. */
  public void checkWake(long latest) {
    long asked = takeWake();
    assertThat("a call is requested", !reportsExpired || asked <= latest, is(true));
  }

  /** Checks that one entry has expired so far, if the store reports any. */
  public void checkExpiries(Map.Entry<K, V> only) {
    assertThat(expired, equalTo(reportsExpired ? List.of(only) : List.of()));
  }

  /** Returns the expiries, in order. */
  public List<Map.Entry<K, V>> expiries() {
    return expired;
  }

  @Override
  public StoreSettings settings() {
    EvictionPolicy policy = adaptive ? EvictionPolicy.ADAPTIVE : EvictionPolicy.LRU;
    return new StoreSettings(
        NAME, "larder:test", new StoreSettings.Bound(maximum, weigher != null, policy), !eternal);
  }

  @Override
  public long now() {
    return now.get();
  }

  @Override
  public long recently() {
    return Math.max(0, now.get() - LAG);
  }

  /** Removes the expired entries of a store, and returns the time of the next call. */
  public long expire(Store<?, ?> store) {
    return Ticker.after(now(), store.expire());
  }

  @Override
  public long timeToLive(Action verb, boolean present) {
    return switch (verb) {
      case READ -> access;
      case LOAD, WRITE -> present ? update : creation;
      case NONE, REMOVE -> UNCHANGED;
    };
  }

  @Override
  public K copyKey(K key) {
    return key;
  }

  @Override
  public boolean isKeptUnequal(K key) {
    return false;
  }

  @Override
  public int weigh(K key, V value) {
    return weigher == null ? 1 : weigher.applyAsInt(key, value);
  }

  @Override
  public boolean hasListeners() {
    return listens;
  }

  /** Called for each evicted entry. */
  protected void onEviction() {}

  @Override
  public void removed(K key, @Nullable V value, RemovalCause cause) {
    if (cause == RemovalCause.EXPIRED) {
      if (value != null) {
        expired.add(Map.entry(key, value));
      }
      return;
    }
    onEviction();
    evictions.incrementAndGet();
    // The copy on each write is expensive for many evictions.
    if (value != null && evicted.size() < 4_096) {
      evicted.add(Map.entry(key, value));
    }
  }

  @Override
  public void changedElsewhere(K key, Change<V> change) {
    elsewhere.add(Map.entry(key, change));
  }

  /** Returns the changes by other processes, in order. */
  public List<Map.Entry<K, Change<V>>> changesElsewhere() {
    return elsewhere;
  }

  @Override
  public void wakeAfter(long nanos) {
    wake.accumulateAndGet(Ticker.after(now.get(), nanos), Math::min);
  }

  @Override
  public Codecs<K, V> codecs() {
    return new Codecs<>(new Serialization<>(), new Serialization<>());
  }

  private static final class Serialization<T> implements Codec<T> {
    @Override
    public byte[] encode(T object) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(object);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }

    @Override
    @SuppressWarnings({"BanSerializableRead", "unchecked"}) // what it reads is what it wrote
    public T decode(byte[] bytes) {
      try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
        return (T) in.readObject();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    @SuppressWarnings("unchecked")
    public T checked(Object decoded) {
      return (T) decoded;
    }
  }
}
