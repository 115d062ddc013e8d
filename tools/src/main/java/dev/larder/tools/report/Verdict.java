package dev.larder.tools.report;

import dev.larder.tools.replay.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The sentences about the agreement of the figures of tool, table and MBeans. */
record Verdict(ReplayReport report) {

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (report.agrees()) {
      sentences.add("Tool, table and MBeans agree:");
      sentences.add(equalities());
      return sentences;
    }
    discrepancies(true).forEach(sentences::add);
    if (discrepancies(false).findAny().isPresent()) {
      sentences.add("Note: another provider counts otherwise, which is no failure of the replay:");
      discrepancies(false).forEach(sentences::add);
    }
    return sentences;
  }

  private Stream<String> discrepancies(boolean ofLarder) {
    return report.runs().stream()
        .filter(run -> ReplayReport.isLarder(run) == ofLarder)
        .flatMap(run -> report.discrepancies(run).stream().map(what -> place(run) + ": " + what));
  }

  private String place(RunResult run) {
    String name = run.subject().contender().name();
    return name + (run.size().isPresent() ? ", size " + RunTables.entries(run) : ", its own bound");
  }

  private String equalities() {
    String evictions = report.comparable() ? ", evictions = loads - entries left" : "";
    return report.settings().threads() == 1
        ? "requests = gets, misses = loads = SELECTs" + evictions
        : "requests = gets, loads = SELECTs, misses = loads and waits for one" + evictions;
  }
}
