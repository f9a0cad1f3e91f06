package app.zamer.deals;

import app.zamer.users.Role;
import app.zamer.web.MenuEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BoardConfiguration {
  @Bean
  MenuEntry boardEntry() {
    return new MenuEntry(
        "board.menu",
        "/board",
        "layout-kanban",
        50,
        Set.of(
            Role.MANAGER.id(),
            Role.TECHNOLOGIST.id(),
            Role.COMMUNICATIONS_MANAGER.id(),
            Role.HEAD_OF_SALES.id(),
            Role.ADMINISTRATOR.id()));
  }
}
