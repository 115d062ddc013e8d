package dev.larder.tools.figures;

import dev.larder.tools.jmx.JmxConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Watches the caches of a JVM: takes samples, and keeps their history.
 *
 * @param connection the JVM
 * @param interval the time between two samples
 * @param reads recorded reads of its caches, for advice
 */
public record Watch(
    JmxConnection connection,
    BeanReader reader,
    History history,
    Duration interval,
    List<RecordedReads> reads) {

  /** Creates a watch without samples. */
  public static Watch of(JmxConnection connection, Duration interval, List<RecordedReads> reads) {
    return new Watch(
        connection, new BeanReader(connection.beans()), new History(), interval, reads);
  }

  /**
   * Takes a sample, and adds it to the history.
   *
   * @throws IOException if the JVM does not answer; the message names it
   */
  public Sample sample() throws IOException {
    try {
      Sample sample = reader.read();
      history.add(sample);
      return sample;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /**
   * Returns the effective configuration of a cache; empty if its provider does not tell.
   *
   * @throws IOException if the JVM does not answer; the message names it
   */
  public String configuration(CacheId id) throws IOException {
    try {
      return reader.configuration(id);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private IOException lost(IOException e) {
    return new IOException(
        "the connection to " + connection.name() + " is lost; has the JVM ended?", e);
  }

  /** Returns what the figures of a cache suggest. */
  public List<String> advice(Activity cache) {
    return Advice.of(
        cache, reads.stream().filter(recorded -> recorded.isOf(cache.id())).findFirst());
  }
}
