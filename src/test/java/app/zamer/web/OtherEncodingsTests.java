package app.zamer.web;

import static app.zamer.DealFixture.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.DealFixture.SampleDeals;
import app.zamer.Fresh;
import app.zamer.ZamerTest;
import java.nio.charset.Charset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** JSON that is not in UTF-8 and does not say so is read as what it is, by the same door. */
@ZamerTest
class OtherEncodingsTests {
  @Autowired MockMvcTester mvc;
  @Autowired SampleDeals deals;

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void whatNobodySeesIsNoNameHoweverItIsEncoded(String encoding) {
    MvcTestResult answer = open(encoding, "\u200b\u200b");

    assertThat(answer).hasStatus(422);
    assertThat(Browser.body(answer)).contains("clientName");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void aNameIsMadePlainHoweverItIsEncoded(String encoding) {
    MvcTestResult answer = open(encoding, "Пётр\u00a0Лес\u200bной");

    assertThat(answer).hasStatus(201);
    assertThat(Browser.body(answer)).contains("\"title\":\"Пётр Лесной\"");
  }

  private MvcTestResult open(String encoding, String name) {
    String json = "{\"clientName\": \"%s\", \"phone\": \"%s\"}".formatted(name, Fresh.phone());
    return mvc.post()
        .uri("/api/v1/deals")
        .header("Authorization", "Bearer " + deals.token(ANNA))
        .contentType("application/json")
        .content(json.getBytes(Charset.forName(encoding)))
        .exchange();
  }
}
