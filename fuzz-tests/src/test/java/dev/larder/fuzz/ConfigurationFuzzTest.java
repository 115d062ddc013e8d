package dev.larder.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;

/** Any text is a valid configuration, or is rejected with a message that names the file. */
class ConfigurationFuzzTest {
  @TempDir static Path folder;

  private static void read(String name, byte[] text) throws IOException {
    Path file = Files.write(folder.resolve(name), text);
    Files.writeString(folder.resolve("more.conf"), "defaults { statistics = on }");
    String refusal = Managers.refusal(file.toUri(), new Properties(), Managers::useAll);
    Managers.check(
        refusal == null || refusal.contains(name) || refusal.contains("more.conf"),
        "a refusal names the file",
        refusal);
  }

  @FuzzTest
  void hocon_anyText_isReadOrRejected(byte[] text) throws IOException {
    read("caches.conf", text);
  }

  @FuzzTest
  void json_anyText_isReadOrRejected(byte[] text) throws IOException {
    read("caches.json", text);
  }

  @FuzzTest
  void properties_anyText_isReadOrRejected(byte[] text) throws IOException {
    read("caches.properties", text);
  }
}
