package dev.halfway.benchmark;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A picture of what a benchmark has measured. */
public final class LineChart {

  /** Told apart also by those who see few colours (Okabe and Ito, 2008). */
  private static final Color[] COLOURS = {
    new Color(0x0072b2), new Color(0xd55e00), new Color(0x009e73),
    new Color(0x999999), new Color(0xcc79a7), new Color(0xe69f00)
  };

  private final XYChart chart;

  public LineChart(String title, String x, String y) {
    chart =
        new XYChartBuilder()
            .width(900)
            .height(400)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart
        .getStyler()
        .setSeriesColors(COLOURS)
        .setLegendPosition(LegendPosition.OutsideS)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false);
  }

  /** With a logarithmic scale from 1 on; what is below is drawn on its edge. */
  LineChart logarithmic() {
    chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(1.0);
    return this;
  }

  public LineChart line(String name, List<Double> x, List<Double> y) {
    chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE);
    return this;
  }

  /** Leaves it in {@code target}. */
  public void save(String name) throws IOException {
    BitmapEncoder.saveBitmap(chart, Path.of(name).toString(), BitmapFormat.PNG);
  }
}
