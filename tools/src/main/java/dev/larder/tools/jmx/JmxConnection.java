package dev.larder.tools.jmx;

import java.io.IOException;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;

/**
 * An open connection to the MBeans of a JVM.
 *
 * @param name the JVM, for messages and headings
 */
public record JmxConnection(String name, JMXConnector connector, MBeanServerConnection beans)
    implements AutoCloseable {
  private static final long MOST_MILLIS = 1_000;

  /** Closes the connection, in a thread of its own: the JVM may not answer. */
  @Override
  public void close() {
    Thread closing = new Thread(this::closeConnector, "larder-jmx-close");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(MOST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeConnector() {
    try {
      connector.close();
    } catch (IOException e) {
      // The JVM has ended, or the connection has failed: there is nothing left to close.
    }
  }
}
