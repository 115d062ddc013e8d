package dev.larder.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.File;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Copies in a native image, where reflection may be incomplete. The JVM of each case has the
 * property that GraalVM sets in an image, so this shows what Larder leaves to serialization, and
 * not what an image does.
 */
class NativeImageTest {
  /** A record with a hook, which reflection may not show in an image. */
  record Replaced(String text) implements Serializable {
    private Object readResolve() throws ObjectStreamException {
      return new Replaced("resolved");
    }
  }

  record Plain(String text) implements Serializable {}

  /** Prints for each value whether it is copied without serialization, and the copy. */
  public static void main(String[] args) {
    ClassLoader loader = NativeImageTest.class.getClassLoader();
    GraphCopier copier =
        new GraphCopier(new Serializer("a value", loader, null, new ImmutableTypes(Set.of())));
    List<Object> values =
        List.of(
            "text",
            new Plain("plain"),
            new Replaced("original"),
            new Zoo.Path("a", List.of(), 1),
            new ArrayList<>(List.of(1)),
            new ArrayList<>(List.of(new Plain("inner"))));
    for (Object value : values) {
      boolean direct = copier.copyDirectly(value) != null;
      System.out.println(
          value.getClass().getSimpleName() + " " + direct + " " + copier.copy(value));
    }
  }

  private static List<String> output(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(NativeImageTest.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, SECONDS), is(true));
    return output.lines().toList();
  }

  @Test
  void copy_inAnImage_leavesObjectsWithFieldsToSerialization() throws Exception {
    assertThat(
        output("-Dorg.graalvm.nativeimage.imagecode=runtime"),
        is(
            List.of(
                "String true text",
                "Plain false Plain[text=plain]",
                "Replaced false Replaced[text=resolved]",
                "Path false Path[name=a, points=[], extra=1]",
                "ArrayList true [1]",
                "ArrayList false [Plain[text=inner]]")));
  }

  @Test
  void copy_onTheJvm_isDirectAndTheSame() throws Exception {
    assertThat(
        output(),
        is(
            List.of(
                "String true text",
                "Plain true Plain[text=plain]",
                "Replaced false Replaced[text=resolved]",
                "Path true Path[name=a, points=[], extra=1]",
                "ArrayList true [1]",
                "ArrayList true [Plain[text=inner]]")));
  }
}
