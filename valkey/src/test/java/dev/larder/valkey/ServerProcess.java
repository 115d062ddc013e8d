package dev.larder.valkey;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.embedded.RedisExecProvider;

/**
 * A server in a process of its own, on the loopback interface. It is the one of the test
 * dependencies, or the program that the system property {@code larder.server} names. It stops with
 * this JVM.
 */
public final class ServerProcess implements AutoCloseable {
  private static final long START_SECONDS = 30;

  private final int port;
  private final List<String> command = new ArrayList<>();
  private final Path directory;
  private Process process;

  private ServerProcess(int port, String... settings) {
    this.port = port;
    try {
      directory = Files.createTempDirectory("larder-server");
      String named = System.getProperty("larder.server", "");
      File program = named.isEmpty() ? RedisExecProvider.defaultProvider().get() : new File(named);
      command.addAll(
          List.of(
              program.getAbsolutePath(),
              "--port",
              Integer.toString(port),
              "--bind",
              "127.0.0.1",
              "--save",
              "",
              "--dir",
              directory.toString()));
      command.addAll(List.of(settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** Starts a server. The settings are as on its command line: {@code --name value}. */
  public static ServerProcess start(String... settings) {
    return start(freePort(), settings);
  }

  /** Starts a server that takes encrypted connections only. */
  public static ServerProcess startEncrypted(Certificates certificates, String... settings) {
    int port = freePort();
    List<String> all = new ArrayList<>(certificates.serverSettings());
    all.addAll(List.of("--port", "0", "--tls-port", Integer.toString(port)));
    all.addAll(List.of(settings));
    return start(port, all.toArray(String[]::new));
  }

  /** Starts a server on a port. */
  public static ServerProcess start(int port, String... settings) {
    ServerProcess server = new ServerProcess(port, settings);
    server.restart();
    return server;
  }

  /** Starts a sentinel, which fails a master over to its replica after a second without answer. */
  public static ServerProcess startSentinel(String name, ServerProcess master) {
    ServerProcess sentinel = new ServerProcess(freePort());
    try {
      Path file =
          Files.writeString(
              sentinel.directory.resolve("sentinel.conf"),
              """
              port %d
              dir %s
              sentinel monitor %s 127.0.0.1 %d 1
              sentinel down-after-milliseconds %s 1000
              sentinel failover-timeout %s 3000
              """
                  .formatted(sentinel.port, sentinel.directory, name, master.port, name, name));
      String program = sentinel.command.get(0);
      sentinel.command.clear();
      sentinel.command.addAll(List.of(program, file.toString(), "--sentinel"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sentinel.restart();
    return sentinel;
  }

  /** Returns a port that no process uses at present. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts the process again after {@link #kill}, with the data that it has saved.
   *
   * @param settings are added to those of the first start
   */
  public void restart(String... settings) {
    try {
      List<String> all = new ArrayList<>(command);
      all.addAll(List.of(settings));
      process =
          new ProcessBuilder(all)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
      while (!accepts()) {
        if (!process.isAlive() || System.nanoTime() - deadline > 0) {
          throw new IllegalStateException(
              "the server does not start: " + Files.readString(directory.resolve("log")));
        }
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the TCP port. */
  public int port() {
    return port;
  }

  /** Returns the address for {@link ValkeyConfiguration#of}. */
  public String address() {
    return "redis://127.0.0.1:" + port;
  }

  /** Ends the process at once. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops the process without ending it. */
  public void suspend() {
    signal("STOP");
  }

  /** Lets a stopped process go on. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the process, and deletes its files. */
  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException e) {
      return; // a temporary folder
    }
  }
}
