package dev.larder.testkit.model;

import java.util.StringJoiner;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * An entry processor that performs the acts of a step. It returns the values that it read, or null
 * if none.
 */
record Processor(Step step, Journal journal) implements EntryProcessor<Integer, Box, String> {
  @Override
  @SuppressWarnings("NullAway") // a processor may return null
  public String process(MutableEntry<Integer, Box> entry, Object... arguments) {
    StringJoiner seen = new StringJoiner(",");
    for (int i = 0; i < step.acts().size(); i++) {
      String answer = act(entry, i);
      if (answer != null) {
        seen.add(answer);
      }
    }
    return seen.length() == 0 ? null : seen.toString();
  }

  private @Nullable String act(MutableEntry<Integer, Box> entry, int index) {
    return switch (step.acts().get(index)) {
      case EXISTS -> Boolean.toString(entry.exists());
      case GET -> {
        Box value = entry.getValue();
        yield value == null ? "null" : Integer.toString(journal.read(value));
      }
      case SET -> {
        entry.setValue(journal.lend(step.value(entry.getKey(), index)));
        yield null;
      }
      case REMOVE -> {
        entry.remove();
        yield null;
      }
      case FAIL -> throw new IllegalStateException("a processor that fails, on purpose");
    };
  }
}
