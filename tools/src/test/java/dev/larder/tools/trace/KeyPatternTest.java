package dev.larder.tools.trace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPatternTest {
  private static final String HEAD = "203.0.113.7 - - [22/Nov/2026:10:00:00 +0000] ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "\"GET /a?q=1 HTTP/1.1\" 200 12 \"-\" \"curl/8 \\\"x\\\"\"!/a?q=1",
        "\"POST /b HTTP/2.0\" 302 -!/b",
        "\"GET /old\" 200 5!/old",
        "\"GET /a\\\"b HTTP/1.0\" 404 1!/a\\\"b",
        "\"OPTIONS * HTTP/1.1\" 200 0!*",
        "\"M-SEARCH http://h/ HTTP/1.1\" 400 0 \"-\" \"-\"!http://h/",
      })
  void combined_validRequest_keyIsTheTarget(String rest, String key) {
    assertThat(new CombinedLog().keyOf(HEAD + rest), is(key));
    assertThat(new CombinedLog().keyOf("host:80 " + HEAD + rest), is(key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"-\" 408 0 \"-\" \"-\"",
        "\"\" 400 0",
        "\"\\x16\\x03\\x01\" 400 157 \"-\" \"-\"",
        "\"GET /a b HTTP/1.1\" 200 1",
        "\"GET /a HTTP/1.1\"",
      })
  void combined_noValidRequest_hasNoKey(String rest) {
    assertThat(new CombinedLog().keyOf(HEAD + rest), is((String) null));
  }

  @Test
  void combined_userWithASpace_isAccepted() {
    assertThat(
        new CombinedLog()
            .keyOf("::1 - Jo Doe [22/Nov/2026:10:00:00 +0000] \"GET /a HTTP/1.1\" 200 1"),
        is("/a"));
  }

  @Test
  void csv_quotedFields_areUnquoted() {
    assertThat(
        CsvLine.fields("a,\"b,\"\"c\"\"\",,\"\"", ','),
        is(Optional.of(List.of("a", "b,\"c\"", "", ""))));
    assertThat(CsvLine.fields("a;b", ';'), is(Optional.of(List.of("a", "b"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,\"b", "a,\"b\"c", "\""})
  void csv_brokenQuotation_hasNoFields(String line) {
    assertThat(CsvLine.fields(line, ','), is(Optional.empty()));
  }

  @Test
  void csv_missingOrEmptyColumn_hasNoKey() {
    assertThat(new CsvColumn(2, ',').keyOf("a"), is((String) null));
    assertThat(new CsvColumn(2, ',').keyOf("a, ,c"), is((String) null));
    assertThat(new CsvColumn(3, ',').keyOf("a, ,c"), is("c"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "path!{\"a\":{\"path\":1},\"path\":\"/x\\u0041\"}!/xA",
        "id!{\"id\":42}!42",
        "id!{\"id\":true}!true",
        "request.path!{\"request\":{\"q\":[1,{}],\"path\":\"/a\"},\"z\":0}!/a",
        "request.path!{\"request.path\":\"/a\"}!/a",
        "a.b.c!{\"a\":{\"b.c\":\"x\"}}!x",
      })
  void json_field_isFoundByItsPath(String path, String line, String key) {
    assertThat(new JsonField(path).keyOf(line), is(key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"path\":null}",
        "{\"path\":\"\"}",
        "{\"path\":[1]}",
        "{\"path\":{\"path\":1}}",
        "[{\"path\":1}]",
        "{\"path\":1",
        "{\"path\":1} x",
        "path",
      })
  void json_noSuchField_hasNoKey(String line) {
    assertThat(new JsonField("path").keyOf(line), is((String) null));
  }
}
