package app.zamer.telephony;

import app.zamer.clients.PersonalData;
import app.zamer.clients.PersonalTable;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Calls with a client. */
@Component
class CallPersonalData implements PersonalData {
  private final JdbcClient jdbc;

  CallPersonalData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<String> columns() {
    return Set.of("call.phone", "call.record_url", "missed_call.phone");
  }

  @Override
  public List<Section> stored(Person person) {
    return List.of(
        PersonalTable.read(
            jdbc,
            person,
            "calls",
            new Text("Звонки", "Calls"),
            """
            select phone, direction, answered, started_at as at, duration as seconds, nullif(record_url, '') as record from call where phone = any(:phones) or deal_id = any(:deals) or lead_id = any(:leads) order by id
            """,
            "phone",
            new Text("Телефон", "Phone"),
            "direction",
            new Text("Направление", "Direction"),
            "answered",
            new Text("Отвечен", "Answered"),
            "at",
            new Text("Когда", "When"),
            "seconds",
            new Text("Секунд", "Seconds"),
            "record",
            new Text("Запись", "Recording")));
  }

  @Override
  public List<Replacement> replaced(Person person) {
    return List.of(
        PersonalTable.count(
            jdbc,
            person,
            new Text(
                "Звонки: телефон и ссылка на запись", "Calls: phone and link of the recording"),
            new Text("без номера и записи", "without number and recording"),
            """
            select count(*) from call where phone = any(:phones) or deal_id = any(:deals) or lead_id = any(:leads)
            """));
  }

  @Override
  public void anonymise(Person person, Actor by, Instant now) {
    PersonalTable.update(
        jdbc,
        person,
        """
        update missed_call set phone = '+0', settled_at = coalesce(settled_at, now()),
          settled_how = coalesce(settled_how, 'by-hand')
        where phone = any(:phones) or deal_id = any(:deals) or lead_id = any(:leads)
        """);
    PersonalTable.update(
        jdbc,
        person,
        """
            update call set phone = case when phone is not null then '+0' end, record_url = '' where phone = any(:phones) or deal_id = any(:deals) or lead_id = any(:leads)
            """);
  }
}
