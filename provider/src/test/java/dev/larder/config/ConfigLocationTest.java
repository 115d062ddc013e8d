package dev.larder.config;

import static dev.larder.config.Fixture.books;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.cache.CacheException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLocationTest {
  private static final String SEVEN = "caches { books { maximum-size = 7 } }";

  @TempDir Path folder;
  private Fixture files;

  @BeforeEach
  void openFolder() {
    files = new Fixture(folder);
  }

  private static ManagerConfiguration load(String uri, ClassLoader loader) {
    return ManagerConfiguration.load(URI.create(uri), loader, new Properties());
  }

  private URLClassLoader classPath(Path... entries) throws IOException {
    URL[] urls = new URL[entries.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = entries[i].toUri().toURL();
    }
    return new URLClassLoader(urls, Fixture.LOADER);
  }

  private Path jar(Map<String, String> entries) throws IOException {
    Path jar = folder.resolve("app with space.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new JarEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  @Test
  void defaultUri_resourcePresent_readsLarderConf() throws IOException {
    files.write("larder.conf", SEVEN);
    try (URLClassLoader loader = classPath(folder)) {
      var configuration = load("larder:default", loader);
      assertThat(configuration.cacheNames(), contains("books"));
      assertThat(
          configuration.resolve("books", null).description(),
          containsString("maximum-size=7 (larder.conf:1)"));
    }
  }

  @Test
  void defaultUri_noResource_hasNoCaches() {
    assertThat(load("larder:default", Fixture.LOADER).cacheNames(), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"classpath:conf/caches.conf", "classpath:/conf/caches.conf"})
  void classpathUri_resourcePresent_readsItAndItsIncludes(String uri) throws IOException {
    files.write("conf/caches.conf", "include \"more.conf\"");
    files.write("conf/more.conf", "include \"../top.conf\"\ninclude classpath(\"conf/last.conf\")");
    files.write("top.conf", SEVEN);
    files.write("conf/last.conf", "defaults { statistics = on }");
    try (URLClassLoader loader = classPath(folder)) {
      assertThat(books(load(uri, loader)).getMaximumSize(), is(7L));
      assertThat(books(load(uri, loader)).isStatisticsEnabled(), is(true));
    }
  }

  @Test
  void classpathUri_includeOfFile_fails() throws IOException {
    Path secret = new Fixture(folder.resolve("away")).write("secret.conf", SEVEN);
    files.write("cp/caches.conf", "include file(\"" + secret + "\")");
    try (URLClassLoader loader = classPath(folder.resolve("cp"))) {
      CacheException error =
          assertThrows(CacheException.class, () -> load("classpath:caches.conf", loader));
      assertThat(error.getMessage(), containsString("refused: it is outside of []"));
    }
  }

  @Test
  void classpathUri_missingResource_failsWithLoader() {
    String error = files.error(URI.create("classpath:nowhere.conf"));
    assertThat(
        error,
        startsWith(
            "configuration classpath:nowhere.conf not read: no such resource on the class path"));
  }

  @Test
  void classpathUri_includeAboveRoot_fails() throws IOException {
    files.write("cp/caches.conf", "include \"../../secret.conf\"");
    try (URLClassLoader loader = classPath(folder.resolve("cp"))) {
      CacheException error =
          assertThrows(CacheException.class, () -> load("classpath:caches.conf", loader));
      assertThat(
          error.getMessage(),
          is(
              "configuration classpath:caches.conf:1: include of ../../secret.conf refused: it"
                  + " leaves its class path or jar"));
    }
  }

  @Test
  void jarUri_entryPresent_readsItAndItsIncludes() throws IOException {
    Path jar = jar(Map.of("conf/caches.conf", "include \"more.conf\"", "conf/more.conf", SEVEN));
    var configuration = load("jar:" + jar.toUri() + "!/conf/caches.conf", Fixture.LOADER);
    assertThat(books(configuration).getMaximumSize(), is(7L));
    Files.delete(jar);
  }

  @Test
  void jarUri_missingEntry_fails() throws IOException {
    Path jar = jar(Map.of("other.conf", SEVEN));
    String error = files.error(URI.create("jar:" + jar.toUri() + "!/caches.conf"));
    assertThat(error, containsString("!/caches.conf not read: "));
  }

  @Test
  void fileUri_relativePath_isRead() {
    String error = files.error(URI.create("file:surely/nowhere.conf"));
    assertThat(error, containsString("surely/nowhere.conf not read: no such file"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"my-manager", "larder://default", "urn:x", "org.acme.Manager", "a/b/c"})
  void otherUri_onlyAName_readsNoFile(String uri) {
    assertThat(load(uri, Fixture.LOADER).cacheNames(), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/caches.conf",
        "https://127.0.0.1:1/caches.conf",
        "FTP://127.0.0.1/caches.conf",
        "jar:http://127.0.0.1:1/app.jar!/caches.conf",
        "file://server/share/caches.conf"
      })
  void networkUri_anyScheme_fails(String uri) {
    String error = files.error(URI.create(uri));
    assertThat(error, startsWith("configuration URI " + uri + " refused: "));
    assertThat(error, containsString("accepted: file:/path/caches.conf, classpath:caches.conf"));
  }

  @Test
  void relativeUri_nameOfFile_fails() {
    assertThat(
        files.error(URI.create("conf/caches.conf")),
        startsWith("configuration URI conf/caches.conf refused: it looks like a file"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vfs:/content/shop.war/WEB-INF/classes/caches.conf",
        "bundleresource://12.fwk1/caches.conf",
        "resource:/caches.conf",
        "war:file:/srv/shop.war*/WEB-INF/classes/caches.conf",
        "wsjar:file:/srv/shop.jar!/caches.conf"
      })
  void containerUri_noHandler_fails(String uri) {
    assertThat(
        files.error(URI.create(uri)),
        startsWith("configuration URI " + uri + " refused: this JVM has no handler for it"));
  }

  @Test
  void jrtUri_resourceOfModule_isRead() {
    assertThat(
        files.error(URI.create("jrt:/java.base/nowhere.conf")),
        startsWith("configuration jrt:/java.base/nowhere.conf not read: "));
    // The file exists, but its keys are not those of Larder.
    assertThat(
        files.error(URI.create("jrt:/java.logging/sun/logging/resources/logging.properties")),
        containsString("logging"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ehcache.xml", "caches.yaml", "caches.yml", "conf/caches.conf"})
  void relativeUri_knownExtension_failsWithReason(String uri) {
    assertThat(
        files.error(URI.create(uri)),
        startsWith(
            "configuration URI "
                + uri
                + " refused: it looks like a file, and does not say where the file is; accepted: "));
  }

  @Test
  void unknownScheme_knownExtension_fails() {
    assertThat(
        files.error(URI.create("s3:bucket/caches.conf")),
        startsWith(
            "configuration URI s3:bucket/caches.conf refused: it looks like a file, and s3: is not"
                + " known; accepted: "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"war:http://127.0.0.1:1/x.war!/caches.conf", "zip:ftp://127.0.0.1/x.conf"})
  void containerUri_nestedNetworkUrl_fails(String uri) {
    assertThat(
        files.error(URI.create(uri)),
        containsString(" refused: configuration is never read over a network"));
  }

  @Test
  void refusedUri_withPassword_hidesIt() {
    assertThat(
        files.error(URI.create("http://user:hunter2@localhost/caches.conf")),
        startsWith("configuration URI http://localhost/caches.conf refused: "));
  }
}
