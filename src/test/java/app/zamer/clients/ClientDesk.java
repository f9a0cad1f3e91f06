package app.zamer.clients;

import app.zamer.Fixture;
import app.zamer.Fresh;
import app.zamer.deals.ChangeOutcome;
import app.zamer.deals.DealEdit;
import app.zamer.deals.Deals;
import app.zamer.deals.MoveDeal;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.StageId;
import app.zamer.users.Actor;
import java.math.BigDecimal;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes clients with everything that can hang on one. */
@Fixture
class ClientDesk {
  final Deals deals;
  final Clients clients;
  final ClientConsents consents;
  final JdbcClient jdbc;

  ClientDesk(Deals deals, Clients clients, ClientConsents consents, JdbcClient jdbc) {
    this.deals = deals;
    this.clients = clients;
    this.consents = consents;
    this.jdbc = jdbc;
  }

  static Phone phone() {
    return Phone.of(Fresh.phone());
  }

  Client client(String name) {
    return clients.findOrCreate(name, phone());
  }

  Client now(Client client) {
    return clients.get(client.id());
  }

  DealId deal(Actor manager, Client client, String title) {
    var deal =
        new NewDeal(client.name(), client.phones().getFirst(), title, "Сайт", true, manager.id());
    return ((OpenOutcome.Opened) deals.open(Actor.SYSTEM, deal)).id();
  }

  /** Lives in the Lesnaya. */
  DealId dealAt(Actor manager, Client client, String house) {
    DealId deal = deal(manager, client, client.name() + ": кухня");
    edit(
        deal,
        Map.of(
            DealField.CITY, "Москва",
            DealField.STREET, "Лесная",
            DealField.HOUSE, house,
            DealField.APARTMENT, "12",
            DealField.ESTIMATE_AMOUNT, new BigDecimal("115973.00")));
    return deal;
  }

  void edit(DealId deal, Map<DealField, Object> fields) {
    done(deals.edit(Actor.SYSTEM, deal, DealEdit.of(fields), null));
  }

  void lost(DealId deal) {
    done(
        deals.move(
            Actor.SYSTEM,
            deal,
            new MoveDeal(
                StageId.parse("sales/lost"),
                DealEdit.of(
                    Map.of(
                        DealField.LOSS_RESULT, "refused-before-measurement",
                        DealField.LOSS_REASON, "дорого",
                        DealField.ESTIMATE_AMOUNT, new BigDecimal("115973.00"))),
                null,
                "Клиенту дорого, Вере Ильиной не подошло")));
  }

  long clientOf(DealId deal) {
    return jdbc.sql("select client_id from deal where id = ?")
        .param(deal.value())
        .query(Long.class)
        .single();
  }

  private static void done(ChangeOutcome outcome) {
    if (!(outcome instanceof ChangeOutcome.Done)) {
      throw new AssertionError(outcome);
    }
  }
}
