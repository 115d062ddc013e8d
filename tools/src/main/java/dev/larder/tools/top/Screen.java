package dev.larder.tools.top;

import dev.larder.tools.figures.Sample;
import dev.larder.tools.figures.Watch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * The live view in a terminal. It takes the whole screen, and restores it at the end, after Ctrl-C
 * and SIGTERM too. One thread reads keys and takes samples in turn.
 */
final class Screen {
  private final Terminal terminal;
  private final Watch watch;
  private final boolean ascii;
  private final Display display;

  /** Whether the user has pressed Ctrl-C. */
  private volatile boolean interrupted;

  private volatile boolean resized;

  Screen(Terminal terminal, Watch watch, boolean ascii) {
    this.terminal = terminal;
    this.watch = watch;
    this.ascii = ascii;
    this.display = new Display(terminal, true);
  }

  /** Shows the caches until the user quits. */
  void run(TopState initial) throws IOException {
    terminal.handle(Terminal.Signal.INT, signal -> interrupted = true);
    terminal.handle(Terminal.Signal.WINCH, signal -> resized = true);
    Attributes saved = terminal.enterRawMode();
    Thread restore = new Thread(() -> leave(saved), "larder-top-restore");
    Runtime.getRuntime().addShutdownHook(restore);
    try {
      enter();
      show(initial);
    } finally {
      Runtime.getRuntime().removeShutdownHook(restore);
      leave(saved);
    }
  }

  private void enter() {
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.keypad_xmit);
    terminal.puts(Capability.cursor_invisible);
    terminal.flush();
  }

  private void leave(Attributes saved) {
    terminal.puts(Capability.exit_ca_mode);
    terminal.puts(Capability.keypad_local);
    terminal.puts(Capability.cursor_visible);
    terminal.flush();
    terminal.setAttributes(saved);
  }

  private void show(TopState initial) throws IOException {
    TopState state = initial;
    Sample sample = watch.sample();
    long next = System.nanoTime() + watch.interval().toNanos();
    draw(sample, state);
    while (state.view() != TopState.View.QUIT && !interrupted) {
      long millis = Math.max(1, (next - System.nanoTime()) / 1_000_000);
      Optional<Key> key = Key.read(terminal.reader(), Math.min(millis, 200));
      if (key.isPresent()) {
        state = state.after(key.get(), state.shown(watch.history().activities()));
      }
      boolean isDue = System.nanoTime() - next >= 0;
      if (isDue) {
        sample = watch.sample();
        next = System.nanoTime() + watch.interval().toNanos();
      }
      if (key.isPresent() || isDue || resized) {
        draw(sample, state);
      }
    }
  }

  private void draw(Sample sample, TopState state) throws IOException {
    Size size = terminal.getSize();
    if (resized) {
      resized = false;
      display.clear();
    }
    int columns = Math.max(20, size.getColumns());
    int rows = Math.max(5, size.getRows());
    display.resize(Size.of(columns, rows));
    List<AttributedString> lines =
        new Page(watch, columns, rows, ascii)
            .lines(sample, state).stream().map(Screen::styled).toList();
    display.update(lines, 0);
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
