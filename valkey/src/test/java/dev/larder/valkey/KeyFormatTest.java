package dev.larder.valkey;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.store.Codec;
import dev.larder.store.TestContext;
import io.lettuce.core.cluster.SlotHash;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys on the server. */
class KeyFormatTest {
  private static final UUID ID = UUID.fromString("0a1b2c3d-0000-4000-8000-00000000ffff");
  private static final Codec<Object> CODEC = new TestContext<Object, Object>().codecs().key();

  private static KeyFormat<Object> format(int tags) {
    return new KeyFormat<>(CODEC, "larder", "books", tags);
  }

  @ParameterizedTest
  @CsvSource({
    "Anna, larder:books:Anna",
    "a:b/c d, larder:books:a:b/c d",
    "100%, larder:books:100%25",
    "{a}, larder:books:%7Ba%7D",
    "#i1, larder:books:%23i1",
    "~x, larder:books:%7Ex",
    "a#b~c, larder:books:a#b~c",
    "Zürich, larder:books:Zürich",
  })
  void encode_string_isReadable(String key, String expected) {
    assertThat(format(0).encode(key).toString(), is(expected));
    assertThat(format(0).decode(format(0).encode(key)), is(key));
  }

  @Test
  void encode_numbersAndIds_areReadable() {
    assertThat(format(0).encode(42).toString(), is("larder:books:#i42"));
    assertThat(format(0).encode(-42L).toString(), is("larder:books:#l-42"));
    assertThat(format(0).encode((short) 1).toString(), is("larder:books:#s1"));
    assertThat(format(0).encode((byte) 1).toString(), is("larder:books:#b1"));
    assertThat(format(0).encode(ID).toString(), is("larder:books:#u" + ID));
    assertThat(format(0).encode(List.of(1)).toString(), startsWith("larder:books:~"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64})
  void encode_manyKeys_areDifferentAndComeBack(int tags) {
    KeyFormat<Object> format = format(tags);
    Set<Object> keys = new HashSet<>(List.of(1, 1L, (short) 1, (byte) 1, "1", ID, List.of("1")));
    keys.addAll(List.of("", "#", "~", "%", "%25", "{", "}", "{}", "}#lock", "#lock", "\0", "\n"));
    keys.addAll(List.of("\uD83D\uDE00", "\uD83D", "a\uDE00b", "x".repeat(100_000), 1.5, 'c'));
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder key = new StringBuilder();
      for (int length = random.nextInt(4); length >= 0; length--) {
        key.append("%{}#~:0aA?*[]\\^-\uD83D\uDE00\u00FC\u007F ".charAt(random.nextInt(21)));
      }
      keys.add(key.toString());
    }
    Set<Bytes> encoded = new HashSet<>();
    for (Object key : keys) {
      Bytes entry = format.encode(key);
      assertThat(format.decode(entry), is(key));
      encoded.add(entry);
      encoded.add(KeyFormat.lock(entry));
    }
    assertThat("no key is another's, or another's lock", encoded, hasSize(2 * keys.size()));
  }

  @Test
  void lock_anyKey_liesInTheSameSlot() {
    for (int tags : new int[] {0, 8}) {
      for (Object key : List.of("Anna", "{x}", "", 5, List.of(1))) {
        Bytes entry = format(tags).encode(key);
        assertThat(slotOf(KeyFormat.lock(entry)), is(slotOf(entry)));
      }
    }
  }

  private static int slotOf(Bytes key) {
    return SlotHash.getSlot(key.array());
  }

  @ParameterizedTest
  @CsvSource({
    "a, b, a:b, c",
    "a, 'b:c', 'a:b', c",
    "a, b, a, 'b#1'",
    "p, '*', p, x",
    "p, 'a?', p, ab"
  })
  void pattern_otherCache_matchesNoneOfItsKeys(
      String prefix, String name, String otherPrefix, String otherName) {
    for (int tags : new int[] {0, 4}) {
      KeyFormat<Object> one = new KeyFormat<>(CODEC, prefix, name, tags);
      KeyFormat<Object> other = new KeyFormat<>(CODEC, otherPrefix, otherName, tags);
      assertThat(matches(one.pattern(), one.encode("k:x")), is(true));
      assertThat(matches(one.pattern(), other.encode("k:x")), is(false));
      assertThat(matches(one.pattern(), KeyFormat.lock(one.encode("k:x"))), is(false));
      assertThat(matches(one.pattern(), one.meta()), is(false));
      assertThat(matches(one.pattern(), one.deadlines(0)), is(false));
    }
  }

  /** Matches as the server does, for the characters that patterns here have. */
  private static boolean matches(String glob, Bytes key) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char at = glob.charAt(i);
      if (at == '\\') {
        i++;
        regex.append(Pattern.quote(String.valueOf(glob.charAt(i))));
      } else {
        regex.append(at == '*' ? ".*" : at == '?' ? "." : Pattern.quote(String.valueOf(at)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(key.toString()).matches();
  }

  @Test
  void encode_tags_areDistributed() {
    Set<Integer> tags = new HashSet<>();
    KeyFormat<Object> format = format(16);
    for (int i = 0; i < 1_000; i++) {
      Bytes entry = format.encode("key" + i);
      tags.add(format.tag(entry));
      assertThat(entry.toString(), startsWith("{larder:books#" + format.tag(entry) + "}:"));
    }
    assertThat(tags, hasSize(16));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"larder:books:#x1", "larder:books:#i", "larder:books:#ia", "larder:books:%"})
  void decode_foreignKey_throwsWithTheKey(String key) {
    CacheException thrown =
        assertThrows(CacheException.class, () -> format(0).decode(Bytes.of(key)));
    assertThat(thrown.getMessage(), startsWith("'" + key + "' on the server is no key"));
    assertThat(thrown.getCause(), is(not(thrown)));
  }
}
