package dev.larder.tools.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceReaderTest {
  private static final KeyPattern LINE = new KeyPattern.WholeLine();
  private static final KeyPattern SEVENTH = new KeyPattern.Field(7, Pattern.compile("\\s+"));

  @Test
  void keys_anyTrace_areNumberedByFirstAppearance() throws Exception {
    Trace trace = read(LINE, "b\na\nb\nc\na\n");

    assertThat(requests(trace), contains("b", "a", "b", "c", "a"));
    assertThat(trace.keys(), contains("b", "a", "c"));
    assertThat(trace.keyIndexAt(4), is(1));
  }

  @Test
  void key_surroundingWhiteSpace_isStripped() throws Exception {
    assertThat(
        requests(read(LINE, " a\r\n\ta \nan inner space stays\n")),
        contains("a", "a", "an inner space stays"));
  }

  @Test
  void line_empty_isSkippedAndCounted() throws Exception {
    Trace trace = read(LINE, "\na\n   \n\nb");

    assertThat(requests(trace), contains("a", "b"));
    assertThat(trace.skipped(), is(new Trace.Skipped(3, 0)));
  }

  @Test
  void field_accessLog_isTheKey() throws Exception {
    String log = "::1 - - [22/Nov/2026:10:00:00 +0000] \"GET /a HTTP/1.1\" 200 12\n";

    assertThat(requests(read(SEVENTH, log)), contains("/a"));
  }

  @Test
  void field_separatorExpression_isTheKey() throws Exception {
    KeyPattern second = new KeyPattern.Field(2, Pattern.compile("[;,]"));

    assertThat(requests(read(second, "1;x;2\n1,y\n")), contains("x", "y"));
  }

  @Test
  void expression_firstGroup_isTheKey() throws Exception {
    KeyPattern path = new KeyPattern.Group(Pattern.compile("GET ([^ ?]+)"));

    assertThat(requests(read(path, "x \"GET /a?q=1 HTTP\"\n")), contains("/a"));
  }

  @Test
  void field_missing_namesFileLineAndAcceptedForm() {
    assertThat(
        failure(SEVENTH, "1 2 3 4 5 6 7\n\n1 2\n"),
        allOf(
            startsWith("test.log, line 3: no key in \"1 2\""),
            containsString("lines with at least 7 fields separated by /\\s+/"),
            containsString("--lenient")));
  }

  @Test
  void expression_noMatch_isAnError() {
    assertThat(
        failure(new KeyPattern.Group(Pattern.compile("GET (\\S+)")), "POST /a\n"),
        allOf(startsWith("test.log, line 1: no key"), containsString("/GET (\\S+)/ is found")));
  }

  @Test
  void lenient_lineWithoutKey_isCounted() throws Exception {
    Trace trace =
        new TraceReader(SEVENTH, UTF_8, Integer.MAX_VALUE, true)
            .read(source("1 2 3 4 5 6 a\n1 2\n".getBytes(UTF_8)), count -> {});

    assertThat(trace.skipped(), is(new Trace.Skipped(0, 1)));
    assertThat(requests(trace), contains("a"));
  }

  @Test
  void limit_reached_stopsReading() throws Exception {
    TraceReader reader = new TraceReader(LINE, UTF_8, 2, false);

    assertThat(
        requests(reader.read(source("a\nb\nc".getBytes(UTF_8)), count -> {})), contains("a", "b"));
  }

  @Test
  void encoding_invalidBytes_namesTheOption() {
    TraceException error =
        assertThrows(
            TraceException.class,
            () ->
                new TraceReader().read(source("a\ncaf\u00e9\n".getBytes(ISO_8859_1)), count -> {}));

    assertThat(
        error.getMessage(),
        allOf(
            startsWith("test.log, line 2: bytes that are not UTF-8"), containsString("--charset")));
  }

  @Test
  void encoding_given_isUsed() throws Exception {
    TraceReader reader = new TraceReader(LINE, ISO_8859_1, 10, false);

    assertThat(
        requests(reader.read(source("caf\u00e9\n".getBytes(ISO_8859_1)), count -> {})),
        contains("caf\u00e9"));
  }

  @Test
  void byteOrderMark_firstLine_isNoPartOfTheKey() throws Exception {
    assertThat(requests(read(LINE, "\uFEFFa\na")), contains("a", "a"));
  }

  @Test
  void header_ofARecording_isNoKey() throws Exception {
    TraceHeader header = new TraceHeader(8, 60, "m", "c");
    Trace trace = read(LINE, header.line() + "\na b\nc\na b\n");

    assertThat(trace.info(), is(new TraceInfo("test.log", "a b", Optional.of(header))));
    assertThat(requests(trace), contains("a b", "c", "a b"));
  }

  @Test
  void header_damaged_namesTheLine() {
    assertThat(
        failure(LINE, "#larder-trace version=2 sample=1\na\n"),
        startsWith("test.log, line 1: a header that is damaged, or of another version"));
  }

  @Test
  void header_withAKeyPattern_isRefused() {
    assertThat(
        failure(SEVENTH, new TraceHeader(8, 60, "m", "c").line() + "\na\n"),
        containsString("keys are whole lines; leave out --format, --field"));
  }

  @Test
  void csvColumn_name_isFoundInTheFirstLine() throws Exception {
    KeyPattern url = new CsvColumn.Named("url", ',');

    assertThat(requests(read(url, "time,\"url\",x\n1,\"/a,b\"\n2,/c,\n")), contains("/a,b", "/c"));
    assertThat(
        failure(url, "time,path\n1,2\n"),
        allOf(
            startsWith("test.log, line 1: no such column in \"time,path\""),
            containsString("names a column 'url'")));
  }

  @Test
  void read_binaryData_isAnError() {
    assertThat(failure(LINE, "PK\u0003\u0004\0\0"), containsString("line 1: a zero byte"));
  }

  @Test
  void read_noKey_isAnError() {
    assertThat(
        failure(LINE, "\n\n"),
        is("test.log: not one key in its 2 lines; accepted: text, plain or gzip, of a key a line"));
  }

  @Test
  void read_missingFile_isAnErrorThatNamesIt() {
    TraceException error =
        assertThrows(
            TraceException.class,
            () -> new TraceReader().read(TraceSource.file(Path.of("nowhere.txt")), count -> {}));

    assertThat(error.getMessage(), is("nowhere.txt: no such file"));
  }

  private static String failure(KeyPattern pattern, String text) {
    return assertThrows(TraceException.class, () -> read(pattern, text)).getMessage();
  }

  private static Trace read(KeyPattern pattern, String text) throws TraceException {
    return new TraceReader(pattern, UTF_8, Integer.MAX_VALUE, false)
        .read(source(text.getBytes(UTF_8)), count -> {});
  }

  private static TraceSource source(byte[] bytes) {
    return TraceSource.stream("test.log", new ByteArrayInputStream(bytes));
  }

  private static List<String> requests(Trace trace) {
    return IntStream.range(0, trace.requests()).mapToObj(trace::keyAt).toList();
  }
}
