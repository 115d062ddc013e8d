package dev.larder.testkit.promise;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reports verdicts as they come in: a line of progress for each, and a file of broken promises. */
final class Report {
  private final Path folder;
  private final PrintWriter progress;
  private final Map<String, Verdict> verdicts = new HashMap<>();
  private final Map<Subject, String> versions = new HashMap<>();

  Report(Path folder, PrintWriter progress) {
    this.folder = folder;
    this.progress = progress;
  }

  void version(Subject subject, String providerClass, String version) {
    versions.put(subject, version + " (`" + providerClass + "`)");
  }

  void add(Subject subject, Integer promise, Verdict verdict) throws IOException {
    verdicts.put(subject.label() + " " + promise, verdict);
    String sentence = Promises.all().get(promise).sentence();
    progress.println(subject.label() + ": " + sentence + ": " + verdict.text());
    if (!verdict.isKept()) {
      Files.createDirectories(folder);
      String name = subject.label() + "-" + sentence.replaceAll("[^A-Za-z0-9]+", "-") + ".txt";
      Files.writeString(folder.resolve(name), sentence + "\n\n" + verdict.detail());
    }
  }

  boolean brokeNone(Subject subject, Plan plan) {
    return plan.promises().stream()
        .map(promise -> verdict(subject, promise))
        .allMatch(verdict -> verdict.isKept() || verdict.kind() == Verdict.Kind.NOT_APPLICABLE);
  }

  private Verdict verdict(Subject subject, Integer promise) {
    return verdicts.getOrDefault(
        subject.label() + " " + promise, Verdict.notApplicable("was not probed"));
  }

  /** Returns the table, with a row for each promise and a column for each subject. */
  String markdown(List<Subject> subjects, Plan plan) {
    StringBuilder table = new StringBuilder("| promise | basis |");
    subjects.forEach(subject -> table.append(' ').append(subject.label()).append(" |"));
    table.append("\n|---|---|").append("---|".repeat(subjects.size())).append('\n');
    for (Integer number : plan.promises()) {
      Promise promise = Promises.all().get(number);
      table.append("| ").append(promise.sentence()).append(" | ").append(basis(promise));
      subjects.forEach(subject -> table.append(" | ").append(verdict(subject, number).text()));
      table.append(" |\n");
    }
    table.append('\n');
    for (Subject subject : subjects) {
      String version = versions.getOrDefault(subject, "was not started");
      table.append("- ").append(subject.label()).append(": ").append(version).append('\n');
    }
    return table.toString();
  }

  private static String basis(Promise promise) {
    return promise.basis() == Basis.BEYOND ? "beyond" : "spec: " + promise.source();
  }
}
