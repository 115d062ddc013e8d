package dev.larder.valkey;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.store.Action;
import dev.larder.store.TestContext;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies of the script that tell of a conflict. */
class EntryCommandsTest {
  private final KeyFormat<Object> keys =
      new KeyFormat<>(new TestContext<>().codecs().key(), "test", "cache", 1);
  private final EntryCommands commands =
      new EntryCommands(keys, ValkeyConfiguration.of("redis://h?expired-events=true"));

  /**
   * The time to live and the value are read one after the other. If another process writes the
   * entry in between, the new value may look expired.
   */
  @ParameterizedTest
  @CsvSource({
    "true, 1, false",
    "true, 2, true",
    "false, 2, false",
    "false, 0, false",
    "false, 1, true"
  })
  void isConflict_stateIsNotTheOneRead_isTrue(boolean isLive, long state, boolean expected) {
    Seen seen = new Seen(new byte[] {1}, isLive, 0);
    Step step = new Step(Action.WRITE, Step.FOREVER);
    Command command =
        commands.compareAndSet(keys.encode("k"), seen, EntryCommands.anyToken(), step, null);
    Object reply = Arrays.asList(1L, state, 0L, null);
    assertThat(commands.isConflict(command, seen, reply), is(expected));
  }
}
