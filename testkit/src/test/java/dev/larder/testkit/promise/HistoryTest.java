package dev.larder.testkit.promise;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  @Test
  void linearizable_noCalls_isTrue() {
    assertThat(new History(List.of()).isLinearizable(), is(true));
  }

  @Test
  void linearizable_overlappingCalls_inEitherOrder() {
    History history =
        new History(
            List.of(call(Operation.PUT, 1, 0, 10, null), call(Operation.GET, 0, 2, 3, null)));
    assertThat(history.isLinearizable(), is(true));
    History other =
        new History(List.of(call(Operation.PUT, 1, 0, 10, null), call(Operation.GET, 0, 2, 3, 1)));
    assertThat(other.isLinearizable(), is(true));
  }

  @Test
  void linearizable_readAfterPut_seesIt() {
    History history =
        new History(
            List.of(call(Operation.PUT, 1, 0, 1, null), call(Operation.GET, 0, 2, 3, null)));
    assertThat(history.isLinearizable(), is(false));
  }

  @Test
  void linearizable_twoTakers_onlyOneSucceeds() {
    History history =
        new History(
            List.of(
                call(Operation.PUT, 1, 0, 1, null),
                call(Operation.GET_AND_REMOVE, 0, 2, 9, 1),
                call(Operation.GET_AND_REMOVE, 0, 3, 8, 1)));
    assertThat(history.isLinearizable(), is(false));
  }

  @Test
  void linearizable_consecutiveReads_doNotGoBack() {
    History history =
        new History(
            List.of(
                call(Operation.PUT, 1, 0, 10, null),
                call(Operation.GET, 0, 2, 3, 1),
                call(Operation.GET, 0, 4, 5, null)));
    assertThat(history.isLinearizable(), is(false));
  }

  private static History.Call call(
      Operation operation, int a, long before, long after, Object result) {
    return new History.Call(operation, a, 0, new History.Span(before, after), result);
  }
}
