package dev.larder.valkey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that has signed itself, as the JDK's keytool makes it, and its key, in files. It is
 * the certificate of the server, of the client, and the one that both trust.
 */
final class Certificates {
  private static final String PASSWORD = "changeit";
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private final Path certificate;
  private final Path key;

  /**
   * Makes a certificate.
   *
   * @param host as keytool has it: {@code ip:127.0.0.1}
   */
  Certificates(Path folder, String host) {
    Path store = folder.resolve("store.p12");
    certificate = folder.resolve("certificate.pem");
    key = folder.resolve("key.pem");
    try {
      generate(store, host);
      KeyStore content = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        content.load(in, PASSWORD.toCharArray());
      }
      byte[] form = content.getCertificate("larder").getEncoded();
      byte[] privateKey = content.getKey("larder", PASSWORD.toCharArray()).getEncoded();
      Files.writeString(certificate, pem("CERTIFICATE", form));
      Files.writeString(key, pem("PRIVATE KEY", privateKey));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void generate(Path store, String host) throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String options =
        "-genkeypair -alias larder -keyalg EC -dname CN=larder -validity 1 -storetype PKCS12"
            + " -ext BC=ca:true -ext SAN="
            + host
            + " -storepass "
            + PASSWORD
            + " -keystore ";
    List<String> command = new ArrayList<>(List.of(keytool));
    command.addAll(List.of(options.strip().split(" ")));
    command.add(store.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(output);
    }
  }

  private static String pem(String name, byte[] form) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(name, LINES.encodeToString(form), name);
  }

  /** Returns the settings of a server. It asks clients for no certificate. */
  List<String> serverSettings() {
    return List.of(
        "--tls-cert-file",
        certificate.toString(),
        "--tls-key-file",
        key.toString(),
        "--tls-ca-cert-file",
        certificate.toString(),
        "--tls-auth-clients",
        "no");
  }

  /** Returns the parameters of a client that trusts the server. */
  String trusting() {
    return "?ca-file=" + certificate;
  }

  /** Returns the parameters of a client that the server trusts too. */
  String trusted() {
    return trusting() + "&cert-file=" + certificate + "&key-file=" + key;
  }
}
