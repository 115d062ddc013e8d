package dev.larder.testkit.model;

import org.jspecify.annotations.Nullable;

/** The operations on one key, written from the specification's javadoc. */
final class SingleModel {
  private final Contents contents;
  private final IntegrationModel integrationModel;
  private final StepState stepState;

  SingleModel(Contents contents, IntegrationModel integrationModel, StepState stepState) {
    this.contents = contents;
    this.integrationModel = integrationModel;
    this.stepState = stepState;
  }

  /** Performs a step, and returns its result. */
  @Nullable Object perform(Step step) {
    return perform(step.op(), step.key(), step.other(), step.value(step.key()));
  }

  /** Performs an operation on a key, and returns its result. */
  @Nullable Object perform(Op op, int key, int expected, int value) {
    try {
      return switch (op) {
        case GET -> get(key);
        case PUT -> put(key, value);
        case REMOVE -> remove(key);
        default -> readAndChange(op, key, expected, value);
      };
    } finally {
      contents.release(key);
    }
  }

  /** A miss is counted "even though the cache will load and return the value". */
  private @Nullable Integer get(int key) {
    Integer found = contents.find(key);
    stepState.countRead(found != null);
    if (found != null) {
      contents.access(key);
      return found;
    }
    Integer loaded = integrationModel.readsThrough() ? integrationModel.load(key) : null;
    if (loaded != null) {
      contents.set(key, loaded, contents.lifetime(key));
    }
    return loaded;
  }

  /** Writes through, then stores; "if thrown the cache mutation will not occur". */
  boolean write(int key, int value) {
    boolean present = contents.find(key) != null;
    long lifetime = contents.lifetime(key);
    integrationModel.write(key, value);
    boolean stored = contents.set(key, value, lifetime);
    // An update is a put "even if it is immediately evicted".
    if (stored || present) {
      stepState.countPut();
    }
    return stored;
  }

  /** Deletes through, then removes: "even if no mapping for the key exists". */
  boolean remove(int key) {
    contents.find(key);
    integrationModel.delete(key);
    boolean removed = contents.remove(key);
    if (removed) {
      stepState.countRemoval();
    }
    return removed;
  }

  private String put(int key, int value) {
    write(key, value);
    return Model.VOID;
  }

  /** Performs an operation that depends on the old value or returns it, which counts as a read. */
  private @Nullable Object readAndChange(Op op, int key, int expected, int value) {
    Integer before = contents.find(key);
    boolean same = before != null && before == expected;
    Object result =
        switch (op) {
          case PUT_IF_ABSENT -> before == null && write(key, value);
          case GET_AND_PUT -> {
            write(key, value);
            yield before;
          }
          case GET_AND_REMOVE -> {
            remove(key);
            yield before;
          }
          case REPLACE, GET_AND_REPLACE -> {
            if (before != null) {
              write(key, value);
            }
            yield op == Op.REPLACE ? (Object) (before != null) : before;
          }
          case REMOVE_SAME, REPLACE_SAME -> {
            if (same && op == Op.REMOVE_SAME) {
              remove(key);
            } else if (same) {
              write(key, value);
            } else if (before != null) {
              // The value is read for the comparison, which is an access even if it differs.
              contents.access(key);
            }
            yield same;
          }
          default -> throw new IllegalArgumentException(op.toString());
        };
    stepState.countRead(before != null);
    return result;
  }
}
