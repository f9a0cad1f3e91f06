package app.zamer.telephony;

import app.zamer.users.Role;
import app.zamer.web.MenuEntry;
import app.zamer.web.ShellPart;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CallsConfiguration {
  private static final int PLACE = 57;

  @Bean
  MenuEntry callsEntry() {
    return new MenuEntry(
        "calls.menu",
        "/calls",
        "phone-call",
        PLACE,
        Set.of(Role.MANAGER.id(), Role.HEAD_OF_SALES.id(), Role.ADMINISTRATOR.id()));
  }

  /** What rings, in the head of every page. */
  @Bean
  ShellPart ringingPart() {
    return new ShellPart(
        "ring",
        "/calls/ringing",
        "load, live:rings from:body, live:refresh from:body",
        Set.of(
            Role.MANAGER.id(),
            Role.HEAD_OF_SALES.id(),
            Role.COMMUNICATIONS_MANAGER.id(),
            Role.TECHNOLOGIST.id()),
        List.of("/assets/ring.js"));
  }

  /** The machine's clock says when to look, the company's what is due. */
  @Bean
  RecurringTask<Void> closeLostCalls(CallWatch watch) {
    return Tasks.recurring("lost-calls", FixedDelay.ofSeconds(5))
        .execute((instance, context) -> watch.wake());
  }
}
