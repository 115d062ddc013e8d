package dev.larder.testkit.model;

import java.util.ArrayList;
import java.util.List;

/** Records the calls of loader, writer and policy during one step. Thread-safe. */
final class Journal {
  private final List<String> loader = new ArrayList<>();
  private final List<String> writer = new ArrayList<>();
  private final List<String> expiry = new ArrayList<>();
  private final List<Box> lent = new ArrayList<>();
  private final boolean scribbles;
  private int number;

  /**
   * Creates an empty journal.
   *
   * @param scribbles whether to change the values passed to the cache after the step
   */
  Journal(boolean scribbles) {
    this.scribbles = scribbles;
  }

  synchronized void begin(int newNumber) {
    number = newNumber;
  }

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

  /** Returns a new value to pass to the cache. */
  synchronized Box lend(int value) {
    Box box = Boxes.of(value);
    if (scribbles) {
      lent.add(box);
    }
    return box;
  }

  /** Returns the number of a value that the cache returned; the box may be changed afterwards. */
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
