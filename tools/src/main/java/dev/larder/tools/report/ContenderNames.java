package dev.larder.tools.report;

import dev.larder.tools.provider.Contender;
import java.util.List;

/** The names of the contenders in a report: no longer than needed to tell them apart. */
record ContenderNames(List<Contender> contenders) {

  /** Returns the name for tables and legends: the policy alone, if only policies differ. */
  String label(Contender contender) {
    return differOnlyByPolicy() ? contender.policy() : contender.name();
  }

  /** Returns the name for a sentence. */
  String phrase(Contender contender) {
    return differOnlyByPolicy() ? "policy = " + contender.policy() : contender.name();
  }

  private boolean differOnlyByPolicy() {
    return contenders.stream().map(contender -> contender.setup().className()).distinct().count()
            == 1
        && contenders.stream().noneMatch(contender -> contender.policy().isEmpty());
  }
}
