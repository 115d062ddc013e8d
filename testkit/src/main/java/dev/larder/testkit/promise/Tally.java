package dev.larder.testkit.promise;

import java.util.ArrayList;
import java.util.List;

/** Counts how often a promise was kept and broken. Thread-safe. */
final class Tally {
  private static final int EXAMPLES = 20;

  private final List<String> examples = new ArrayList<>();
  private long checked;
  private long broken;

  synchronized void add(boolean kept, String whatElse) {
    checked++;
    if (!kept) {
      broken++;
      remember(whatElse);
    }
  }

  synchronized void add(long brokenOnes, long all, String what) {
    checked += all;
    broken += brokenOnes;
    if (brokenOnes > 0) {
      remember(what);
    }
  }

  private void remember(String example) {
    if (examples.size() < EXAMPLES) {
      examples.add(example);
    }
  }

  /** Returns the verdict. A probe that checked nothing proves nothing. */
  synchronized Verdict verdict() {
    if (checked == 0) {
      return Verdict.notApplicable("nothing could be checked");
    }
    if (broken == 0) {
      return new Verdict(Verdict.Kind.KEPT, "kept", checked + " checked");
    }
    String count = "broken: " + broken + " of " + checked;
    return new Verdict(
        Verdict.Kind.BROKEN,
        count + ", e.g. " + Texts.oneLine(examples.get(0)),
        count + "\n" + String.join("\n", examples));
  }
}
