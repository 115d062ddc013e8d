package dev.larder.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.File;
import java.io.ObjectInputFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Filters of the whole JVM. They can be set only once, so each case runs in a separate JVM. */
class JvmFilterTest {
  private static final ObjectInputFilter SILENT = info -> ObjectInputFilter.Status.UNDECIDED;

  /** Prints which values are copied directly, without and with a declared type. */
  private static String directCopies() {
    ClassLoader loader = JvmFilterTest.class.getClassLoader();
    Object value = new Zoo.Any(1, "a");
    SerialFilter declared = SerialFilter.of(Zoo.Any.class, Set.of());
    return isCopiedDirectly(
            new Serializer("a value", loader, null, new ImmutableTypes(Set.of())), value)
        + " "
        + isCopiedDirectly(
            new Serializer("a value", loader, declared, new ImmutableTypes(Set.of())), value);
  }

  private static boolean isCopiedDirectly(Serializer serializer, Object value) {
    return new GraphCopier(serializer).copyDirectly(value) != null;
  }

  /** Runs a case in a JVM and returns its output. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "later" -> {
        directCopies();
        ObjectInputFilter.Config.setSerialFilter(SILENT);
      }
      case "factory" -> ObjectInputFilter.Config.setSerialFilterFactory((old, next) -> SILENT);
      default -> {}
    }
    System.out.print(directCopies());
  }

  private static String output(String setup, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(JvmFilterTest.class.getName(), setup));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, SECONDS), is(true));
    return output;
  }

  @Test
  void copy_noFilterOfTheJvm_isDirect() throws Exception {
    assertThat(output("nothing"), is("true true"));
  }

  @Test
  void copy_filterOfTheJvm_decidesWithoutDeclaredType() throws Exception {
    assertThat(output("nothing", "-Djdk.serialFilter=maxdepth=5"), is("false true"));
    assertThat(output("later"), is("false true"));
  }

  @Test
  void copy_filterFactory_alwaysDecides() throws Exception {
    assertThat(output("factory"), is("false false"));
  }
}
