package dev.halfway.web.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.transaction.Mode;
import dev.halfway.transaction.comparison.Distribution;
import dev.halfway.transaction.comparison.Integrity;
import dev.halfway.transaction.comparison.ModeResult;
import dev.halfway.transaction.comparison.Report;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ComparisonPictureTest {

  private static final Pattern POINT = Pattern.compile("([0-9.]+),([0-9.]+)");

  @Test
  void barsAreAsHighAsTheirModesAreFast() throws Exception {
    Document svg = parsed(draw(Reports.report(null)));

    List<Element> bars = elements(svg, "rect").subList(1, 3);
    double slow = Double.parseDouble(bars.get(0).getAttribute("height"));
    double fast = Double.parseDouble(bars.get(1).getAttribute("height"));
    assertThat(slow / fast).isBetween(0.49, 0.52);
    assertThat(texts(svg)).contains("100", "200", "xa", "half");
  }

  @Test
  void linesRiseToTheRight() throws Exception {
    Document svg = parsed(draw(Reports.report(null)));

    assertThat(elements(svg, "polyline"))
        .hasSize(2)
        .allSatisfy(
            line -> {
              double x = 0;
              double y = Double.MAX_VALUE;
              Matcher point = POINT.matcher(line.getAttribute("points"));
              while (point.find()) {
                assertThat(Double.parseDouble(point.group(1))).isGreaterThan(x);
                assertThat(Double.parseDouble(point.group(2))).isLessThanOrEqualTo(y);
                x = Double.parseDouble(point.group(1));
                y = Double.parseDouble(point.group(2));
              }
              assertThat(y).as("of points").isLessThan(Double.MAX_VALUE);
            });
  }

  @Test
  void textsAreEscapedAndANoticeIsShown() throws Exception {
    Document svg = parsed(draw(Reports.report("H2 & <demo>")));

    assertThat(texts(svg)).contains("H2 & <demo>");
    assertThat(texts(svg)).anyMatch(text -> text.contains("PostgreSQL <15>; JVM & co"));
    assertThat(texts(parsed(draw(Reports.report(null))))).noneMatch(one -> one.contains("demo"));
  }

  /** Where nothing was accepted there is nothing to draw, and that is no error. */
  @Test
  void nothingIsDrawnOfNothing() throws Exception {
    Distribution none = new Distribution(0, 0, 0, 0, List.of());
    ModeResult nothing =
        new ModeResult(
            Mode.HALF,
            0,
            0,
            1_000,
            "refused",
            0,
            List.of(0.0),
            none,
            none,
            null,
            null,
            new Integrity(0, 0, 0, 0, 0),
            Map.of());

    Document svg = parsed(draw(new Report(null, Map.of(), List.of(nothing))));

    assertThat(elements(svg, "polyline")).isEmpty();
    assertThat(texts(svg)).contains("0", "half");
  }

  @Test
  void decimalsHaveAPointWhereverTheServerStands() throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      Document svg = parsed(draw(Reports.report(null)));
      assertThat(elements(svg, "rect").get(1).getAttribute("x")).contains(".").doesNotContain(",");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String draw(Report report) {
    return ComparisonPicture.of(Reports.comparison(report), report);
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document svg, String name) {
    NodeList found = svg.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<String> texts(Document svg) {
    return elements(svg, "text").stream().map(Element::getTextContent).toList();
  }
}
