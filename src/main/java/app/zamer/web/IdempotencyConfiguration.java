package app.zamer.web;

import app.zamer.company.CompanyClock;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {
  @Bean
  IdempotentRequestRepository idempotentRequestRepository(JdbcClient db) {
    return new IdempotentRequestRepository(db);
  }

  @Bean
  RecurringTask<Void> forgetIdempotencyKeys(
      IdempotentRequestRepository requests, CompanyClock clock) {
    return Tasks.recurring(
            "forget-idempotency-keys", Schedules.daily(clock.getZone(), LocalTime.of(4, 0)))
        .execute(
            (task, context) ->
                requests.deleteBefore(clock.instant().minus(IdempotencyFilter.REMEMBERED)));
  }
}
