package app.zamer.activities;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wakes the deadlines on one node at a time; the machine's clock says when to look, the company's
 * what is due.
 */
@Configuration(proxyBeanMethods = false)
class DeadlineJob {
  @Bean
  RecurringTask<Void> wakeDeadlines(Deadlines deadlines) {
    return Tasks.recurring("deadlines", FixedDelay.ofSeconds(2))
        .execute((instance, context) -> deadlines.wake());
  }
}
