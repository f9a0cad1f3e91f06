package app.zamer.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zamer.ZamerTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address behind a phone. */
@ZamerTest
class ClickToCallTests extends CallDesk {
  @Test
  void a_phone_is_called_by_the_exchange_from_ones_own_telephone() {
    var calling =
        new ClickToCall("https://pbx.local/call?from={extension}&to={phone}", extensions)
            .of(anna.login());

    assertThat(calling.apply("+79912084543"))
        .isEqualTo("https://pbx.local/call?from=" + extension + "&to=%2B79912084543");
    assertThat(calling.apply("+4915112345678")).endsWith("to=%2B4915112345678");
  }

  @Test
  void who_has_no_number_inside_calls_by_his_computer() {
    var calling =
        new ClickToCall("https://pbx.local/call?from={extension}&to={phone}", extensions)
            .of(exchange.login());

    assertThat(calling.apply("+79912084543")).isEqualTo("tel:+79912084543");
  }

  @Test
  void without_a_template_a_phone_is_a_phone() {
    assertThat(new ClickToCall(" ", extensions).of(anna.login()).apply("+79912084543"))
        .isEqualTo("tel:+79912084543");
  }

  @Test
  void a_template_needs_no_number_inside() {
    assertThat(
            new ClickToCall("sip:{phone}@pbx.local", extensions)
                .of(anna.login())
                .apply("+79912084543"))
        .isEqualTo("sip:+79912084543@pbx.local");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert('{phone}')",
        "data:text/html,{phone}",
        "https://pbx.local/call",
        "pbx.local/{phone}",
        "https://pbx local/{phone}"
      })
  void a_template_that_is_none_stops_the_program_at_its_start(String template) {
    assertThatThrownBy(() -> new ClickToCall(template, extensions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ZAMER_CALL_URL");
  }
}
