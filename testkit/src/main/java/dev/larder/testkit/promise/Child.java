package dev.larder.testkit.promise;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/**
 * The program of a JVM with one provider on its class path. It stops at the first broken promise,
 * so that no probe runs in a state that a broken one left.
 */
final class Child {
  static final String PREFIX = "@promise\t";
  static final String PROVIDER = "@provider\t";

  private Child() {}

  /**
   * Runs the probes.
   *
   * @param arguments the provider's class, or empty for the only one there is; an effort; a seed;
   *     and numbers of promises
   */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err); // providers may print; only verdicts go to the output
    CachingProvider provider =
        arguments[0].isEmpty()
            ? Caching.getCachingProvider()
            : Caching.getCachingProvider(arguments[0]);
    out.println(PROVIDER + provider.getClass().getName() + "\t" + Versions.of(provider.getClass()));
    Effort effort = Effort.valueOf(arguments[1].toUpperCase(Locale.ROOT));
    long seed = Long.parseLong(arguments[2]);
    for (String number : List.of(arguments).subList(3, arguments.length)) {
      Promise promise = Promises.all().get(Integer.parseInt(number));
      Verdict verdict = Watchdog.watch(promise, new Trial(provider, effort, seed));
      out.println(PREFIX + number + "\t" + encode(verdict));
      if (!verdict.isKept()) {
        break;
      }
    }
    // Halts, because exit would run the shutdown hook of a provider that hangs.
    Runtime.getRuntime().halt(0);
  }

  private static String encode(Verdict verdict) {
    return verdict.kind() + "\t" + base64(verdict.text()) + "\t" + base64(verdict.detail());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a verdict from the part of a line after the promise's number. */
  static Verdict decode(String[] line, int from) {
    return new Verdict(
        Verdict.Kind.valueOf(line[from]), text(line[from + 1]), text(line[from + 2]));
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
