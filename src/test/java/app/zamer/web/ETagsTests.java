package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ETagsTests {
  @Test
  void aVersionIsWrittenInQuotes() {
    assertThat(ETags.of(7)).isEqualTo("\"7\"");
  }

  @Test
  void aVersionIsReadWithQuotesWithoutThemAndMarkedWeakByAProxy() {
    assertThat(ETags.version("\"7\"")).isEqualTo(7);
    assertThat(ETags.version("7")).isEqualTo(7);
    assertThat(ETags.version(" W/\"7\" ")).isEqualTo(7);
  }

  @Test
  void anAbsentHeaderAndAStarAskForNoVersion() {
    assertThat(ETags.version(null)).isNull();
    assertThat(ETags.version("*")).isNull();
    assertThat(ETags.version(" ")).isNull();
  }

  @Test
  void aForeignTagIsAVersionThatNothingHas() {
    assertThat(ETags.version("\"abc\"")).isEqualTo(-1);
    assertThat(ETags.version("\"7\", \"8\"")).isEqualTo(-1);
    assertThat(ETags.version("\"99999999999999999999\"")).isEqualTo(-1);
  }
}
