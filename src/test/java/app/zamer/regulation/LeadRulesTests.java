package app.zamer.regulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zamer.regulation.LeadRules.Step;
import app.zamer.regulation.yaml.Flaw;
import app.zamer.regulation.yaml.Reading;
import app.zamer.regulation.yaml.RegulationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the regulation file says of leads, and what is wrong with a file that says it badly. */
public class LeadRulesTests {
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
  private static final String FILE = file();

  private static String file() {
    try {
      return Files.readString(Path.of("src/main/resources/regulation/sales.yaml"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Regulation sound(String text, ZoneId zone) {
    return ((Reading.Sound) RegulationFile.read("sales.yaml", text, zone)).regulation();
  }

  private static LeadRules weekdays(ZoneId zone) {
    return sound(FILE.replace("workDays: \"1-7\"", "workDays: \"1-5\""), zone).leads();
  }

  private static Instant at(String moment) {
    return ZonedDateTime.parse(moment).toInstant();
  }

  @ParameterizedTest
  @CsvSource({
    // Tuesday
    "2026-03-10T10:00+03:00[Europe/Moscow], 2026-03-10T12:00+03:00[Europe/Moscow]",
    "2026-03-10T18:00+03:00[Europe/Moscow], 2026-03-10T20:00+03:00[Europe/Moscow]",
    "2026-03-10T18:01+03:00[Europe/Moscow], 2026-03-11T09:00+03:00[Europe/Moscow]",
    "2026-03-10T23:30+03:00[Europe/Moscow], 2026-03-11T09:00+03:00[Europe/Moscow]",
    "2026-03-10T03:00+03:00[Europe/Moscow], 2026-03-10T09:00+03:00[Europe/Moscow]",
    "2026-03-10T07:30+03:00[Europe/Moscow], 2026-03-10T09:30+03:00[Europe/Moscow]",
    // Friday evening, Saturday, Sunday
    "2026-03-13T19:00+03:00[Europe/Moscow], 2026-03-16T09:00+03:00[Europe/Moscow]",
    "2026-03-14T12:00+03:00[Europe/Moscow], 2026-03-16T09:00+03:00[Europe/Moscow]",
    "2026-03-15T23:00+03:00[Europe/Moscow], 2026-03-16T09:00+03:00[Europe/Moscow]",
    "2028-02-28T19:00+03:00[Europe/Moscow], 2028-02-29T09:00+03:00[Europe/Moscow]",
    // over the night in which the clocks go forward, and the one in which they go back
    "2026-03-27T20:30+01:00[Europe/Berlin], 2026-03-30T09:00+02:00[Europe/Berlin]",
    "2026-10-23T20:30+02:00[Europe/Berlin], 2026-10-26T09:00+01:00[Europe/Berlin]",
  })
  void theNextAttemptIsTwoHoursLaterWithinTheHoursAndDaysOfTheCompany(
      ZonedDateTime call, ZonedDateTime next) {
    assertThat(weekdays(call.getZone()).nextAttempt(call.toInstant(), call.toInstant()))
        .isEqualTo(next.toInstant());
  }

  @Test
  void aCallReportedLatePlansItsAttemptForTheFuture() {
    Instant now = at("2026-03-10T10:00+03:00");
    assertThat(weekdays(MOSCOW).nextAttempt(at("2026-03-09T10:00+03:00"), now))
        .isEqualTo(at("2026-03-10T12:00+03:00"));
  }

  @Test
  void anAttemptAgreedForADayHasUntilTheEndOfItsHours() {
    assertThat(weekdays(MOSCOW).hours().endOf(LocalDate.of(2026, 3, 12)))
        .isEqualTo(at("2026-03-12T20:00+03:00"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-10T09:59:59+03:00, уже прошло",
    "2026-03-10T10:00:00+03:00, уже прошло",
    "2026-03-10T20:00:01+03:00, рабочее время",
    "2026-03-11T08:59:59+03:00, рабочее время",
    "2026-03-14T12:00:00+03:00, рабочее время",
    "2026-03-10T10:00:01+03:00,",
    "2026-03-10T20:00:00+03:00,",
  })
  void anAttemptIsPlannedAheadAndWithinWorkingHours(String moment, String wrong) {
    assertThat(
            weekdays(MOSCOW).wrongAttempt("at", at(moment), at("2026-03-10T10:00+03:00")).stream())
        .hasSize(wrong == null ? 0 : 1)
        .allSatisfy(violation -> assertThat(violation.message().ru()).contains(wrong))
        .allSatisfy(violation -> assertThat(violation.rule()).isEqualTo("LEAD-2"));
  }

  @Test
  void whatComesNextFollowsFromHowTheLeadIs() {
    LeadRules rules = weekdays(MOSCOW);
    Instant now = at("2026-03-10T10:00+03:00");
    assertThat(rules.next(true, null, now))
        .extracting(Step::action)
        .containsExactly("lead.take", "lead.close");
    assertThat(rules.next(false, now, now))
        .extracting(Step::rule, step -> step.text().ru())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("LEAD-2", "Позвонить сейчас — попытка просрочена"));
    assertThat(rules.next(false, now.plusSeconds(1), now))
        .extracting(Step::when)
        .containsExactly(LeadRules.State.PLANNED);
  }

  @Test
  void aLeadThatIsOpenedAgainStandsWhereItsAttemptsPutIt() {
    LeadRules rules = weekdays(MOSCOW);
    assertThat(rules.reopened(0)).isEqualTo(rules.start());
    assertThat(rules.reopened(2)).isEqualTo(rules.unanswered());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "workFrom: \"09:00\" | workFrom: \"девять\" | parameter 'workFrom' has to be a time of day",
        "workFrom: \"09:00\" | workFrom: 9 | parameter 'workFrom' has to be a time of day",
        "workUntil: \"20:00\" | workUntil: \"08:00\" | working hours begin at 09:00 and would end at 08:00",
        "workDays: \"1-7\" | workDays: \"пн-пт\" | parameter 'workDays' has to be days of the week",
        "workDays: \"1-7\" | workDays: \"5-1\" | parameter 'workDays' has to be days of the week",
        "workDays: \"1-7\" | workDays: \"0,8\" | parameter 'workDays' has to be days of the week",
        "leadRetryMinutes: 120 | leadRetryMinutes: 0 | parameter 'leadRetryMinutes' has to be a whole number of at least 1",
        "leadBulkMost: 200 | leadBulkMost: true | parameter 'leadBulkMost' has to be a whole number",
        "most: leadBulkMost | most: leadBulkMoost | there is no parameter 'leadBulkMoost'",
        "unanswered: no-answer | unanswered: no-one | there is no stage of leads 'no-one'",
        "closed: closed | closed: new | a closed lead stands in a stage of its own",
        "disqualified: {ru | dropped: {ru | the results of a lead are converted and disqualified",
        "wrong-number: {ru | Wrong Number: {ru | is no name",
        "attempts: {clause: LEAD-2 | attempts: {clause: LEAD-9 | there is no clause LEAD-9",
        "action: lead.take | action: lead.steal | there is no action 'lead.steal'",
        "when: late | when: soon | a lead is free, late, planned or idle",
        "  lead.reopen: | # lead.reopen: | 'rights' has no 'lead.reopen'",
      })
  void aFileThatSaysItBadlyIsRefusedWithTheReason(String right, String wrong, String flaw) {
    String text = FILE.replaceFirst(java.util.regex.Pattern.quote(right), wrong);
    assertThat(text).isNotEqualTo(FILE);
    Reading reading = RegulationFile.read("sales.yaml", text, MOSCOW);
    assertThat(reading).isInstanceOf(Reading.Broken.class);
    assertThat(((Reading.Broken) reading).flaws())
        .extracting(Flaw::toString)
        .anySatisfy(said -> assertThat(said).contains(flaw).matches("sales\\.yaml:\\d+:\\d+: .*"));
  }

  @Test
  void aFileOfBeforeLeadsTakesWhatAnotherSaysOfThemAndKeepsItsOwn() {
    Regulation own = sound(FILE, MOSCOW);
    Regulation old = sound(older(FILE).replace("farDays: 32 ", "farDays: 45 "), MOSCOW);
    assertThatThrownBy(old::leads).isInstanceOf(IllegalStateException.class);

    Regulation completed = old.completedBy(own);
    assertThat(completed.leads()).isEqualTo(own.leads());
    assertThat(completed.parameters()).containsEntry("farDays", 45).doesNotContainKey("workFrom");
    assertThat(completed.scopes("lead.reopen", List.of("manager"))).isNotEmpty();
    assertThat(completed.version()).isEqualTo(old.version());
    assertThat(own.completedBy(old)).isSameAs(own);
  }

  /** The file as it was before it said anything of leads. */
  public static String older(String text) {
    return text.replaceFirst("(?s)\nleads:\n.*?(?=\n# What a move writes)", "\n")
        .replaceAll("(?m)^  lead\\.[a-z]+:.*\n", "")
        .replaceAll("(?m)^  (work|lead)[A-Z][A-Za-z]*:.*\n", "");
  }
}
