package dev.larder;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in javadoc compile, together with the classes that they refer to. */
class JavadocExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\n(.*?)\n *\\* }</pre>", Pattern.DOTALL);

  private static final String AROUND =
      """
      import dev.larder.*;
      import dev.larder.memo.*;
      import java.time.Duration;
      import java.util.*;
      import java.util.concurrent.*;
      import javax.cache.*;
      import javax.cache.configuration.*;
      import javax.cache.integration.CacheLoader;

      class Example {
        record Book(String title) {}
        interface Shop {
          static int price(String item) {
            return item.length();
          }
        }
        static class BookLoader implements CacheLoader<String, Book> {
          public Book load(String key) {
            return new Book(key);
          }
          public Map<String, Book> loadAll(Iterable<? extends String> keys) {
            return Map.of();
          }
        }
        CacheManager manager;
        void run() throws Exception {
      %s
        }
      }
      """;

  @TempDir Path folder;

  private static List<String> examples() throws IOException {
    List<String> examples = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher example = EXAMPLE.matcher(Files.readString(source));
        while (example.find()) {
          examples.add(example.group(1).replaceAll("(?m)^ *\\* ?", ""));
        }
      }
    }
    return examples;
  }

  @Test
  void javadoc_examples_compile() throws IOException {
    List<String> examples = examples();
    assertThat(examples.size(), is(greaterThan(2)));
    for (String example : examples) {
      assertThat(example, faults(AROUND.formatted(example)), is(empty()));
    }
  }

  private List<Diagnostic<? extends JavaFileObject>> faults(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of(
            "-d", folder.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
    compiler.getTask(null, null, found, options, null, List.of(file)).call();
    return found.getDiagnostics().stream()
        .<Diagnostic<? extends JavaFileObject>>map(one -> one)
        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
        .toList();
  }
}
