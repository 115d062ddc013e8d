package dev.larder.tools.top;

import dev.larder.tools.figures.Sample;
import dev.larder.tools.figures.Watch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Signals;

/**
 * The live view in a terminal. It takes the whole screen, and restores it at the end, after Ctrl-C,
 * SIGTERM and SIGHUP too. A thread of its own takes the samples, so that keys are heard while the
 * JVM does not answer.
 */
final class Screen {
  /** How long to wait for a key, in milliseconds. */
  private static final long WAIT_MILLIS = 200;

  private final Terminal terminal;
  private final Watch watch;
  private final boolean ascii;
  private final Display display;

  private final Sampler sampler;

  /** Whether a signal asks for the end. */
  private volatile boolean interrupted;

  private volatile boolean resized;

  Screen(Terminal terminal, Watch watch, boolean ascii) {
    this.terminal = terminal;
    this.watch = watch;
    this.ascii = ascii;
    this.display = new Display(terminal, true);
    this.sampler = new Sampler(watch);
  }

  /** Shows the caches until the user quits. */
  void run(TopState initial) throws IOException, InterruptedException {
    terminal.handle(Terminal.Signal.INT, signal -> interrupted = true);
    terminal.handle(Terminal.Signal.WINCH, signal -> resized = true);
    // A shutdown hook would come too late: the terminal is closed by another one.
    Object onTerm = Signals.register("TERM", () -> interrupted = true);
    Object onHangUp = Signals.register("HUP", () -> interrupted = true);
    Attributes saved = terminal.enterRawMode();
    try {
      enter();
      sampler.start();
      show(initial);
    } finally {
      leave(saved);
      Signals.unregister("TERM", onTerm);
      Signals.unregister("HUP", onHangUp);
    }
  }

  private void enter() {
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.keypad_xmit);
    terminal.puts(Capability.cursor_invisible);
    terminal.puts(Capability.clear_screen);
    terminal.flush();
    display.reset(); // the cursor is at the top left now
  }

  private void leave(Attributes saved) {
    terminal.puts(Capability.exit_ca_mode);
    terminal.puts(Capability.keypad_local);
    terminal.puts(Capability.cursor_visible);
    terminal.flush();
    terminal.setAttributes(saved);
  }

  private void show(TopState initial) throws IOException, InterruptedException {
    TopState state = initial;
    long drawn = 0;
    while (state.view() != TopState.View.QUIT && !interrupted) {
      Optional<Key> key = Key.read(terminal.reader(), WAIT_MILLIS);
      if (key.filter(Key.REDRAW::equals).isPresent()) {
        resized = true;
      } else if (key.isPresent()) {
        state = state.after(key.get(), state.shown(watch.history().activities()));
        sampler.wants(
            state.view() == TopState.View.CACHE ? state.position().selected() : Optional.empty());
      }
      Sample last = sampler.last();
      if (last != null
          && (key.isPresent() || last.nanos() != drawn || resized || sampler.isLate())) {
        draw(last, state);
        drawn = last.nanos();
      }
    }
  }

  private void draw(Sample sample, TopState state) {
    Size size = terminal.getSize();
    if (resized) {
      resized = false;
      display.clear();
    }
    int columns = Math.max(20, size.getColumns());
    int rows = Math.max(5, size.getRows());
    display.resize(Size.of(columns, rows));
    List<Line> lines =
        new ArrayList<>(
            new Page(watch, columns, rows, ascii, sampler::configuration).lines(sample, state));
    if (sampler.isLate()) {
      lines.set(1, Line.heading("The JVM does not answer at present.").cut(columns));
    }
    display.update(lines.stream().map(Screen::styled).toList(), 0);
  }

  private static AttributedString styled(Line line) {
    AttributedStyle style =
        switch (line.style()) {
          case HEADING -> AttributedStyle.BOLD;
          case SELECTED -> AttributedStyle.INVERSE;
          case PLAIN -> AttributedStyle.DEFAULT;
        };
    return new AttributedString(line.text(), style);
  }
}
