package dev.halfway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({"6.74e-46, 0.0", "0.0049, 0.0", "0.005, 0.01", "410.5, 410.5", "20123.456, 20123.46"})
  void areShownWithTwoDecimals(double measured, double shown) {
    assertThat(Figures.rounded(measured)).isEqualTo(shown);
  }
}
