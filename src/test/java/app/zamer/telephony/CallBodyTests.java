package app.zamer.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.clients.Phone;
import app.zamer.leads.CallDirection;
import app.zamer.leads.PhoneCall;
import app.zamer.users.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallBodyTests {
  private static final Instant NOW = Instant.parse("2026-03-10T07:00:00Z");

  @Test
  void a_call_is_read_with_its_number_in_whatever_form() {
    CallBody body =
        new CallBody(
            " 8 (991) 208-45-43 ",
            "outgoing",
            "2026-03-10T10:00:00+03:00",
            61L,
            true,
            " anna ",
            "https://pbx.example/records/1.mp3",
            " 17-4 ");

    assertThat(read(body))
        .isEqualTo(
            new CallBody.Read.Valid(
                new CallReport(
                    new PhoneCall(
                        new Phone("+79912084543"),
                        CallDirection.OUTGOING,
                        NOW,
                        true,
                        new UserId("anna")),
                    61,
                    "https://pbx.example/records/1.mp3",
                    "17-4")));
  }

  @Test
  void a_call_without_user_recording_and_id_is_a_call() {
    assertThat(
            read(
                new CallBody(
                    "+79912084543", "incoming", "2026-03-10T07:00:00Z", 0L, false, null, " ", "")))
        .isInstanceOfSatisfying(
            CallBody.Read.Valid.class,
            valid -> {
              assertThat(valid.report().callId()).isNull();
              assertThat(valid.report().recordUrl()).isEmpty();
              assertThat(valid.report().call().user()).isNull();
            });
  }

  @Test
  void everything_that_is_wrong_is_said_at_once() {
    assertThat(read(new CallBody(null, null, null, null, null, "ghost", "ftp://x/1", "a\nb")))
        .isInstanceOfSatisfying(
            CallBody.Read.Invalid.class,
            invalid ->
                assertThat(invalid.violations())
                    .extracting(violation -> violation.field())
                    .containsExactly(
                        "phone",
                        "direction",
                        "startedAt",
                        "duration",
                        "answered",
                        "user",
                        "recordUrl",
                        "callId"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''            | Номер скрыт",
        "anonymous     | Номер скрыт",
        "Restricted    | Номер скрыт",
        "неизвестен    | Номер скрыт",
        "+             | Номер скрыт",
        "101           | «101» — внутренний или короткий номер",
        "112           | «112» — внутренний или короткий номер",
        "900900        | «900900» — внутренний или короткий номер",
        "2084543       | не хватает цифр",
        "7991208454    | телефон",
        "799120845431234567 | телефон",
        "8-991-CALL-ME | только цифры",
        "+999123456789 | телефон",
      })
  void a_number_that_cannot_be_called_back_is_refused_with_the_reason(String phone, String reason) {
    assertRefused(with(phone, "incoming", "2026-03-10T07:00:00Z", 0L, null, null), "phone", reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+4930123456",
        "8 800 555-35-35",
        "84951234567",
        "(812) 234-56-78",
        "7-991-208-45-43"
      })
  void foreign_toll_free_and_land_line_numbers_are_numbers(String phone) {
    assertThat(read(with(phone, "incoming", "2026-03-10T07:00:00Z", 0L, null, null)))
        .isInstanceOf(CallBody.Read.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inbound", "Incoming", "входящий", "in coming"})
  void a_direction_that_is_none_is_named(String direction) {
    assertRefused(
        with("+79912084543", direction, "2026-03-10T07:00:00Z", 0L, null, null),
        "direction",
        direction);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-10",
        "2026-03-10T10:00:00",
        "10:00",
        "yesterday",
        "1773126000",
        "2026-02-30T10:00:00Z",
        "2026-03-10T07:05:01Z",
        "2027-03-10T07:00:00Z",
        "+999999999-12-31T23:59:59Z",
        "1999-12-31T23:59:59Z",
        "-999999999-01-01T00:00:00Z"
      })
  void a_start_without_offset_not_yet_or_before_there_were_exchanges_is_refused(String startedAt) {
    assertRefused(with("+79912084543", "incoming", startedAt, 0L, null, null), "startedAt", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-10T07:05:00Z",
        "2000-01-01T00:00:00Z",
        "2026-03-10T12:00:00.123456789+05:00"
      })
  void clocks_may_differ_by_five_minutes_and_calls_may_be_old(String startedAt) {
    assertThat(read(with("+79912084543", "incoming", startedAt, 0L, null, null)))
        .isInstanceOf(CallBody.Read.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 86_401, Long.MAX_VALUE, Long.MIN_VALUE})
  void a_duration_below_nothing_or_above_a_day_is_refused(long duration) {
    assertRefused(
        with("+79912084543", "incoming", "2026-03-10T07:00:00Z", duration, null, null),
        "duration",
        "86400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "ftp://pbx/1.mp3",
        "file:///etc/passwd",
        "//pbx/1.mp3",
        "https://",
        "https:///1.mp3",
        "not a link",
        "https://pbx/a b"
      })
  void a_recording_is_on_the_web(String recordUrl) {
    assertRefused(
        with("+79912084543", "incoming", "2026-03-10T07:00:00Z", 0L, null, recordUrl),
        "recordUrl",
        "https://");
  }

  @Test
  void a_link_has_two_thousand_characters_at_most() {
    String longest = "https://pbx.example/" + "a".repeat(1980);
    assertThat(read(with("+79912084543", "incoming", "2026-03-10T07:00:00Z", 0L, null, longest)))
        .isInstanceOf(CallBody.Read.Valid.class);
    assertRefused(
        with("+79912084543", "incoming", "2026-03-10T07:00:00Z", 0L, null, longest + "a"),
        "recordUrl",
        "2000");
  }

  @Test
  void a_user_that_there_is_not_is_named() {
    assertRefused(
        with("+79912084543", "incoming", "2026-03-10T07:00:00Z", 0L, "ghost", null),
        "user",
        "ghost");
  }

  private static CallBody with(
      String phone,
      String direction,
      String startedAt,
      Long duration,
      @Nullable String user,
      @Nullable String recordUrl) {
    return new CallBody(phone, direction, startedAt, duration, true, user, recordUrl, null);
  }

  private static CallBody.Read read(CallBody body) {
    return body.read(NOW, user -> user.value().equals("anna"));
  }

  private static void assertRefused(CallBody body, String field, String reason) {
    assertThat(read(body))
        .isInstanceOfSatisfying(
            CallBody.Read.Invalid.class,
            invalid ->
                assertThat(invalid.violations())
                    .singleElement()
                    .satisfies(
                        violation -> {
                          assertThat(violation.field()).isEqualTo(field);
                          assertThat(violation.message().ru()).containsIgnoringCase(reason);
                          assertThat(violation.message().en()).isNotBlank();
                        }));
  }
}
