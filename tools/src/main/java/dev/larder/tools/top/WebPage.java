package dev.larder.tools.top;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.larder.tools.UnusableInputException;
import dev.larder.tools.figures.CacheId;
import dev.larder.tools.figures.Sample;
import dev.larder.tools.figures.Watch;
import dev.larder.tools.report.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * A page for browsers of this machine. It listens on the loopback interface, answers nothing but
 * GET, and refuses requests under another host name, so that no other page can read the figures.
 */
public final class WebPage implements AutoCloseable {
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");

  /** The page, its script and its style, and what they are. */
  private static final Map<String, String> FILES =
      Map.of(
          "/", "text/html; charset=utf-8",
          "/top.js", "text/javascript; charset=utf-8",
          "/top.css", "text/css; charset=utf-8");

  private final Watch watch;
  private final HttpServer server;

  /** A request that is not sent to its end, or waits for the JVM, must not block the others. */
  private final ExecutorService threads = Executors.newCachedThreadPool(WebPage::daemon);

  private WebPage(Watch watch, HttpServer server) {
    this.watch = watch;
    this.server = server;
  }

  /**
   * Serves the page until the thread is interrupted, the process ends, or the connection to the JVM
   * is lost.
   *
   * @param port 0 for any free port
   */
  public static void serve(Watch watch, int port, PrintWriter out)
      throws IOException, InterruptedException {
    try (WebPage page = start(watch, port)) {
      out.println(
          watch.connection().name() + " is shown at " + page.address() + " - Ctrl-C ends it");
      out.flush();
      while (true) {
        Thread.sleep(watch.interval().toMillis());
        watch.sample();
      }
    }
  }

  /**
   * Starts the server, and takes the first sample.
   *
   * @throws UnusableInputException if the port is in use
   */
  public static WebPage start(Watch watch, int port) throws IOException {
    watch.sample();
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      WebPage page = new WebPage(watch, server);
      server.createContext("/", page::answer);
      server.setExecutor(page.threads);
      server.start();
      return page;
    } catch (BindException e) {
      throw new UnusableInputException(
          "--web: port " + port + " cannot be used: " + e.getMessage() + "; 0 takes a free one");
    }
  }

  /** Returns the address of the page. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "larder-top-web");
    thread.setDaemon(true);
    return thread;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String host = exchange.getRequestHeaders().getFirst("Host");
      String path = exchange.getRequestURI().getPath();
      if (host == null || !LOOPBACK.matcher(host).matches()) {
        send(exchange, 403, "text/plain", "refused: the host must be localhost".getBytes(UTF_8));
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, "text/plain", "refused: only GET".getBytes(UTF_8));
      } else if (path.equals("/figures.json")) {
        send(exchange, 200, "application/json", figures().getBytes(UTF_8));
      } else if (path.equals("/configuration.txt")) {
        String query = exchange.getRequestURI().getRawQuery();
        send(exchange, 200, "text/plain; charset=utf-8", configuration(query).getBytes(UTF_8));
      } else if (FILES.containsKey(path)) {
        send(exchange, 200, FILES.get(path), file(path));
      } else {
        send(exchange, 404, "text/plain", "not found".getBytes(UTF_8));
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] file(String path) throws IOException {
    String name = path.equals("/") ? "top.html" : path.substring(1);
    try (InputStream bytes =
        Objects.requireNonNull(
            WebPage.class.getResourceAsStream("/dev/larder/tools/top/" + name), name)) {
      return bytes.readAllBytes();
    }
  }

  private String figures() {
    Sample last = watch.history().last().orElseThrow();
    return Json.line(new TopJson(watch, true).whole(last));
  }

  private String configuration(String query) throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (String field : (query == null ? "" : query).split("&", -1)) {
      String[] parts = field.split("=", 2);
      fields.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    CacheId id =
        new CacheId(
            fields.getOrDefault("manager", ""),
            fields.getOrDefault("cache", ""),
            fields.getOrDefault("instance", ""));
    return watch.configuration(id);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
