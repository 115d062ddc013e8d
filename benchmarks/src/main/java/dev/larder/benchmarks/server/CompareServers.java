package dev.larder.benchmarks.server;

import dev.larder.valkey.ServerProcess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares Larder with Redisson on one server, interleaved: all operations, by one thread and by
 * eight. Prints a table of medians. The arguments are the folder of the peers, the number of
 * rounds, and the seconds of a measurement.
 */
public final class CompareServers {
  private static final List<String> OPERATIONS =
      List.of("get", "put", "getAndPut", "putIfAbsent", "invoke", "getAll", "putAll");
  private static final Pattern CPU = Pattern.compile("used_cpu_(?:user|sys):([0-9.]+)");
  private static final Pattern COMMANDS = Pattern.compile("total_commands_processed:(\\d+)");

  private final Path peers;
  private final int seconds;
  private final Path folder;
  private final ServerProcess server;

  /** What the last measurement has said of its counter. */
  private String kept = "";

  private CompareServers(Path peers, int seconds, Path folder, ServerProcess server) {
    this.peers = peers;
    this.seconds = seconds;
    this.folder = folder;
    this.server = server;
  }

  /** A provider, and its configuration. */
  private enum Provider {
    LARDER("valkey", "dev.larder.LarderCachingProvider", "larder.conf"),
    REDISSON("redisson", "org.redisson.jcache.JCachingProvider", "redisson.yaml");

    final String peer;
    final String type;
    final String file;

    Provider(String peer, String type, String file) {
      this.peer = peer;
      this.type = type;
      this.file = file;
    }
  }

  /** The figures of one measurement. */
  private record Figures(double perSecond, double serverMicros, double commands) {
    static Figures median(List<Figures> all) {
      return new Figures(
          median(all.stream().map(Figures::perSecond)),
          median(all.stream().map(Figures::serverMicros)),
          median(all.stream().map(Figures::commands)));
    }

    private static double median(Stream<Double> values) {
      List<Double> sorted = values.sorted().toList();
      return sorted.get(sorted.size() / 2);
    }
  }

  /** Measures and prints. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("larder-compare");
    try (ServerProcess server = ServerProcess.start()) {
      Files.writeString(
          folder.resolve(Provider.LARDER.file),
          "defaults { store = \"" + server.address() + "\" }\n");
      Files.writeString(
          folder.resolve(Provider.REDISSON.file),
          "singleServerConfig:\n  address: \"" + server.address() + "\"\n");
      new CompareServers(Path.of(arguments[0]), Integer.parseInt(arguments[2]), folder, server)
          .run(Integer.parseInt(arguments[1]), arguments.length > 3 ? arguments[3] : ".*");
    }
  }

  private void run(int rounds, String wanted) throws IOException, InterruptedException {
    System.out.println(
        "| operation | threads | Larder, per second | Redisson | ratio | server CPU µs, Larder |"
            + " Redisson | commands, Larder | Redisson |");
    System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (String operation : OPERATIONS) {
      for (int threads : operation.matches(wanted) ? new int[] {1, 8} : new int[0]) {
        List<Figures> larder = new ArrayList<>();
        List<Figures> redisson = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          larder.add(measure(Provider.LARDER, operation, threads));
          redisson.add(measure(Provider.REDISSON, operation, threads));
        }
        print(operation, threads, Figures.median(larder), Figures.median(redisson));
      }
    }
    countKept();
  }

  /** Prints how many increments of one counter by eight threads are kept. */
  private void countKept() throws IOException, InterruptedException {
    for (Provider provider : Provider.values()) {
      measure(provider, "increment", 8);
      System.out.println(provider + ", increments of one counter by invoke: " + kept);
    }
  }

  private static void print(String operation, int threads, Figures larder, Figures redisson) {
    System.out.printf(
        "| %s | %d | %.0f | %.0f | %.2f | %.1f | %.1f | %.1f | %.1f |%n",
        operation,
        threads,
        larder.perSecond,
        redisson.perSecond,
        larder.perSecond / redisson.perSecond,
        larder.serverMicros,
        redisson.serverMicros,
        larder.commands,
        redisson.commands);
  }

  private Figures measure(Provider provider, String operation, int threads)
      throws IOException, InterruptedException {
    ask("FLUSHALL");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                classPath(provider),
                ServerWorkload.class.getName(),
                provider.type,
                folder.resolve(provider.file).toString(),
                operation,
                Integer.toString(threads),
                Integer.toString(seconds))
            .redirectError(folder.resolve("errors").toFile())
            .start();
    double cpu = 0;
    long commands = 0;
    Figures figures = null;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("begin")) {
          cpu = cpu();
          commands = commands();
        } else if (line.startsWith("kept ")) {
          kept = line;
        } else if (line.startsWith("end ")) {
          String[] parts = line.substring("end ".length()).split(" ", 2);
          double count = Double.parseDouble(parts[0]);
          double nanos = Double.parseDouble(parts[1]);
          figures =
              new Figures(
                  count * 1e9 / nanos,
                  (cpu() - cpu) * 1e6 / count,
                  (commands() - commands) / count);
        }
      }
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
    if (figures == null) {
      throw new IOException("no figures: " + Files.readString(folder.resolve("errors")));
    }
    return figures;
  }

  private String classPath(Provider provider) throws IOException {
    Path jars = peers.resolve(provider.peer).resolve("target").resolve("jars");
    String own = ServerWorkload.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    try (Stream<Path> files = Files.list(jars)) {
      return Stream.concat(Stream.of(own), files.sorted().map(Path::toString))
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private double cpu() throws IOException {
    double sum = 0;
    Matcher used = CPU.matcher(ask("INFO cpu"));
    while (used.find()) {
      sum += Double.parseDouble(used.group(1));
    }
    return sum;
  }

  private long commands() throws IOException {
    Matcher processed = COMMANDS.matcher(ask("INFO stats"));
    return processed.find() ? Long.parseLong(processed.group(1)) : 0;
  }

  /** Returns the answer to a command in the server's inline form. */
  private String ask(String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
