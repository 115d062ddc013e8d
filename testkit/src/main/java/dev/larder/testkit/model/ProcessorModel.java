package dev.larder.testkit.model;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One run of an entry processor. Only its net effect takes place, after the run, and counts as one
 * change.
 */
final class ProcessorModel {
  private enum Change {
    NONE,
    SET,
    REMOVED
  }

  private static final String EXCEPTION = "EntryProcessorException";

  private final int key;
  private final Contents contents;
  private final IntegrationModel integrationModel;
  private final @Nullable Integer initial;
  private @Nullable Integer value;
  private boolean read;
  private boolean loaded;

  /** Whether the processor has set or removed the value; it is then not loaded. */
  private boolean changed;

  private Change change = Change.NONE;

  ProcessorModel(int key, Contents contents, IntegrationModel integrationModel) {
    this.key = key;
    this.contents = contents;
    this.integrationModel = integrationModel;
    this.initial = contents.find(key);
    this.value = initial;
  }

  /** "A hit occurs when the key exists in the cache", whatever the processor does afterwards. */
  boolean present() {
    return initial != null;
  }

  /** Returns the result of the processor, or null if it read no value. */
  @Nullable String run(Step step) {
    StringJoiner seen = new StringJoiner(",");
    for (int i = 0; i < step.acts().size(); i++) {
      switch (step.acts().get(i)) {
        case EXISTS -> seen.add(Boolean.toString(value != null));
        case GET -> seen.add(String.valueOf(get()));
        case SET -> set(step.value(key, i));
        case REMOVE -> remove();
        case FAIL -> throw new ModelException(EXCEPTION);
      }
    }
    return seen.length() == 0 ? null : seen.toString();
  }

  @Nullable Integer get() {
    if (!changed && !read) {
      read = true;
      if (value == null && integrationModel.readsThrough()) {
        value = load();
        loaded = value != null;
      }
    }
    return value;
  }

  private @Nullable Integer load() {
    try {
      return integrationModel.load(key);
    } catch (ModelException e) {
      throw new ModelException(EXCEPTION);
    }
  }

  void set(int newValue) {
    value = newValue;
    change = Change.SET;
    changed = true;
  }

  /** An entry that the processor itself created leaves no trace when removed. */
  void remove() {
    boolean neverWas = change == Change.SET && initial == null && !loaded;
    change = neverWas ? Change.NONE : Change.REMOVED;
    value = null;
    changed = true;
  }

  /** Carries out the net effect. */
  void commit(SingleModel single, StepState stepState) {
    boolean accessed = read && initial != null;
    Integer result = value;
    if (change == Change.REMOVED) {
      // The specification does not say whether the policy is called for a value that is read and
      // then removed.
      stepState.seen().anyExpiry |= accessed;
      single.remove(key);
    } else if (change == Change.SET && result != null) {
      long access = accessed ? contents.accessLifetime() : ExpiryModel.UNCHANGED;
      long lifetime = contents.lifetime(key);
      integrationModel.write(key, result);
      boolean stored =
          contents.set(key, result, lifetime == ExpiryModel.UNCHANGED ? access : lifetime);
      if (stored || initial != null) {
        stepState.countPut();
      }
    } else if (loaded && result != null) {
      contents.set(key, result, contents.lifetime(key));
    } else if (accessed) {
      contents.access(key);
    }
  }
}
