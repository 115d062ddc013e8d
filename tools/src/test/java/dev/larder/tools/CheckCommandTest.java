package dev.larder.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of configuration files. */
class CheckCommandTest {
  @TempDir private Path folder;

  private CommandRun check(String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("larder.conf"), text);
    String[] arguments = new String[more.length + 2];
    arguments[0] = "check";
    System.arraycopy(more, 0, arguments, 1, more.length);
    arguments[more.length + 1] = file.toString();
    return CommandRun.of(arguments);
  }

  @Test
  void settings_areShownWithTheirPlaces() throws IOException {
    CommandRun run =
        check(
            """
            defaults { statistics = true }
            caches {
              books { maximum-size = 50 }
            }
            """);
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out(), containsString("cache books  ("));
    assertThat(run.out(), containsString("  maximum-size=50 ("));
    assertThat(run.out(), containsString("larder.conf:3)"));
    assertThat(run.out(), containsString("  statistics=true ("));
    assertThat(run.out(), not(containsString("policy")));
    assertThat(run.out(), containsString("1 cache, 0 warnings"));
    String all = check("caches { books { maximum-size = 50 } }", "--all").out();
    assertThat(all, containsString("policy=lru (default)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "caches { a {} } | nothing sets its bound",
        "caches { a { maximum-size = unbounded } } | it grows until memory is full",
        "caches { a { maximum-size = 9 } } | statistics are off",
        "caches { a { store = \"redis://h\" } } | declares no types",
        "caches { a { store = \"redis://h\" } } | only maxmemory of the server bounds it",
        "caches { a { loader = dev.larder.tools.KnownClasses$Loader } } | values are never loaded again",
      })
  void doubts_areWarnings(String text, String warning) throws IOException {
    String quoted = text.replaceAll("loader = (\\S+)", "loader = \"$1\"");
    CommandRun run = check(quoted);
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out(), containsString("warning: cache a: "));
    assertThat(run.out(), containsString(warning));
    assertThat("strict", check(quoted, "--strict").exitCode(), is(1));
  }

  @Test
  void goodFile_strict_isAccepted() throws IOException {
    CommandRun run =
        check(
            "caches { a { maximum-size = 9, statistics = true, expiry { modified = 1m } } }",
            "--strict");
    assertThat(run.out(), run.exitCode(), is(0));
  }

  @Test
  void mistakes_areErrorsWithTheirPlaces() throws IOException {
    CommandRun run = check("caches { books { maximum-sise = 50 } }");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("larder.conf:1: unknown key caches.books.maximum-sise"));
    assertThat(CommandRun.of("check", "nowhere.conf").exitCode(), is(2));
    run = check("caches { a { loader = com.acme.Loader } }");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("com.acme.Loader"));
    assertThat(run.err(), containsString("--class-path"));
    assertThat(
        check("caches { a {} }", "--class-path", "nowhere.jar").err(),
        containsString("--class-path: there is no nowhere.jar"));
  }
}
