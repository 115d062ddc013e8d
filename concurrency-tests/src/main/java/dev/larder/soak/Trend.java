package dev.larder.soak;

import java.util.ArrayList;
import java.util.List;

/** A figure of each round, and its trend. */
final class Trend {
  private final List<Double> figures = new ArrayList<>();

  void add(double figure) {
    figures.add(figure);
  }

  /** Returns the trend without the first rounds. */
  Trend after(int first) {
    Trend rest = new Trend();
    figures.stream().skip(first).forEach(rest::add);
    return rest;
  }

  int count() {
    return figures.size();
  }

  double mean() {
    return figures.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  double least() {
    return figures.stream().mapToDouble(Double::doubleValue).min().orElse(0);
  }

  double most() {
    return figures.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** Returns the growth in a round: the slope of the regression line, by least squares. */
  double slope() {
    double middle = (count() - 1) / 2.0;
    double mean = mean();
    double products = 0;
    double squares = 0;
    for (int i = 0; i < count(); i++) {
      products += (i - middle) * (figures.get(i) - mean);
      squares += (i - middle) * (i - middle);
    }
    return squares == 0 ? 0 : products / squares;
  }

  /** Returns the growth of the regression line over all rounds, relative to the mean. */
  double drift() {
    return mean() == 0 ? 0 : slope() * Math.max(0, count() - 1) / mean();
  }
}
