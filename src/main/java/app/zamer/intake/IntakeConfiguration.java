package app.zamer.intake;

import app.zamer.company.CompanyClock;
import app.zamer.deals.DealPart;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {
  @Bean
  DealPart bookingPart() {
    return new DealPart("deal-booking", "booking", Bookings.RIGHT, List.of("/assets/booking.css"));
  }

  @Bean
  static RecurringTask<Void> forgetSentForms(TimeTokens tokens, CompanyClock clock) {
    return Tasks.recurring(
            "forget-sent-forms", Schedules.daily(clock.getZone(), LocalTime.of(4, 20)))
        .execute((task, context) -> tokens.forget());
  }
}
