package app.zamer.deals;

import app.zamer.web.MenuEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BoardConfiguration {
  @Bean
  MenuEntry boardEntry() {
    return MenuEntry.of("deal.story", "board.menu", "/board", "layout-kanban", 50)
        .alsoAt("/deals", "/search");
  }
}
