package dev.larder.tools;

import dev.larder.tools.trace.CombinedLog;
import dev.larder.tools.trace.CsvColumn;
import dev.larder.tools.trace.JsonField;
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
          "A text file, plain or gzip, a key a line, or what 'larder record' has written; - for"
              + " standard input. Default: a trace that ships with the tool, the classes that a"
              + " Maven build looks up.")
  private @Nullable String trace;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "The format of the trace: combined is an access log of Apache or nginx, also in the format"
              + " common, whose key is the target of the request with its query; csv needs --field"
              + " or --column; json, an object a line, needs --field.")
  private @Nullable TraceFormat format;

  @Option(
      names = {"-f", "--field"},
      paramLabel = "N|NAME",
      description =
          "The key is the Nth field of a line, the first is 1. With --format json the name of a"
              + " field, or a path: request.path.")
  private @Nullable String field;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "With --format csv, the key is the column that the first line names so.")
  private @Nullable String column;

  @Option(
      names = "--separator",
      paramLabel = "REGEX",
      description = "What separates fields. Default: white space; in CSV a comma.")
  private @Nullable Pattern separator;

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

  /** Returns the file that is read, null if it is another source. */
  @Nullable Path file() {
    return trace == null || trace.equals("-") ? null : Path.of(trace);
  }

  TraceReader reader() {
    if (limit < 1) {
      throw refused("--limit must be at least 1: " + limit);
    }
    return new TraceReader(pattern(), charset, limit, lenient);
  }

  private KeyPattern pattern() {
    if (regex != null && (field != null || column != null || format != null)) {
      String other = field != null ? "--field" : column != null ? "--column" : "--format";
      throw refused(other + " and --regex both say where the key is; give one of them");
    }
    if (column != null && format != TraceFormat.CSV) {
      throw refused("--column needs --format csv");
    }
    if (format == null) {
      return plainPattern();
    }
    return switch (format) {
      case COMBINED -> combinedPattern();
      case CSV -> csvPattern();
      case JSON -> jsonPattern();
    };
  }

  private KeyPattern plainPattern() {
    if (field != null) {
      return new KeyPattern.Field(
          fieldNumber(field), separator == null ? Pattern.compile("\\s+") : separator);
    }
    return regex == null ? new KeyPattern.WholeLine() : regexPattern(regex);
  }

  private KeyPattern combinedPattern() {
    if (field != null || separator != null) {
      throw refused(
          "--format combined says where the key is; leave out --field and --separator, or --format");
    }
    return new CombinedLog();
  }

  private KeyPattern csvPattern() {
    char between = csvSeparator();
    if (column != null && field == null) {
      return new CsvColumn.Named(column, between);
    }
    if (field != null && column == null) {
      return new CsvColumn(fieldNumber(field), between);
    }
    throw refused("--format csv needs the column of the key: either --field N or --column NAME");
  }

  private char csvSeparator() {
    String text = separator == null ? "," : separator.pattern().replace("\\t", "\t");
    if (text.length() != 1 || text.equals("\"")) {
      throw refused("--separator must be one character with --format csv: " + text);
    }
    return text.charAt(0);
  }

  private KeyPattern jsonPattern() {
    if (field == null || separator != null) {
      throw refused(
          "--format json needs the field of the key, --field NAME, and takes no --separator");
    }
    return new JsonField(field);
  }

  private int fieldNumber(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw refused(
          "--field: '"
              + text
              + "' is no number of a field; names need --format json, or --format"
              + " csv with --column");
    }
    int number = Integer.parseInt(text);
    if (number < 1) {
      throw refused("--field must be at least 1, the first field: " + number);
    }
    return number;
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
