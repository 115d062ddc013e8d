package dev.larder.tools.jmx;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;

/** A JMX server in this JVM, on the loopback interface. */
public record ConnectorServer(JMXConnectorServer server) implements AutoCloseable {
  public static ConnectorServer start() throws IOException {
    return start(Map.of());
  }

  /** Starts a server that wants a user name and a password. */
  static ConnectorServer start(JMXAuthenticator authenticator) throws IOException {
    return start(Map.of(JMXConnectorServer.AUTHENTICATOR, authenticator));
  }

  private static ConnectorServer start(Map<String, ?> environment) throws IOException {
    JMXConnectorServer server =
        JMXConnectorServerFactory.newJMXConnectorServer(
            new JMXServiceURL("service:jmx:rmi://127.0.0.1"),
            environment,
            ManagementFactory.getPlatformMBeanServer());
    server.start();
    return new ConnectorServer(server);
  }

  public String address() {
    return server.getAddress().toString();
  }

  public JmxConnection connect() {
    return new JmxTarget(address(), null, null).connect();
  }

  @Override
  public void close() throws IOException {
    server.stop();
  }
}
