package dev.larder.valkey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a client and its server. While it is hungry, requests reach the server, but the
 * replies do not reach the client: the connection is cut instead.
 */
final class ReplyEater implements AutoCloseable {
  private final ServerSocket door;
  private final int port;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean isHungry;
  private volatile String last = "";

  ReplyEater(int port) {
    this.port = port;
    try {
      door = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "reply-eater");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(client);
        sockets.add(server);
        start(() -> pass(client, server, false));
        start(() -> pass(server, client, true));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void pass(Socket from, Socket to, boolean isReply) {
    byte[] buffer = new byte[8_192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!isReply && !last.isEmpty() && new String(buffer, 0, count, UTF_8).contains(last)) {
          isHungry = true;
          door.close();
        }
        if (isReply && isHungry) {
          isHungry = false;
          return;
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      return; // the other direction has ended
    }
  }

  /** Eats the reply to a command, and takes no connections any more. */
  void eatNextAfter(String command) {
    last = command;
  }

  /** Eats the next reply of any connection. */
  void eatNext() {
    isHungry = true;
  }

  String address() {
    return "redis://127.0.0.1:" + door.getLocalPort();
  }

  @Override
  public void close() {
    try {
      door.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
