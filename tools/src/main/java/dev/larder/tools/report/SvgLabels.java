package dev.larder.tools.report;

import java.util.ArrayList;
import java.util.List;

/** The texts of a picture. None covers another, or a box that was reserved. */
final class SvgLabels {
  private final SvgLabel.Box picture;
  private final List<SvgLabel.Box> taken = new ArrayList<>();
  private final StringBuilder elements = new StringBuilder();

  SvgLabels(double width, double height) {
    picture = new SvgLabel.Box(0, 0, width, height);
  }

  /** Keeps a box free of labels that are added later. */
  void reserve(SvgLabel.Box box) {
    taken.add(box);
  }

  /** Adds a label, unless it would cover another or exceed the picture. */
  void add(SvgLabel label) {
    addFirst(List.of(label), "");
  }

  /** Adds the first of several positions of a label that is free, or none. */
  void addFirst(List<SvgLabel> positions, String color) {
    for (SvgLabel label : positions) {
      SvgLabel.Box box = label.box();
      if (picture.contains(box) && taken.stream().noneMatch(box::overlaps)) {
        taken.add(box);
        elements.append(label.element(color));
        return;
      }
    }
  }

  String elements() {
    return elements.toString();
  }
}
