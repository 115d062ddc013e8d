package dev.larder.benchmarks.row;

import java.util.List;

/**
 * A line of a table.
 *
 * @param family the table, and the chart
 * @param label its first column
 * @param metric what the columns of the subjects show
 * @param bars what is to be reached
 */
public record Line(Family family, String label, Metric metric, List<Bar> bars) {}
