package app.zamer.chat;

import app.zamer.clients.PersonalData;
import app.zamer.clients.PersonalTable;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was said of a client in the chats of his deals. */
@Component
class ChatPersonalData implements PersonalData {
  private final JdbcClient jdbc;

  ChatPersonalData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<String> columns() {
    return Set.of("chat_message.text");
  }

  @Override
  public List<Section> stored(Person person) {
    return List.of(
        PersonalTable.read(
            jdbc,
            person,
            "chat",
            new Text("Чаты сделок: сообщений", "Chats of deals: messages"),
            """
            select deal_id as deal, count(*) as messages, min(at) as first, max(at) as last from chat_message where deal_id = any(:deals) group by deal_id order by deal_id
            """,
            "deal",
            new Text("Сделка №", "Deal no."),
            "messages",
            new Text("Сообщений", "Messages"),
            "first",
            new Text("Первое", "First"),
            "last",
            new Text("Последнее", "Last")));
  }

  @Override
  public List<Replacement> replaced(Person person) {
    return List.of(
        PersonalTable.count(
            jdbc,
            person,
            new Text("Сообщения в чатах сделок", "Messages in the chats of deals"),
            REMOVED_TEXT,
            """
            select count(*) from chat_message where deal_id = any(:deals)
            """));
  }

  @Override
  public void anonymise(Person person, Actor by, Instant now) {
    PersonalTable.update(
        jdbc,
        person,
        """
            update chat_message set text = :removed where deal_id = any(:deals)
            """);
  }
}
