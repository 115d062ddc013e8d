package dev.larder.testkit.promise;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A key with the same hash code as all others of its class, which may fail. Counts comparisons. */
final class FaultyKey implements Comparable<FaultyKey>, Serializable {
  private static final long serialVersionUID = 1;
  private static final LongAdder CALLS = new LongAdder();

  private final int number;
  // Transient: a copy stored by value does not fail, only the caller's own key does.
  private final transient @Nullable Fault fault;

  enum Fault {
    EQUALS,
    HASH_CODE,
    SERIALIZATION
  }

  private FaultyKey(int number, @Nullable Fault fault) {
    this.number = number;
    this.fault = fault;
  }

  static FaultyKey colliding(int number) {
    return new FaultyKey(number, null);
  }

  static FaultyKey failing(int number, Fault fault) {
    return new FaultyKey(number, fault);
  }

  static long calls() {
    return CALLS.sum();
  }

  static void forgetCalls() {
    CALLS.reset();
  }

  private void failOn(Fault now) {
    if (fault == now) {
      throw new IllegalStateException("the key's own failure: " + now);
    }
  }

  @Override
  public int compareTo(FaultyKey other) {
    CALLS.increment();
    return Integer.compare(number, other.number);
  }

  @Override
  public boolean equals(Object other) {
    CALLS.increment();
    failOn(Fault.EQUALS);
    return other instanceof FaultyKey nasty && nasty.number == number;
  }

  @Override
  public int hashCode() {
    failOn(Fault.HASH_CODE);
    return 42;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    failOn(Fault.SERIALIZATION);
    out.defaultWriteObject();
  }
}
