package dev.larder.testkit.model;

import java.util.ArrayList;
import java.util.List;

/** What loader, writer and policy of a cache are asked in one step. Thread-safe. */
final class Journal {
  private final List<String> loader = new ArrayList<>();
  private final List<String> writer = new ArrayList<>();
  private final List<String> expiry = new ArrayList<>();
  private final List<Box> lent = new ArrayList<>();
  private final boolean scribbles;
  private int number;

  /**
   * Makes an empty one.
   *
   * @param scribbles whether to change what was handed to the cache, once the step is done
   */
  Journal(boolean scribbles) {
    this.scribbles = scribbles;
  }

  synchronized void begin(int newNumber) {
    number = newNumber;
  }

  /** The number of the present step. */
  synchronized int number() {
    return number;
  }

  synchronized void load(String call) {
    loader.add(call);
  }

  synchronized void write(String call) {
    writer.add(call);
  }

  synchronized void expire(String call) {
    expiry.add(call);
  }

  /** A value on its way to the cache. */
  synchronized Box lend(int value) {
    Box box = Boxes.of(value);
    if (scribbles) {
      lent.add(box);
    }
    return box;
  }

  /** The number of a value that came out of the cache, which is of no use to anybody else then. */
  int read(Box box) {
    int read = box.number();
    if (scribbles) {
      box.scribble();
    }
    return read;
  }

  synchronized void end(Observation observation) {
    lent.forEach(Box::scribble);
    lent.clear();
    move(loader, observation.loader);
    move(writer, observation.writer);
    move(expiry, observation.expiry);
  }

  private static void move(List<String> from, List<String> to) {
    to.addAll(from);
    from.clear();
  }
}
