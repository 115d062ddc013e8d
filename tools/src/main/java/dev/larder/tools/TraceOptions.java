package dev.larder.tools;

import dev.larder.tools.trace.KeyPattern;
import dev.larder.tools.trace.TraceReader;
import dev.larder.tools.trace.TraceSource;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options for the trace and its format. */
final class TraceOptions {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(
      paramLabel = "TRACE",
      arity = "0..1",
      description =
          "A text file, plain or gzip, a key a line; - for standard input. Default: a trace that"
              + " ships with the tool, the classes that a Maven build looks up.")
  private @Nullable String trace;

  @Option(
      names = {"-f", "--field"},
      paramLabel = "N",
      description = "The key is the Nth field of a line, the first is 1 (in access logs often 7).")
  private @Nullable Integer field;

  @Option(
      names = "--separator",
      paramLabel = "REGEX",
      defaultValue = "\\s+",
      description = "What separates fields. Default: white space.")
  @SuppressWarnings("NullAway.Init") // has a default
  private Pattern separator;

  @Option(
      names = "--regex",
      paramLabel = "REGEX",
      description = "The key is what the first group matches, as in 'GET (\\S+)'.")
  private @Nullable Pattern regex;

  @Option(names = "--limit", paramLabel = "N", description = "Read at most this many requests.")
  private int limit = Integer.MAX_VALUE;

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      defaultValue = "UTF-8",
      description = "The encoding of the text. Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init") // has a default
  private Charset charset;

  @Option(names = "--lenient", description = "Pass over lines without a key, and count them.")
  private boolean lenient;

  TraceSource source() {
    if (trace == null) {
      return TraceSource.shipped();
    }
    return trace.equals("-")
        ? TraceSource.stream("standard input", System.in)
        : TraceSource.file(Path.of(trace));
  }

  TraceReader reader() {
    if (limit < 1) {
      throw refused("--limit must be at least 1: " + limit);
    }
    return new TraceReader(pattern(), charset, limit, lenient);
  }

  private KeyPattern pattern() {
    if (field != null && regex != null) {
      throw refused("--field and --regex both say where the key is; give one of them");
    }
    if (field != null) {
      return fieldPattern(field);
    }
    return regex == null ? new KeyPattern.WholeLine() : regexPattern(regex);
  }

  private KeyPattern fieldPattern(int number) {
    if (number < 1) {
      throw refused("--field must be at least 1, the first field: " + number);
    }
    return new KeyPattern.Field(number, separator);
  }

  private KeyPattern regexPattern(Pattern pattern) {
    if (pattern.matcher("").groupCount() < 1) {
      throw refused("--regex must have a group in parentheses for the key: " + pattern);
    }
    return new KeyPattern.Group(pattern);
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), why);
  }
}
