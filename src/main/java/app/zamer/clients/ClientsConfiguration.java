package app.zamer.clients;

import app.zamer.web.MenuEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ClientsConfiguration {
  @Bean
  MenuEntry clientsEntry() {
    return MenuEntry.of(ClientRights.READ, "clients.menu", "/clients", "users", 65);
  }

  @Bean
  ClientReferences phonesOfClients(JdbcClient jdbc) {
    // in the order in which they were, after those that are there already
    return new OwnReferences(
        jdbc,
        "client_phone",
        "phone",
        ", position = position + (select coalesce(max(position), 0) from client_phone where"
            + " client_id = :to) - (select min(position) from client_phone where client_id = :from)"
            + " + 1");
  }

  @Bean
  ClientReferences changesOfClients(JdbcClient jdbc) {
    return new OwnReferences(jdbc, "client_change", "id", "");
  }

  @Bean
  ClientReferences consentsOfClients(JdbcClient jdbc) {
    return new OwnReferences(jdbc, "client_consent", "id", "");
  }
}
