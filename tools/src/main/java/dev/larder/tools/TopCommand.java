package dev.larder.tools;

import dev.larder.tools.figures.RecordedReads;
import dev.larder.tools.figures.Watch;
import dev.larder.tools.jmx.JmxConnection;
import dev.larder.tools.top.Views;
import dev.larder.tools.top.WebPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the caches of a running JVM. */
@Command(
    name = "top",
    description = {
      "Shows the caches of a running JVM: hit ratio, gets, loads, evictions, size and bound.",
      "",
      "Reads the MBeans of caches of any JCache provider; those of Larder tell most. A cache shows"
          + " itself with statistics = true, and with management = true. Nothing is changed, but a"
          + " JVM that is given by its process id starts its management agent.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = LarderCommand.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ended by the user, or after --count",
      "1:the connection was lost",
      "2:the command cannot be used, or there is no such JVM"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  larder top",
      "  larder top 4711",
      "  larder top shop.jar --sort gets",
      "  larder top db3:9010 --user monitor --json",
      "  larder top 4711 --web 8077"
    })
final class TopCommand implements Callable<Integer> {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofHours(1);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private TargetOptions target;

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "TIME",
      converter = Durations.class,
      defaultValue = "2s",
      description = "The time between two samples: 500ms, 5s. Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init") // has a default
  private Duration interval;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      description = "Print N samples, and end. Default: no end on a terminal; 1 with --json.")
  private @Nullable Integer count;

  @Option(names = "--json", description = "Print each sample as a JSON object in one line.")
  private boolean json;

  @Option(
      names = "--web",
      paramLabel = "PORT",
      description =
          "Serve a page with the same figures to browsers on this machine; 0 takes any free port.")
  private @Nullable Integer web;

  @Option(
      names = {"-s", "--sort"},
      paramLabel = "COLUMN",
      defaultValue = "",
      description = "Sort by a column, such as gets, hit or load. Default: by name.")
  @SuppressWarnings("NullAway.Init") // has a default
  private String sort;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Show only caches with this text in the name of the cache or the manager.")
  @SuppressWarnings("NullAway.Init") // has a default
  private String filter;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      split = ",",
      description = "A trace that larder record has written, for advice on the bound.")
  private @Nullable List<Path> traces;

  @Option(names = "--ascii", description = "Draw with ASCII characters only.")
  private boolean ascii;

  @Override
  public Integer call() throws Exception {
    check();
    List<RecordedReads> reads = new ArrayList<>();
    for (Path trace : traces == null ? List.<Path>of() : traces) {
      reads.add(RecordedReads.read(trace));
    }
    try (JmxConnection connection = target.connect()) {
      show(Watch.of(connection, interval, reads));
    }
    return ExitCode.OK;
  }

  private void check() {
    refuse(
        interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0,
        "--interval must be from 100ms to 1h");
    refuse(count != null && count < 1, "--count must be at least 1: " + count);
    refuse(web != null && (web < 0 || web > 65_535), "--web must be a port, 0 to 65535: " + web);
    refuse(web != null && (json || count != null), "--web goes without --json and --count");
    refuse(
        !sort.isEmpty() && !Views.isSortable(sort),
        "--sort: '" + sort + "' is no column; accepted: " + Views.sortable());
  }

  private void refuse(boolean isWrong, String why) {
    if (isWrong) {
      throw new ParameterException(spec.commandLine(), why);
    }
  }

  private void show(Watch watch) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    int samples = count != null ? count : json ? 1 : 0;
    Views views = new Views(watch, samples, sort, filter, ascii);
    if (web != null) {
      WebPage.serve(watch, web, out);
    } else if (json) {
      views.json(out);
    } else if (count != null || !views.onScreen()) {
      views.printed(out, Terminal.columns());
    }
  }
}
