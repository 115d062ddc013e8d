package dev.larder.engine;

import dev.larder.EntryMetadata;
import dev.larder.ExpiringEntry;
import dev.larder.copy.Copiers;
import dev.larder.expiry.Expiry;
import dev.larder.integration.Loader;
import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import java.time.Duration;
import java.util.Objects;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** {@code invoke}: the net effect of an entry processor on one entry. */
final class Invoke<K, V, R> implements Transition<V, R> {
  private final Engine<K, V> engine;
  private final K key;
  private final EntryProcessor<K, V, R> processor;
  private final Object[] arguments;
  private final Copiers<K, V> copies;
  private final @Nullable Loader<K, V> loader;
  private @Nullable Entry entry;
  private @Nullable R result;
  private long timeToLive = Expiry.UNCHANGED;

  Invoke(Engine<K, V> engine, K key, EntryProcessor<K, V, R> processor, Object[] arguments) {
    this.engine = engine;
    this.key = key;
    this.processor = processor;
    this.arguments = arguments;
    this.copies = engine.components().copies();
    this.loader = engine.components().integration().readThroughLoader();
  }

  @Override
  public Action decide(Claim<V> claim) {
    Entry fresh = new Entry(claim, claim.current());
    entry = fresh;
    timeToLive = Expiry.UNCHANGED;
    try {
      result = processor.process(fresh, arguments);
    } catch (EntryProcessorException e) {
      throw e;
    } catch (Exception e) {
      throw new EntryProcessorException("the entry processor failed", e);
    } finally {
      fresh.ended = true;
    }
    return fresh.netEffect();
  }

  @Override
  public boolean accessed() {
    return entry != null && entry.wasRead && entry.initial != null;
  }

  @Override
  public long timeToLive() {
    return timeToLive;
  }

  @Override
  public @Nullable V value() {
    return entry == null ? null : entry.value;
  }

  @Override
  public @Nullable R result(Change<V> change) {
    return result;
  }

  @Override
  public boolean countsRead() {
    return true;
  }

  /** The entry as the processor sees it. Its changes take effect when the processor returns. */
  private final class Entry implements MutableEntry<K, V> {
    private final Claim<V> claim;
    private final @Nullable V initial;
    private @Nullable V value;
    private boolean wasRead;
    private boolean wasLoaded;
    private Action mutation = Action.NONE;

    /** Whether the processor has set or removed the value, so that a read does not load it. */
    private boolean wasChanged;

    private boolean ended;

    Entry(Claim<V> claim, @Nullable V initial) {
      this.claim = claim;
      this.initial = initial;
      this.value = initial;
    }

    Action netEffect() {
      if (mutation != Action.NONE) {
        return mutation;
      }
      if (wasLoaded && value != null) {
        return Action.LOAD;
      }
      boolean isUsed = wasRead || timeToLive != Expiry.UNCHANGED;
      return isUsed && initial != null ? Action.READ : Action.NONE;
    }

    @Override
    public boolean exists() {
      requireRunning();
      return value != null;
    }

    @Override
    public void remove() {
      requireRunning();
      wasChanged = true;
      boolean neverWas = mutation == Action.WRITE && initial == null && !wasLoaded;
      mutation = neverWas ? Action.NONE : Action.REMOVE;
      value = null;
    }

    @Override
    public K getKey() {
      return copies.key().apply(key);
    }

    @Override
    @SuppressWarnings("NullAway") // the specification returns null for an absent entry
    public V getValue() {
      requireRunning();
      if (!wasChanged && !wasRead) {
        wasRead = true;
        if (value == null && loader != null) {
          value = SharedLoad.load(claim, key, loader, copies.value());
          wasLoaded = value != null;
        }
      }
      return value == null ? null : copies.value().out(value);
    }

    @Override
    public void setValue(V newValue) {
      requireRunning();
      value = copies.value().apply(Objects.requireNonNull(newValue, "value must not be null"));
      mutation = Action.WRITE;
      wasChanged = true;
    }

    private void setTimeToLive(Duration time) {
      requireRunning();
      timeToLive = engine.times().nanos(time);
    }

    private void requireRunning() {
      if (ended) {
        throw new IllegalStateException(
            "the entry must not be used after the entry processor has returned");
      }
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      if (type.isInstance(this)) {
        return type.cast(this);
      }
      if (type == ExpiringEntry.class) {
        return type.cast((ExpiringEntry) this::setTimeToLive);
      }
      if (type == EntryMetadata.class) {
        requireRunning();
        EntryMetadata known = engine.times().of(key);
        if (known == null) {
          throw new IllegalStateException("there is no entry in the cache yet, or no longer");
        }
        return type.cast(known);
      }
      throw new IllegalArgumentException(
          "cannot unwrap an entry of a processor to " + type.getName());
    }
  }
}
