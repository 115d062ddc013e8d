package dev.larder.tools.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void line_onATerminal_isNarrowerThanIt() throws Exception {
    StringWriter text = new StringWriter();
    Progress progress = new Progress(new PrintWriter(text, true), true, 30);
    LongConsumer step = progress.step("a step with quite a long name", 10);
    TimeUnit.MILLISECONDS.sleep(120);
    step.accept(5);

    List<Integer> lengths =
        List.of(text.toString().split("\r\033\\[K", -1)).stream().map(String::length).toList();
    assertThat(lengths.size(), is(2));
    assertThat(lengths, everyItem(lessThan(30)));
  }

  @Test
  void step_afterClose_writesNothing() throws Exception {
    StringWriter text = new StringWriter();
    Progress progress = new Progress(new PrintWriter(text, true), true, 80);
    LongConsumer step = progress.step("a step", 10);
    TimeUnit.MILLISECONDS.sleep(120);
    progress.close();
    step.accept(5);

    assertThat(text.toString(), is("\r\033[K"));
  }
}
