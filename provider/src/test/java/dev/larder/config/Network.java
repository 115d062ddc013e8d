package dev.larder.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Records attempts to use a network: the requests of the JDK for a proxy, of any protocol, and
 * connections to a server on this host.
 */
final class Network extends ProxySelector implements AutoCloseable {
  private final ProxySelector before = ProxySelector.getDefault();
  private final List<URI> asked = new CopyOnWriteArrayList<>();
  private final ServerSocket server;

  Network() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    server.setSoTimeout(1);
    ProxySelector.setDefault(this);
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public List<Proxy> select(URI uri) {
    asked.add(uri);
    return List.of(Proxy.NO_PROXY);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

  /** Returns the attempts. A connection waits in the queue of the server until it is accepted. */
  List<URI> attempts() throws IOException {
    try {
      server.accept().close();
      asked.add(URI.create("socket://127.0.0.1:" + port()));
    } catch (SocketTimeoutException e) {
      // There is no connection.
    }
    return List.copyOf(asked);
  }

  @Override
  public void close() throws IOException {
    ProxySelector.setDefault(before);
    server.close();
  }
}
