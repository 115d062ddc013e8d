package dev.larder.clinic;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application, in a process of its own, by HTTP. */
class ClinicApplicationIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** The start of the addresses of a PostgreSQL server, which {@code .ci/run} starts if it can. */
  private static final String POSTGRES = System.getenv("LARDER_POSTGRES");

  @TempDir private static Path folder;
  private static int port;
  private static Process process;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Path log = folder.resolve("log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("application.jar"),
                "--server.address=127.0.0.1",
                "--server.port=" + port));
    if (hasPostgres()) {
      command.add(
          "--billing.url=%s/%s?user=larder"
              .formatted(POSTGRES, System.getProperty("application.database")));
    }
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!isUp()) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new IllegalStateException("the application does not start: " + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(100); // Poll: the process does not notify.
    }
  }

  private static boolean hasPostgres() {
    return POSTGRES != null && !POSTGRES.isEmpty();
  }

  private static boolean isUp() throws InterruptedException {
    try {
      return send("GET", "/actuator/health", "").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    process.destroy();
    assertThat("ends in time", process.waitFor(30, TimeUnit.SECONDS), is(true));
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = send("GET", path, "");
    assertThat(path + ": " + response.body(), response.statusCode(), is(200));
    return response.body();
  }

  @Test
  void databases_second_isTheOneThatWasGiven() throws Exception {
    assertThat(get("/databases"), is("[\"H2\",\"" + (hasPostgres() ? "PostgreSQL" : "H2") + "\"]"));
  }

  @Test
  void entities_ofBothDatabases_areInTheSecondLevelCache() throws Exception {
    send("PUT", "/owners/1", "George");
    send("PUT", "/invoices/1", "250");
    for (int i = 0; i < 3; i++) {
      assertThat(get("/owners/1"), is("George"));
      assertThat(get("/invoices/1"), is("250"));
    }
    send("PUT", "/owners/1", "Betty");
    assertThat("an update is seen", get("/owners/1"), is("Betty"));
    String[] hits = get("/second-level-hits").replaceAll("[\\[\\]]", "").split(",");
    assertThat("hits of owners", Integer.parseInt(hits[0]) >= 3, is(true));
    assertThat("hits of invoices", Integer.parseInt(hits[1]) >= 3, is(true));
    String shown = get("/actuator/larder");
    assertThat(shown, containsString("\"dev.larder.clinic.Owner\""));
    assertThat(shown, containsString("\"dev.larder.clinic.Invoice\""));
  }

  @Test
  void cachedMethod_isCalledOnce_untilEvicted() throws Exception {
    String first = get("/vets");
    assertThat(get("/vets"), is(first));
    send("DELETE", "/vets", "");
    assertThat(get("/vets").equals(first), is(false));
  }

  @Test
  void cachedMethod_oldValue_isReloaded() throws Exception {
    String first = get("/prices/vaccination");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (get("/prices/vaccination").equals(first)) {
      assertThat("reloaded in time", System.nanoTime() - end < 0, is(true));
      TimeUnit.MILLISECONDS.sleep(10); // Poll: a reload does not notify.
    }
  }

  @Test
  void health_showsTheCaches() throws Exception {
    assertThat(get("/actuator/health/larder"), containsString("\"status\":\"UP\""));
  }

  @Test
  void endpointAndMetrics_showTheCaches() throws Exception {
    get("/vets");
    get("/vets");
    String vets = get("/actuator/larder/vets");
    assertThat(vets, containsString("maximum-size=20 (property larder.caches.vets.maximum-size)"));
    assertThat(
        "where it is set",
        get("/actuator/larder"),
        containsString(
            "\"larder.caches.vets.maximum-size\":\"class path resource [application.yml]"));
    assertThat(send("GET", "/actuator/larder/nothing", "").statusCode(), is(404));
    assertThat(
        get("/actuator/metrics/larder.maximum?tag=cache:vets"), containsString("\"value\":20.0"));
    assertThat(get("/actuator/metrics/cache.gets?tag=cache:vets"), containsString("result"));
  }
}
