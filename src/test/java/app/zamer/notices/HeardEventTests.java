package app.zamer.notices;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.ZamerTest;
import app.zamer.activities.DeadlineMissed;
import app.zamer.activities.SubjectKind;
import app.zamer.chat.MessagePosted;
import app.zamer.clients.ClientId;
import app.zamer.clients.Phone;
import app.zamer.deals.DealAssigned;
import app.zamer.handover.HandedOver;
import app.zamer.handover.HandoverWaits;
import app.zamer.intake.BookingAnswer;
import app.zamer.intake.BookingAnswered;
import app.zamer.intake.FormFlooded;
import app.zamer.intake.RequestReceived;
import app.zamer.leads.LeadAssigned;
import app.zamer.leads.LeadId;
import app.zamer.measurements.EstimateReturned;
import app.zamer.measurements.StampGiven;
import app.zamer.measurements.StatusAnswered;
import app.zamer.measurements.StatusAsked;
import app.zamer.measurements.VisitChanged;
import app.zamer.regulation.DealId;
import app.zamer.telephony.CallMissed;
import app.zamer.users.AccountNews;
import app.zamer.users.UserId;
import java.lang.reflect.Method;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.events.core.EventSerializer;

/** What is heard through the registry is kept there as text, and read back after a restart. */
@ZamerTest
class HeardEventTests {
  private static final Instant AT = Instant.parse("2026-03-10T06:00:00Z");
  private static final DealId DEAL = new DealId(42);
  private static final UserId ANNA = new UserId("anna");
  private static final UserId OLGA = new UserId("olga");
  private static final List<Record> EVENTS =
      List.of(
          new DealAssigned(DEAL, ANNA, OLGA, AT),
          new LeadAssigned(new LeadId(7), ANNA, OLGA, AT),
          new HandoverWaits(ANNA, Map.of("deals", 2L, "leads", 1L), OLGA, AT),
          new HandedOver(
              1,
              ANNA,
              List.of(
                  new HandedOver.Share(OLGA, "deals", 2), new HandedOver.Share(null, "leads", 1)),
              false,
              OLGA,
              AT),
          new MessagePosted(DEAL, 5, ANNA, AT),
          new VisitChanged(
              DEAL,
              VisitChanged.What.MOVED,
              ANNA,
              AT,
              new VisitChanged.Before(OLGA, AT.minusSeconds(60)),
              OLGA,
              AT),
          new StampGiven(DEAL, ANNA, AT),
          new EstimateReturned(DEAL, ANNA, AT),
          new DeadlineMissed(SubjectKind.DEAL, 42, "MEAS-11", "2026-03-09", AT, ANNA),
          new StatusAsked(3, DEAL, "repeat-visit", ANNA, AT),
          new StatusAnswered(3, DEAL, "repeat-visit", false, ANNA, OLGA, AT),
          new CallMissed(
              9, Phone.of("+79161234567"), new ClientId(1), new LeadId(7), DEAL, ANNA, AT),
          new BookingAnswered(
              DEAL,
              ANNA,
              BookingAnswer.MOVE,
              LocalDate.of(2026, 3, 14),
              List.of(LocalDate.of(2026, 3, 16)),
              AT),
          new RequestReceived(1, "Сайт", new LeadId(7), null, true, AT),
          new FormFlooded(1, ANNA, AT),
          new AccountNews(ANNA, "token-ends", Map.of("said", "1С"), AT));

  @Autowired EventSerializer serializer;

  @Test
  void everyEventThatIsHeardIsReadBackAsItWas() {
    for (Record event : EVENTS) {
      assertThat((Object) serializer.deserialize(serializer.serialize(event), event.getClass()))
          .isEqualTo(event);
    }
  }

  @Test
  void thatIsTrueOfAllThatIsHeard() {
    assertThat(
            Arrays.stream(NoticeListeners.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Hears.class))
                .map(HeardEventTests::event))
        .containsExactlyInAnyOrderElementsOf(
            EVENTS.stream().<Class<?>>map(Record::getClass).toList());
  }

  private static Class<?> event(Method listener) {
    return listener.getParameterTypes()[0];
  }
}
