package dev.larder.tools;

import dev.larder.tools.migrate.LarderFile;
import dev.larder.tools.migrate.Migration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a configuration file for Larder from one of another provider. */
@Command(
    name = "migrate",
    description = {
      "Writes a larder.conf from a configuration file of another provider: an ehcache.xml of Ehcache 2"
          + " or 3, an application.conf of Caffeine's JCache provider, or a cache2k.xml.",
      "",
      "What has no equivalent is listed with the reason, on standard error and as comments of the"
          + " file.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = LarderCommand.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the file is written", "2:the file to migrate cannot be used"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  larder migrate ehcache.xml",
      "  larder migrate --output src/main/resources/larder.conf application.conf"
    })
final class MigrateCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file of the other provider.")
  private @Nullable Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write; standard output unless set. An existing file stays.")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException {
    Path from = Inputs.required(file);
    checkOutput();
    LarderFile result = Migration.read(String.valueOf(from.getFileName()), Inputs.read(from));
    PrintWriter err = Inputs.required(spec).commandLine().getErr();
    result.notes().forEach(note -> err.println(note));
    if (output == null) {
      PrintWriter out = Inputs.required(spec).commandLine().getOut();
      out.print(result.render());
      out.flush();
    } else {
      Files.writeString(output, result.render(), StandardCharsets.UTF_8);
    }
    err.println(
        LarderCommand.count(result.caches(), "cache")
            + ", "
            + LarderCommand.count(result.notes().size(), "note"));
    return 0;
  }

  private void checkOutput() {
    if (output != null && Files.exists(output)) {
      throw new UnusableInputException(output + " exists; name another file");
    }
    Path folder = output == null ? null : output.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new UnusableInputException(output + " cannot be written: there is no folder " + folder);
    }
  }
}
