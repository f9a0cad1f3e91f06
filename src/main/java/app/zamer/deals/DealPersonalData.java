package app.zamer.deals;

import app.zamer.clients.PersonalData;
import app.zamer.clients.PersonalTable;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the deals of a client say of him, their comments and their history. */
@Component
class DealPersonalData implements PersonalData {
  /** The fields whose history tells of a person. */
  private static final List<String> HISTORY =
      List.of(
          "title",
          "client",
          "contract.clientName",
          "comments",
          "comments.pinned",
          "activity",
          "loss.reason",
          "address.street",
          "address.house",
          "address.apartment",
          "address.entrance",
          "address.floor",
          "address.intercom");

  private final JdbcClient jdbc;
  private final DealRepository repository;

  DealPersonalData(JdbcClient jdbc, DealRepository repository) {
    this.jdbc = jdbc;
    this.repository = repository;
  }

  @Override
  public Set<String> columns() {
    return Set.of(
        "deal.title",
        "deal.street",
        "deal.house",
        "deal.apartment",
        "deal.entrance",
        "deal.floor",
        "deal.intercom",
        "deal.loss_reason",
        "deal_comment.text",
        "deal_change.change");
  }

  @Override
  public List<Section> stored(Person person) {
    return List.of(
        PersonalTable.read(
            jdbc,
            person,
            "deals",
            new Text("Сделки", "Deals"),
            """
            select id as deal, title, source, status, created_at as at, city, street, house, apartment, entrance, floor, intercom, next_contact_on as contact, nullif(loss_reason, '') as reason from deal where id = any(:deals) order by id
            """,
            "deal",
            new Text("Сделка №", "Deal no."),
            "title",
            new Text("Название", "Title"),
            "source",
            new Text("Источник", "Source"),
            "status",
            new Text("Состояние", "State"),
            "at",
            new Text("Когда", "When"),
            "city",
            new Text("Город", "City"),
            "street",
            new Text("Улица", "Street"),
            "house",
            new Text("Дом", "House"),
            "apartment",
            new Text("Квартира", "Apartment"),
            "entrance",
            new Text("Подъезд", "Entrance"),
            "floor",
            new Text("Этаж", "Floor"),
            "intercom",
            new Text("Домофон", "Intercom"),
            "contact",
            new Text("Следующий контакт", "Next contact"),
            "reason",
            new Text("Причина отказа", "Loss reason")),
        PersonalTable.read(
            jdbc,
            person,
            "comments",
            new Text("Комментарии", "Comments"),
            """
            select deal_id as deal, created_at as at, author as by, text from deal_comment where deal_id = any(:deals) order by id
            """,
            "deal",
            new Text("Сделка №", "Deal no."),
            "at",
            new Text("Когда", "When"),
            "by",
            new Text("Кто", "Who"),
            "text",
            new Text("Текст", "Text")));
  }

  @Override
  public List<Text> obstacles(Person person) {
    long open =
        jdbc.sql("select count(*) from deal where id = any(:deals) and status = 'open'")
            .param("deals", person.dealArray())
            .query(Long.class)
            .single();
    return open == 0
        ? List.of()
        : List.of(
            new Text(
                "У клиента есть открытая сделка: сначала завершите её.",
                "The client has an open deal: close it first."));
  }

  @Override
  public List<Replacement> replaced(Person person) {
    return List.of(
        PersonalTable.count(
            jdbc,
            person,
            new Text("Названия сделок", "Titles of deals"),
            new Text("«Сделка №…»", "“Сделка №…”"),
            """
            select count(*) from deal where id = any(:deals)
            """),
        PersonalTable.count(
            jdbc,
            person,
            new Text("Адреса в сделках, кроме города", "Addresses of deals, except the city"),
            null,
            """
            select count(*) from deal where id = any(:deals) and (street <> '' or house <> '')
            """),
        PersonalTable.count(
            jdbc,
            person,
            new Text("Комментарии к сделкам", "Comments on deals"),
            REMOVED_TEXT,
            """
            select count(*) from deal_comment where deal_id = any(:deals)
            """),
        PersonalTable.count(
            jdbc,
            person,
            new Text("Те же сведения в истории сделок", "The same in the history of deals"),
            REMOVED_TEXT,
            """
            select count(*) from deal_change where deal_id = any(:deals)
            """));
  }

  @Override
  public void anonymise(Person person, Actor by, Instant now) {
    repository.anonymise(person);
    PersonalTable.update(
        jdbc,
        person,
        """
            update deal_comment set text = :removed where deal_id = any(:deals)
            """);
    PersonalTable.updateHistory(jdbc, person, "deal_change", "deal_id = any(:deals)", HISTORY);
  }
}
