package app.zamer.telephony;

import app.zamer.web.MenuEntry;
import app.zamer.web.ShellPart;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CallsConfiguration {
  private static final int PLACE = 57;

  @Bean
  MenuEntry callsEntry() {
    return MenuEntry.of(CallRights.READ, "calls.menu", "/calls", "phone-call", PLACE);
  }

  /** What rings, in the head of every page. */
  @Bean
  ShellPart ringingPart() {
    return new ShellPart(
        "ring",
        "/calls/ringing",
        "load, live:rings from:body, live:refresh from:body",
        visitor -> visitor.may(CallRights.RING),
        List.of("/assets/ring.js"));
  }

  /** The machine's clock says when to look, the company's what is due. */
  @Bean
  RecurringTask<Void> closeLostCalls(CallWatch watch) {
    return Tasks.recurring("lost-calls", FixedDelay.ofSeconds(5))
        .execute((instance, context) -> watch.wake());
  }
}
