package dev.larder.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither a configuration nor its URI makes Larder use a network. */
class NetworkTest {
  @TempDir Path folder;
  private Fixture files;
  private Network network;

  @BeforeEach
  void watch() throws IOException {
    files = new Fixture(folder);
    network = new Network();
  }

  @AfterEach
  void stopWatching() throws IOException {
    network.close();
  }

  private String here(String text) {
    return text.replace("HOST", "127.0.0.1:" + network.port());
  }

  @Test
  void network_connection_isRecorded() throws IOException {
    URL url = new URL(here("http://HOST/caches.conf"));
    var connection = url.openConnection();
    connection.setReadTimeout(1);
    assertThrows(IOException.class, connection::getInputStream);
    assertThat(network.attempts(), is(not(empty())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://HOST/caches.conf",
        "HTTPS://HOST/caches.conf",
        "ftp://HOST/caches.conf",
        "file://HOST/caches.conf",
        "file://127.0.0.1/caches.conf",
        "file:////127.0.0.1/caches.conf",
        "jar:http://HOST/app.jar!/caches.conf",
        "jar:file://HOST/app.jar!/caches.conf",
        "jar:file://127.0.0.1/app.jar!/caches.conf",
        "jar:file:////127.0.0.1/app.jar!/caches.conf",
        "jar:file:http://HOST/app.jar!/caches.conf",
        "jar:jar:http://HOST/app.jar!/inner.jar!/caches.conf",
        "classpath:http://HOST/caches.conf",
        "classpath://HOST/caches.conf"
      })
  void uri_onNetwork_makesNoConnection(String uri) throws IOException {
    assertThat(files.error(URI.create(here(uri))), containsString("configuration "));
    assertThat(network.attempts(), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include \"http://HOST/more.conf\"",
        "include url(\"http://HOST/more.conf\")",
        "include required(url(\"http://HOST/more.conf\"))",
        "include required(\"http://HOST/more.conf\")",
        "include file(\"http://HOST/more.conf\")",
        "include classpath(\"http://HOST/more.conf\")",
        "include url(\"jar:http://HOST/app.jar!/more.conf\")",
        "include \"jar:http:HOST/app.jar!/more.conf\"",
        "include url(\"ftp://HOST/more.conf\")",
        "include url(\"file://127.0.0.1/more.conf\")",
        "include package(\"http://HOST\", \"more.conf\")"
      })
  void include_onNetwork_makesNoConnection(String include) throws IOException {
    String error = files.errorIn(here(include), IncludePolicy.ALLOW, "/");
    assertThat(error, containsString("configuration books.conf:"));
    assertThat(network.attempts(), is(empty()));
  }

  @Test
  void setting_urlAsValue_makesNoConnection() throws IOException {
    for (String key : Schema.keys()) {
      String error = files.errorIn(here("defaults { " + key + " = \"http://HOST/x\", no = 1 }"));
      assertThat(error, containsString("books.conf:1"));
    }
    assertThat(network.attempts(), is(empty()));
  }
}
