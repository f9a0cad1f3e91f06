package app.zamer.editions;

import app.zamer.regulation.Topic;
import app.zamer.web.ClauseTitles;
import app.zamer.web.MenuEntry;
import app.zamer.web.Messages;
import app.zamer.web.ShellPart;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EditionsConfiguration {
  @Bean
  static MenuEntry regulationMenu() {
    return new MenuEntry("regulation.title", "/regulation", "book-2", 80, visitor -> true);
  }

  /**
   * Says to those who may mend it, on every page, that the edition in force cannot be worked out.
   */
  @Bean
  static ShellPart regulationFailures() {
    return new ShellPart(
        "regulation-failures",
        "/admin/regulation/failures",
        "load, live:refresh from:body",
        visitor -> visitor.may(Editions.DRAFT),
        List.of());
  }

  /** What stands behind a clause that is quoted, for whoever points at it. */
  @Bean
  static ClauseTitles clauseTitles(Editions editions) {
    return new ClauseTitles() {
      @Override
      public String of(String id) {
        return editions
            .inForce()
            .clause(id)
            .map(
                clause ->
                    clause.title().in(Messages.language())
                        + "\n"
                        + clause.text().in(Messages.language()))
            .orElse("");
      }

      @Override
      public String idOf(Topic topic) {
        return editions.inForce().clauseOf(topic);
      }
    };
  }
}
