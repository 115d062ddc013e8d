package dev.larder.tools.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PlotTest {
  @Test
  void svg_anyTraceName_isWellFormed() throws Exception {
    Document svg = parse(SvgPlot.of(Reports.of("<a> & \"b\"\u0001", 20, 200)).text());

    assertThat(svg.getDocumentElement().getTagName(), is("svg"));
    assertThat(
        svg.getElementsByTagName("title").item(0).getTextContent(),
        is("Miss ratio by cache size: <a> & \"b\" "));
  }

  @Test
  void svg_eachSize_hasAMark() throws Exception {
    Document svg = parse(SvgPlot.of(Reports.of("trace", 20, 200, 1_000)).text());

    assertThat(svg.getElementsByTagName("path").getLength(), is(4));
    assertThat(svg.getElementsByTagName("polyline").getLength(), is(1));
  }

  @Test
  void svg_series_haveMarksOfTheirOwn() {
    assertThat(IntStream.range(0, 40).mapToObj(SvgMark::of).distinct().count(), is(40L));
  }

  @Test
  void plot_singleSize_isPlotted() throws Exception {
    String svg = SvgPlot.of(Reports.of("trace", 50)).text();

    parse(svg);
    assertThat(svg, not(containsString("NaN")));
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 40, 80, 100, 200})
  void terminalPlot_anyWidth_fits(int width) {
    List<Integer> widths =
        plot(width, Glyphs.UNICODE).stream().map(line -> line.stripTrailing().length()).toList();

    assertThat(widths, everyItem(lessThanOrEqualTo(width)));
  }

  @Test
  void terminalPlot_eachSize_isMarked() {
    String drawing = String.join("\n", plot(100, Glyphs.UNICODE).subList(1, 18));

    assertThat(drawing.chars().filter(character -> character == '●').count(), is(3L));
  }

  @Test
  void terminalPlot_sampledTrace_hasFullSizes() {
    Curve curve = Reports.sampled("t", 1_000, List.of(Reports.LRU), 100_000, 1_500_000).curve();

    assertThat(
        String.join("", new TerminalPlot(curve, 100, Glyphs.ASCII).lines()), containsString("1M"));
    assertThat(
        curve.lru().missRatio(100_000), is(Reports.of("t", 100).curve().lru().missRatio(100)));
  }

  @Test
  void terminalPlot_asciiGlyphs_isAscii() {
    assertThat(plot(100, Glyphs.ASCII), everyItem(matchesRegex("\\p{ASCII}*")));
  }

  @Test
  void canvas_brailleDots_areWhereDrawn() {
    DotCanvas canvas = new DotCanvas(2, 1, Glyphs.UNICODE);
    canvas.line(0, 1, 0, 1);
    canvas.line(1, 0, 1, 0);

    assertThat(canvas.textOf(0), is("⠁⢀"));
  }

  @Test
  void canvas_marksAtOnePoint_areSideBySide() {
    DotCanvas canvas = new DotCanvas(4, 1, Glyphs.UNICODE);
    for (char marker : "abcde".toCharArray()) {
      canvas.mark(0.4, 0, marker);
    }

    assertThat(canvas.textOf(0), is("cabd"));
  }

  @Test
  void canvas_line_hasNoGaps() {
    DotCanvas canvas = new DotCanvas(4, 1, Glyphs.UNICODE);
    canvas.line(0, 0, 1, 0);

    assertThat(canvas.textOf(0), is("⣀⣀⣀⣀"));
  }

  private static List<String> plot(int width, Glyphs glyphs) {
    Curve curve = Reports.of("trace", 20, 200, 1_000).curve();
    return new TerminalPlot(curve, width, glyphs).lines();
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
