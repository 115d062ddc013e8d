package dev.larder.it;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import dev.larder.LarderConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jars on the module path, in a modular application. */
class ModulePathTest {
  private static final String MODULE =
      """
      module app {
        requires dev.larder;
        requires java.management;
      }
      """;

  private static final String MAIN =
      """
      package app;

      import dev.larder.LarderConfiguration;
      import java.lang.management.ManagementFactory;
      import javax.cache.Cache;
      import javax.cache.Caching;
      import javax.management.ObjectName;

      public class Main {
        record Book(String title, int[] pages) implements java.io.Serializable {}

        public static void main(String[] args) throws Exception {
          var manager = Caching.getCachingProvider().getCacheManager();
          Cache<String, Book> books = manager.createCache("books",
              LarderConfiguration.builder(String.class, Book.class)
                  .maximumSize(10).statistics().management().build());
          books.put("a", new Book("Title", new int[] {1, 2}));
          var server = ManagementFactory.getPlatformMBeanServer();
          var beans = server.queryNames(new ObjectName("*:*,Cache=books"), null);
          System.out.println(LarderConfiguration.class.getModule().getName()
              + " " + books.get("a").pages().length + " " + beans.size() + " "
              + server.getAttribute(server.queryNames(
                  new ObjectName("dev.larder:type=Cache,*"), null).iterator().next(), "Size"));
          manager.close();
        }
      }
      """;

  @TempDir Path dir;

  @Test
  @Timeout(120)
  void modularApplication_modulePathAndImage_findsProviderAndBeans() throws Exception {
    String jars =
        jar(LarderConfiguration.class)
            + File.pathSeparator
            + jar(Cache.class)
            + File.pathSeparator
            + jar(com.typesafe.config.Config.class);
    Path sources = Files.createDirectories(dir.resolve("src/app"));
    Path module = Files.writeString(dir.resolve("src/module-info.java"), MODULE);
    Path main = Files.writeString(sources.resolve("Main.java"), MAIN);
    compile(jars, module, main);
    assertThat(run(System.getProperty("java.home"), jars), containsString("dev.larder 2 3 1"));
    // cache-api and the parser are automatic modules, which jlink refuses: the image has the JDK's
    // modules alone.
    assertThat(link(jars, "app"), containsString("automatic module cannot be used with jlink"));
    assertThat(link("", "java.management,jdk.unsupported,java.logging"), is(""));
    assertThat(run(dir.resolve("image").toString(), jars), containsString("dev.larder 2 3 1"));
  }

  /** Links a runtime image, and returns what jlink prints. */
  private String link(String jars, String modules) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    ToolProvider.findFirst("jlink")
        .orElseThrow()
        .run(
            print,
            print,
            "--module-path",
            jars + File.pathSeparator + dir.resolve("classes"),
            "--add-modules",
            modules,
            "--output",
            dir.resolve(modules.equals("app") ? "refused" : "image").toString());
    return out.toString(StandardCharsets.UTF_8);
  }

  private void compile(String jars, Path... sources) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                print,
                print,
                "--release",
                "17",
                "--module-path",
                jars,
                "-d",
                dir.resolve("classes").toString(),
                sources[0].toString(),
                sources[1].toString());
    assertThat(out.toString(StandardCharsets.UTF_8), status, is(0));
  }

  private String run(String javaHome, String jars) throws Exception {
    Path output = dir.resolve("output");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(javaHome, "bin", "java").toString(),
                    "--module-path",
                    jars + File.pathSeparator + dir.resolve("classes"),
                    "--module",
                    "app/app.Main"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(50, TimeUnit.SECONDS);
    process.destroyForcibly();
    String printed = Files.readString(output);
    assertThat(printed, ended && process.exitValue() == 0, is(true));
    return printed;
  }

  private static String jar(Class<?> type) throws Exception {
    String path =
        Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    assertThat("as packaged", path, endsWith(".jar"));
    return path;
  }
}
