package dev.larder.valkey;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and their parameters. */
class AddressParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis://localhost | redis://localhost:6379",
        "valkey://h:7000/3 | redis://h:7000/3",
        "rediss://u:secret@h | rediss://u@h:6379",
        "valkeys://:secret@h | rediss://h:6379",
        "redis://[::1]:7000 | redis://[::1]:7000",
        "redis://a,b:7001 | redis-cluster://a:6379,b:7001",
        "redis-cluster://a | redis-cluster://a:6379",
        "redis-sentinel://a,b:1/2#main | redis-sentinel://a:26379,b:1/2#main",
        "redis://h?timeout=500ms | redis://h:6379?timeout=500ms",
        "redis://h?on-failure=bypass&events=cluster&prefix=x"
            + " | redis://h:6379?prefix=x&on-failure=bypass&events=cluster",
      })
  void parse_address_isUnderstood(String address, String text) {
    assertThat(ValkeyConfiguration.of(address).toString(), is(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "localhost:6379 | accepted is redis://",
        "http://localhost | is no kind of server that is known: accepted is redis://",
        "redis:// | malformed host",
        "redis://h:0 | malformed host",
        "redis://h:99999 | malformed host",
        "redis://h,h:x | malformed host",
        "redis://h/abc | must be a number",
        "redis-cluster://h/1 | 0 in a cluster",
        "redis-sentinel://h | no name of a master",
        "redis://h#main | a name of a master",
        "redis://h?time=1s | unknown parameter 'time'",
        "redis://h?timeout=1 | ms, s or m",
        "redis://h?timeout=0s | more than 0",
        "redis://h?timeout=11m | at most 10m",
        "redis://h?events=all | must be local or cluster: 'all'",
        "redis://h?events=local&events=local | there twice",
        "redis://u:100%@h | percent-encode",
        "rediss://h?cert-file=a | cert-file and key-file of the store's address are set together",
        "redis://h?ca-file=a | write rediss in place of redis",
      })
  void parse_malformed_throws(String address, String part) {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> ValkeyConfiguration.of(address));
    assertThat(thrown.getMessage(), containsString(part));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://u:hunter2@h?time=1s",
        "redis://u:hunter2@h:x",
        "redis://u:hunter2@@h",
        "redis://u:hunter2%zz@h",
        "nothing://u:hunter2@h",
        "redis://u:1/hunter2@h",
        "redis://u:1?hunter2@h",
        "redis://u:1#hunter2@h",
      })
  void parse_malformedWithPassword_doesNotTellIt(String address) {
    Throwable thrown =
        assertThrows(IllegalArgumentException.class, () -> ValkeyConfiguration.of(address));
    for (; thrown != null; thrown = thrown.getCause()) {
      assertThat(String.valueOf(thrown.getMessage()), not(containsString("hunter2")));
      assertThat(String.valueOf(thrown.getMessage()), not(containsString("zz")));
    }
  }

  @Test
  void configuration_equalAddresses_areEqual() {
    ValkeyConfiguration one = ValkeyConfiguration.of("redis://h?timeout=1000ms");
    assertThat(one, equalTo(ValkeyConfiguration.of("valkey://h:6379?timeout=1s")));
    assertThat(one, not(equalTo(ValkeyConfiguration.of("redis://h?timeout=2s"))));
    assertThat(one, not(equalTo(one.withPassword(() -> new char[0]))));
    assertThat(one.timeout(), is(Duration.ofSeconds(1)));
  }

  @Test
  void configuration_serialized_isEqual() throws IOException, ClassNotFoundException {
    ValkeyConfiguration one = ValkeyConfiguration.of("redis://u:p@h/1?invoke=locked");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(one);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject(), equalTo(one));
    }
  }

  @Test
  void credentials_fromAFile_areReadEachTime(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "first\n");
    ValkeyConfiguration configuration =
        ValkeyConfiguration.of("redis://anna@h?password-file=" + file);
    assertThat(new String(configuration.credentials("anna").getPassword()), is("first"));
    Files.writeString(file, "second");
    assertThat(new String(configuration.credentials("anna").getPassword()), is("second"));
    assertThat(configuration.credentials("anna").getUsername(), is("anna"));
  }

  @Test
  void credentials_ofAnAddress_areDecoded() {
    ValkeyConfiguration configuration = ValkeyConfiguration.of("redis://a%40b:p%3A+w@h");
    assertThat(configuration.address().user(), is("a@b"));
    assertThat(new String(configuration.credentials("a@b").getPassword()), is("p:+w"));
  }
}
