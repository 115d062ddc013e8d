package dev.larder.micrometer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The samples of one scrape, in Prometheus's text format, and the expressions that name them. */
final class Samples {
  /** Prometheus adds them to each sample. */
  private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");

  private static final Set<String> OPERATORS = Set.of("and", "or", "unless");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)(=~|=)\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((.*), (\\w+)\\)", Pattern.DOTALL);
  private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
  private static final Pattern NAME =
      Pattern.compile("\\b([a-z_]\\w*)\\b(?:\\{([^}]*)})?(\\s*\\()?");

  /** The labels of the samples of each metric. */
  private final Map<String, Set<Map<String, String>>> metrics = new HashMap<>();

  Samples(String scraped) {
    for (String line : scraped.lines().toList()) {
      Matcher sample = SAMPLE.matcher(line);
      if (!line.startsWith("#") && sample.matches()) {
        Map<String, String> labels = new HashMap<>();
        if (sample.group(2) != null) {
          for (MatchResult label : LABEL.matcher(sample.group(2)).results().toList()) {
            labels.put(label.group(1), label.group(3));
          }
        }
        metrics.computeIfAbsent(sample.group(1), name -> new HashSet<>()).add(labels);
      }
    }
  }

  /** Returns what an expression, or the query of a variable, names and no sample has. */
  Set<String> missing(String expression) {
    String rest = expression.replaceAll("\\[[^]]*]", "");
    Set<String> grouping = new TreeSet<>();
    Matcher variable = LABEL_VALUES.matcher(rest);
    if (variable.matches()) {
      grouping.add(variable.group(2));
      rest = variable.group(1);
    }
    for (MatchResult by : GROUPING.matcher(rest).results().toList()) {
      grouping.addAll(List.of(by.group(1).split(", ")));
    }
    rest = GROUPING.matcher(rest).replaceAll("");
    Set<String> missing = new TreeSet<>();
    int found = 0;
    for (MatchResult name : NAME.matcher(rest).results().toList()) {
      if (name.group(3) == null && !OPERATORS.contains(name.group(1))) {
        found++;
        check(name.group(1), name.group(2), grouping, missing);
      }
    }
    if (found == 0) {
      missing.add("no metric in " + expression);
    }
    return missing;
  }

  private void check(String name, String selector, Set<String> grouping, Set<String> missing) {
    Set<Map<String, String>> samples = metrics.getOrDefault(name, Set.of());
    if (samples.isEmpty()) {
      missing.add(name);
    }
    for (String label : grouping) {
      if (!OF_THE_TARGET.contains(label)
          && !samples.stream().allMatch(sample -> sample.containsKey(label))) {
        missing.add(name + " by " + label);
      }
    }
    if (selector != null) {
      for (MatchResult label : LABEL.matcher(selector).results().toList()) {
        if (!OF_THE_TARGET.contains(label.group(1))
            && samples.stream().noneMatch(sample -> matches(label, sample))) {
          missing.add(name + "{" + label.group() + "}");
        }
      }
    }
  }

  /** Returns whether a label of a selector selects a sample. A variable selects all. */
  private static boolean matches(MatchResult label, Map<String, String> sample) {
    String value = sample.get(label.group(1));
    if (value == null || label.group(3).startsWith("$")) {
      return value != null;
    }
    return label.group(2).equals("=")
        ? value.equals(label.group(3))
        : value.matches(label.group(3));
  }
}
