package dev.larder.tools;

import dev.larder.config.EffectiveConfiguration;
import dev.larder.config.ManagerConfiguration;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what each cache of a configuration file gets, and what is doubtful. */
@Command(
    name = "check",
    description = {
      "Reads a configuration file of Larder, and shows the settings of each cache with the place"
          + " that each comes from. Warns of what is accepted, but doubtful.",
      "",
      "It creates no cache, and connects to no server. The classes that the file names must be"
          + " there: name the jars or folders of the application by --class-path.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = LarderCommand.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file is accepted",
      "1:with --strict: something is doubtful",
      "2:the file is not accepted"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  larder check src/main/resources/larder.conf",
      "  larder check --class-path target/classes:lib/model.jar --strict larder.conf"
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A .conf, .json or .properties file.")
  private @Nullable Path file;

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      description = "Jars and folders with the classes that the file names.")
  private String classPath = "";

  @Option(names = "--all", description = "Show the settings that have their defaults, too.")
  private boolean showsAll;

  @Option(names = "--strict", description = "Exit with 1 if something is doubtful.")
  private boolean isStrict;

  @Override
  public Integer call() throws IOException {
    Path of = Inputs.required(file);
    if (!Files.isRegularFile(of)) {
      throw new UnusableInputException("there is no file " + of);
    }
    try (URLClassLoader loader = new URLClassLoader(urls(), getClass().getClassLoader())) {
      ManagerConfiguration configuration =
          ManagerConfiguration.load(of.toUri(), loader, new Properties());
      return report(configuration);
    } catch (CacheException e) {
      String message = String.valueOf(e.getMessage());
      boolean needsClasses = message.contains("no class ") && classPath.isEmpty();
      throw new UnusableInputException(
          message + (needsClasses ? " (name the application's classes by --class-path)" : ""));
    }
  }

  private URL[] urls() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String part : classPath.isEmpty() ? new String[0] : classPath.split(File.pathSeparator)) {
      Path path = Path.of(part);
      if (!Files.exists(path)) {
        throw new UnusableInputException("--class-path: there is no " + part);
      }
      urls.add(path.toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private int report(ManagerConfiguration configuration) {
    PrintWriter out = Inputs.required(spec).commandLine().getOut();
    List<String> doubts = new ArrayList<>(configuration.warnings());
    for (String name : new TreeSet<>(configuration.cacheNames())) {
      EffectiveConfiguration<Object, Object> cache = configuration.resolve(name, null);
      out.println("cache " + name + "  (" + configuration.placeOf(name) + ")");
      cache.lines(showsAll).forEach(line -> out.println("  " + line));
      cache.warnings().forEach(warning -> doubts.add("cache " + name + ": " + warning));
      Doubts.of(cache).forEach(doubt -> doubts.add("cache " + name + ": " + doubt));
    }
    if (configuration.cacheNames().isEmpty()) {
      out.println("the file names no cache");
    }
    doubts.forEach(doubt -> out.println("warning: " + doubt));
    out.println(
        LarderCommand.count(configuration.cacheNames().size(), "cache")
            + ", "
            + LarderCommand.count(doubts.size(), "warning"));
    out.flush();
    return isStrict && !doubts.isEmpty() ? 1 : 0;
  }
}
