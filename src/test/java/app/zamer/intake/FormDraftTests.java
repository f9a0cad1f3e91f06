package app.zamer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormDraftTests {
  @Test
  void aSiteIsTakenFromWhateverAddressOfItIsCopied() {
    Map.of(
            "okna.example", "https://okna.example",
            "https://Okna.example/o-nas?x=1#y", "https://okna.example",
            "http://okna.example:80/", "http://okna.example",
            "https://okna.example:8443/a", "https://okna.example:8443",
            "https://окна.рф/", "https://xn--80atjc.xn--p1ai",
            "http://127.0.0.1:9000", "http://127.0.0.1:9000",
            "http://[::1]:9000/x", "http://[::1]:9000")
        .forEach((typed, site) -> assertThat(FormDraft.origin(typed)).as(typed).contains(site));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://*.example",
        "javascript://x",
        "https://",
        "https://a b",
        "https://okna.example; script-src *",
        "https://user@okna.example",
        "'self'",
        "data:text/html,x"
      })
  void nothingElseBecomesPartOfAPolicy(String typed) {
    assertThat(FormDraft.origin(typed)).isEmpty();
  }
}
