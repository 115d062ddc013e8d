package dev.larder.valkey;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.spec.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections with TLS. */
@Timeout(120)
class EncryptionTest {
  @TempDir private static Path folder;
  private static Certificates certificates;
  private final Managers managers = new Managers();

  @BeforeAll
  static void create() {
    certificates = new Certificates(folder, "ip:127.0.0.1");
  }

  @AfterEach
  void close() {
    managers.close();
  }

  private static String address(ServerProcess server) {
    return "rediss://127.0.0.1:" + server.port();
  }

  private String refused(String address) {
    CacheException thrown = assertThrows(CacheException.class, () -> managers.cache(address));
    return String.valueOf(thrown.getMessage());
  }

  @Test
  void operations_encrypted_work() {
    try (ServerProcess server = ServerProcess.startEncrypted(certificates)) {
      Cache<String, String> cache =
          managers.cache(address(server) + certificates.trusting() + "&events=cluster");
      cache.put("k", "v");
      assertThat(cache.replace("k", "v", "w"), is(true));
      assertThat(cache.get("k"), is("w"));
    }
  }

  @Test
  void clientCertificate_serverAsksForIt_isShown() {
    try (ServerProcess server =
        ServerProcess.startEncrypted(certificates, "--tls-auth-clients", "yes")) {
      managers.cache(address(server) + certificates.trusted()).put("k", "v");
      String message = refused(address(server) + certificates.trusting() + "&timeout=500ms");
      assertThat(message, containsString("cache 'cache', server rediss://127.0.0.1"));
      assertThat(message, containsString("the parameters cert-file and key-file name"));
    }
  }

  @Test
  void certificate_notTrusted_isSaid() {
    try (ServerProcess server = ServerProcess.startEncrypted(certificates)) {
      String message = refused(address(server) + "?timeout=500ms");
      assertThat(message, containsString("the parameter ca-file names the certificates to trust"));
    }
  }

  @Test
  void certificate_ofAnotherHost_isSaid() throws Exception {
    Certificates others =
        new Certificates(Files.createDirectory(folder.resolve("other")), "dns:other.example");
    try (ServerProcess server = ServerProcess.startEncrypted(others)) {
      String message = refused(address(server) + others.trusting() + "&timeout=500ms");
      assertThat(message, containsString("127.0.0.1"));
      assertThat(message, containsString("No subject alternative names matching"));
    }
  }

  @Test
  void encryption_onOneSideOnly_isSaid() {
    try (ServerProcess encrypted = ServerProcess.startEncrypted(certificates);
        ServerProcess plain = ServerProcess.start()) {
      assertThat(
          refused("redis://127.0.0.1:" + encrypted.port() + "?timeout=500ms"),
          containsString("the address begins with rediss"));
      assertThat(
          refused(address(plain) + certificates.trusting() + "&timeout=500ms"),
          containsString("does not encrypt, the address begins with redis"));
    }
  }

  @Test
  void files_missing_areNamed() {
    assertThat(
        refused("rediss://127.0.0.1:1?ca-file=nowhere.pem"),
        containsString("the ca-file " + Path.of("nowhere.pem").toAbsolutePath()));
    String parameters = certificates.trusted().replaceAll("key-file=.*", "key-file=nowhere.pem");
    assertThat(refused("rediss://127.0.0.1:1" + parameters), containsString("the key-file"));
  }

  @Test
  void files_malformed_areNamed_andLeaveNoThreads() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.pem"), "no certificate");
    String trusted = certificates.trusted();
    for (int i = 0; i < 3; i++) {
      assertThat(
          refused("rediss://127.0.0.1:1?on-failure=bypass&ca-file=" + bad),
          containsString("the ca-file cannot be used"));
      assertThat(
          refused("rediss://127.0.0.1:1" + trusted.replaceAll("key-file=.*", "key-file=" + bad)),
          containsString("the cert-file or the key-file cannot be used"));
    }
    managers.close();
    Eventually.isTrue(
        "no thread of a client",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("lettuce")));
  }
}
