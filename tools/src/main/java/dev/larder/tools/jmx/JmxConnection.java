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
  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      // The JVM has ended, or the connection has failed: there is nothing left to close.
    }
  }
}
