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

/** Filters of the whole JVM, which can be set once: so each case has a JVM of its own. */
class JvmFilterTest {
  private static final ObjectInputFilter SILENT = info -> ObjectInputFilter.Status.UNDECIDED;

  /** Tells what is planned where nothing is declared, and where something is. */
  private static String planned() {
    ClassLoader loader = JvmFilterTest.class.getClassLoader();
    Object value = new Zoo.Any(1, "a");
    SerialFilter declared = SerialFilter.of(Zoo.Any.class, Set.of());
    return isPlanned(new Serializer("a value", loader, null, new ImmutableTypes(Set.of())), value)
        + " "
        + isPlanned(
            new Serializer("a value", loader, declared, new ImmutableTypes(Set.of())), value);
  }

  private static boolean isPlanned(Serializer serializer, Object value) {
    return new GraphCopier(serializer).copyDirectly(value) != null;
  }

  /** The JVM of a case. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "later" -> {
        planned();
        ObjectInputFilter.Config.setSerialFilter(SILENT);
      }
      case "factory" -> ObjectInputFilter.Config.setSerialFilterFactory((old, next) -> SILENT);
      default -> {}
    }
    System.out.print(planned());
  }

  private static String output(String what, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(JvmFilterTest.class.getName(), what));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, SECONDS), is(true));
    return output;
  }

  @Test
  void withoutThemThereArePlans() throws Exception {
    assertThat(output("nothing"), is("true true"));
  }

  @Test
  void theFilterOfTheJvmDecidesWhereNothingIsDeclared() throws Exception {
    assertThat(output("nothing", "-Djdk.serialFilter=maxdepth=5"), is("false true"));
    assertThat(output("later"), is("false true"));
  }

  @Test
  void aFactoryOfFiltersDecidesAlways() throws Exception {
    assertThat(output("factory"), is("false false"));
  }
}
