package dev.larder.tools;

import dev.larder.tools.jmx.JmxConnection;
import dev.larder.tools.record.Interruption;
import dev.larder.tools.record.Recorder;
import dev.larder.tools.record.Recorder.RecordedPart;
import dev.larder.tools.record.RecorderBean;
import dev.larder.tools.report.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Records the reads of a running cache into a trace for {@code larder replay}. */
@Command(
    name = "record",
    description = {
      "Records which keys of a running cache are read, into a trace for larder replay.",
      "",
      "The trace has hashes of keys, and neither keys nor values. The cache must allow it: set"
          + " management = true and recording = hashes in its configuration; a reload of the"
          + " configuration applies both. Of a large cache a sample of the keys is recorded, with"
          + " all reads of each.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = LarderCommand.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the trace was written",
      "1:the recording failed",
      "2:the command cannot be used, or there is no such JVM or cache",
      "130:ended by Ctrl-C, 143 by SIGTERM; the trace was written"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  larder record 4711 --cache books",
      "  larder record 4711 --cache books --time 10m --output books.trace.gz",
      "  larder replay books.trace.gz",
      "  larder top 4711 --trace books.trace.gz"
    })
final class RecordCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private TargetOptions target;

  @Option(
      names = {"-c", "--cache"},
      paramLabel = "NAME",
      description = "The name of the cache. Default: the only cache that can be recorded.")
  private @Nullable String cache;

  @Option(
      names = "--manager",
      paramLabel = "URI",
      description = "The URI of its cache manager, where caches of several have the same name.")
  private @Nullable String manager;

  @Option(
      names = "--instance",
      paramLabel = "N",
      description = "The number of the cache, where caches of one name and URI are listed with it.")
  private @Nullable String instance;

  @Option(
      names = {"-t", "--time"},
      paramLabel = "TIME",
      converter = Durations.class,
      defaultValue = "60s",
      description = "How long to record: 30s, 10m, 1h. Ctrl-C ends it earlier. Default: 60s.")
  @SuppressWarnings("NullAway.Init") // has a default
  private Duration time;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Record at most N reads; each takes 8 bytes of the recorded JVM, and up to 500 with"
              + " --keys. Default: 1000000, or 100000 with --keys.")
  private @Nullable Integer limit;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description =
          "Record one key in N, with all of its reads. Default: 1 for a small cache; for a larger"
              + " one, so that about 8,000 of its entries are in the sample.")
  private @Nullable Integer sample;

  @Option(
      names = "--keys",
      description = "Record the texts of keys in place of hashes; needs recording = keys.")
  private boolean keys;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file to write, gzip if it ends with .gz. Default: NAME.trace.gz.")
  private @Nullable Path output;

  @Override
  public Integer call() throws Exception {
    refuse(time.toSeconds() < 1 || time.toSeconds() > 86_400, "--time must be from 1s to 24h");
    int most = limit != null ? limit : keys ? 100_000 : 1_000_000;
    refuse(most < 1 || most > 50_000_000, "--limit must be from 1 to 50000000: " + most);
    refuse(sample != null && sample < 1, "--sample must be at least 1: " + sample);
    try (JmxConnection connection = target.connect()) {
      RecorderBean bean = RecorderBean.find(connection, cache, manager, instance);
      Path file = output == null ? Path.of(fileName(bean.id().cache())) : output;
      requireWritable(file);
      record(bean, file, most);
    }
    return ExitCode.OK;
  }

  private void record(RecorderBean bean, Path file, int most)
      throws IOException, InterruptedException {
    int oneIn = sample == null ? bean.sampleForEntries() : sample;
    PrintWriter out = spec.commandLine().getOut();
    Progress progress =
        new Progress(spec.commandLine().getErr(), Terminal.hasEscapeCodes(), Terminal.columns());
    Recorder recorder = new Recorder(bean, (int) time.toSeconds(), most);
    // The message is part of what Ctrl-C must not cut off.
    try (Interruption interruption = new Interruption()) {
      long reads = recorder.record(file, new RecordedPart(oneIn, keys), interruption, progress);
      if (reads == 0) {
        throw new IOException("no read was recorded: nothing reads the cache at present");
      }
      out.println(
          "%,d reads of cache '%s'%s are in %s"
              .formatted(
                  reads,
                  bean.id().cache(),
                  oneIn == 1 ? "" : ", of one key in " + oneIn + ",",
                  file));
      if (reads >= most) {
        out.println("The recording has ended at its limit.");
      }
      out.println("next: larder replay " + file);
    }
  }

  private static String fileName(String cacheName) {
    return cacheName.replaceAll("[^A-Za-z0-9._-]", "_") + ".trace.gz";
  }

  private void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    refuse(
        Files.isDirectory(file) || folder == null || !Files.isWritable(folder),
        "--output: no file can be written at " + file);
    refuse(Files.exists(file), "--output: " + file + " exists already; give another name");
  }

  private void refuse(boolean isWrong, String why) {
    if (isWrong) {
      throw new ParameterException(spec.commandLine(), why);
    }
  }
}
