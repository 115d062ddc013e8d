package dev.larder.valkey;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any reply: null, bytes, a number, or a list of such. A map is a list of keys and values. */
final class ReplyOutput extends CommandOutput<byte[], byte[], @Nullable Object> {
  /** A list that is not complete. */
  private static final class OpenList {
    final List<@Nullable Object> elements = new ArrayList<>();
    int missing;

    OpenList(int missing) {
      this.missing = missing;
    }
  }

  private final Deque<OpenList> open = new ArrayDeque<>();

  ReplyOutput() {
    super(ByteArrayCodec.INSTANCE, null);
  }

  @Override
  public void set(@Nullable ByteBuffer bytes) {
    add(bytes == null ? null : ByteArrayCodec.INSTANCE.decodeValue(bytes));
  }

  @Override
  public void set(long number) {
    add(number);
  }

  @Override
  public void set(boolean value) {
    add(value ? 1L : 0L);
  }

  @Override
  public void multi(int count) {
    if (count < 0) {
      add(null);
      return;
    }
    OpenList list = new OpenList(count);
    open.push(list);
    closeComplete();
  }

  private void add(@Nullable Object element) {
    OpenList list = open.peek();
    if (list == null) {
      output = element;
    } else {
      list.elements.add(element);
      list.missing--;
      closeComplete();
    }
  }

  private void closeComplete() {
    OpenList list = open.peek();
    if (list != null && list.missing == 0) {
      open.pop();
      add(list.elements);
    }
  }
}
