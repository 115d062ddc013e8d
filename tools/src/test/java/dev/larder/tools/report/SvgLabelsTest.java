package dev.larder.tools.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import dev.larder.tools.provider.CacheSize;
import dev.larder.tools.provider.Contender;
import dev.larder.tools.provider.Subject;
import dev.larder.tools.provider.Subjects;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Texts of a picture must not cover each other, whatever the figures are. */
class SvgLabelsTest {
  private static final Map<String, Integer> SIZES = Map.of("title", 19, "", 13, "value", 12);

  @Test
  void texts_randomFigures_neverOverlap() throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      List<Text> texts = texts(SvgPlot.of(random(new Random(seed))).text());
      for (int i = 0; i < texts.size(); i++) {
        for (Text other : texts.subList(i + 1, texts.size())) {
          String pair = "seed " + seed + ": " + texts.get(i) + " and " + other;
          assertThat(pair, texts.get(i).overlaps(other), is(false));
        }
      }
    }
  }

  @Test
  void values_farApart_areAllShown() throws Exception {
    List<Text> texts = texts(SvgPlot.of(Reports.of("t", 10, 100, 1_000)).text());

    assertThat(texts.stream().filter(text -> text.size == 12).count(), is(3L));
  }

  @Test
  void legend_longNames_takesMoreRows() {
    List<Contender> contenders = new ArrayList<>(List.of(Reports.LRU, Reports.ADAPTIVE));
    for (int i = 0; i < 5; i++) {
      contenders.add(Subjects.contender("caffeine", "a-policy-with-quite-a-long-name-" + i));
    }
    Curve curve = Reports.of("t", contenders, 100, 500).curve();

    assertThat(SvgLegend.of(curve, 76, 828, 80).extraHeight(), greaterThan(0));
  }

  private static ReplayReport random(Random random) {
    List<Contender> contenders = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(6); i++) {
      contenders.add(Subjects.contender("caffeine", "p".repeat(1 + random.nextInt(130)) + i));
    }
    List<CacheSize> sizes =
        random
            .longs(1 + random.nextInt(8), 1, 10L << random.nextInt(40))
            .distinct()
            .sorted()
            .mapToObj(CacheSize::of)
            .toList();
    List<Subject> subjects = Contender.subjects(contenders, sizes);
    long around = random.nextInt(20_000);
    long spread = 1L << random.nextInt(14);
    return Reports.of(
        "source-" + "W".repeat(random.nextInt(90)),
        1 + random.nextInt(3),
        subjects,
        subject -> Math.min(20_000, Math.max(0, around + random.nextLong(2 * spread) - spread)));
  }

  /** A text of a picture, with the box that it covers at least in a narrow font. */
  private record Text(String content, double left, double right, double y, int size) {
    static Text of(Element element) {
      int size = SIZES.get(element.getAttribute("class"));
      String content = element.getTextContent();
      double width = content.length() * size * 0.6;
      double x = Double.parseDouble(element.getAttribute("x"));
      double left =
          switch (element.getAttribute("text-anchor")) {
            case "middle" -> x - width / 2;
            case "end" -> x - width;
            default -> x;
          };
      return new Text(
          content, left, left + width, Double.parseDouble(element.getAttribute("y")), size);
    }

    boolean overlaps(Text other) {
      boolean below = y - size >= other.y || other.y - other.size >= y;
      return !below && left < other.right && other.left < right;
    }
  }

  private static List<Text> texts(String svg) throws Exception {
    NodeList texts =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)))
            .getElementsByTagName("text");
    return Stream.iterate(0, i -> i < texts.getLength(), i -> i + 1)
        .map(i -> Text.of((Element) texts.item(i)))
        .toList();
  }
}
