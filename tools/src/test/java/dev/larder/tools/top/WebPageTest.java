package dev.larder.tools.top;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.tools.UnusableInputException;
import dev.larder.tools.figures.Watch;
import dev.larder.tools.jmx.ConnectorServer;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebPageTest {
  private final LarderCachingProvider provider = new LarderCachingProvider();
  private final HttpClient client = HttpClient.newHttpClient();
  private ConnectorServer server;
  private WebPage page;

  @BeforeEach
  void start() throws Exception {
    provider
        .getCacheManager()
        .createCache(
            "bücher <&> \"x\"",
            LarderConfiguration.builder(String.class, String.class)
                .maximumSize(7)
                .statistics()
                .management()
                .build());
    server = ConnectorServer.start();
    page = WebPage.start(Watches.of(server), 0);
  }

  @AfterEach
  void stop() throws Exception {
    page.close();
    server.close();
    provider.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(page.address() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void page_loaded_hasNoOutsideResources() throws Exception {
    for (String file : new String[] {"", "top.js", "top.css"}) {
      HttpResponse<String> answer = get(file);
      assertThat(answer.statusCode(), is(200));
      String text = answer.body().replace("http://www.w3.org/2000/svg", "");
      assertThat(text, not(containsString("http:")));
      assertThat(text, not(containsString("https:")));
      assertThat(text, not(containsString("url(")));
      assertThat(
          answer.headers().firstValue("Content-Security-Policy").orElse(""),
          startsWith("default-src 'none'"));
    }
  }

  @Test
  void figures_asked_areJson() throws Exception {
    HttpResponse<String> answer = get("figures.json");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""), is("application/json"));
    assertThat(answer.body(), containsString("\"cache\":\"bücher <&> \\\"x\\\"\""));
    assertThat(answer.body(), containsString("\"Maximum\":7"));
    assertThat(answer.body(), containsString("\"hitRatioHistory\":"));
  }

  @Test
  void configuration_asked_isThatOfTheCache() throws Exception {
    HttpResponse<String> answer =
        get("configuration.txt?manager=larder.default&cache=b%C3%BCcher+%3C%26%3E+%22x%22");
    assertThat(answer.body(), containsString("maximum-size=7"));
    assertThat(get("configuration.txt?cache=none").body(), is(""));
    assertThat(get("configuration.txt").body(), is(""));
  }

  @Test
  void request_unknownPath_isNotFound() throws Exception {
    assertThat(get("../pom.xml").statusCode(), is(404));
    assertThat(get("top.html").statusCode(), is(404));
  }

  @Test
  void request_otherMethod_isRefused() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(page.address()))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode(), is(405));
  }

  /** Another page could otherwise read the figures, by a name that leads to the loopback. */
  @Test
  void request_otherHostName_isRefused() throws Exception {
    URI address = URI.create(page.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /figures.json HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      try (InputStream in = socket.getInputStream()) {
        String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer, startsWith("HTTP/1.1 403"));
        assertThat(answer, not(containsString("Maximum")));
      }
    }
  }

  @Test
  void start_portInUse_isRefused() {
    int port = URI.create(page.address()).getPort();
    Watch watch = Watches.of(server);
    Exception refused =
        assertThrows(UnusableInputException.class, () -> WebPage.start(watch, port));
    assertThat(refused.getMessage(), startsWith("--web: port " + port + " cannot be used"));
  }
}
