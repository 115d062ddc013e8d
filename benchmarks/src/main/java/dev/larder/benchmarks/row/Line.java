package dev.larder.benchmarks.row;

import java.util.List;

/**
 * A line of a table.
 *
 * @param family the table and chart
 * @param label the text of the first column
 * @param metric the figure in the columns of the subjects
 * @param bars the targets
 */
public record Line(Family family, String label, Metric metric, List<Bar> bars) {}
