package dev.larder.clients;

import dev.larder.LarderConfiguration;
import dev.larder.valkey.ValkeyConfiguration;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import redis.embedded.RedisExecProvider;

/** The server of the suites that run on one, on the loopback interface; it stops with this JVM. */
final class SuiteServer {
  private static final int PORT = start();

  private SuiteServer() {}

  /** Returns a configuration with its entries on the server. */
  static <K, V> LarderConfiguration<K, V> configuration(String parameters) {
    return new LarderConfiguration<K, V>()
        .setStoreFactory(ValkeyConfiguration.of("redis://127.0.0.1:" + PORT + "?" + parameters));
  }

  private static int start() {
    try {
      int port;
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
      File program = RedisExecProvider.defaultProvider().get();
      Process process =
          new ProcessBuilder(
                  List.of(
                      program.getAbsolutePath(),
                      "--port",
                      Integer.toString(port),
                      "--bind",
                      "127.0.0.1",
                      "--save",
                      ""))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      for (int i = 0; i < 300; i++) {
        try (Socket socket = new Socket()) {
          socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
          return port;
        } catch (IOException e) {
          Thread.sleep(100); // Poll: the server does not notify.
        }
      }
      throw new IllegalStateException("the server did not start");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
