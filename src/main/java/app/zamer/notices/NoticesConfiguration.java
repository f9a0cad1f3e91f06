package app.zamer.notices;

import app.zamer.company.CompanyClock;
import app.zamer.web.ShellPart;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Where notices are seen, heard and sent. The machine's clock says when to look. */
@Configuration(proxyBeanMethods = false)
class NoticesConfiguration {
  static final String HEARING = "noticeHearing";

  private static final int THREADS = 3;

  @Bean
  ShellPart bell() {
    return new ShellPart(
        "bell",
        "/notices/bell",
        "load, live:notices from:body, live:refresh from:body",
        visitor -> Arrays.stream(Kind.values()).anyMatch(kind -> kind.concerns(visitor::may)),
        List.of());
  }

  // no candidate for what others do at leisure: those get the program's own executor
  @Bean(name = HEARING, defaultCandidate = false)
  ThreadPoolTaskExecutor noticeHearing() {
    var executor = new ThreadPoolTaskExecutor();
    executor.setThreadNamePrefix("notices-");
    executor.setCorePoolSize(THREADS);
    executor.setMaxPoolSize(THREADS);
    executor.setAllowCoreThreadTimeOut(true);
    // what is not heard to the end by then stays in the registry
    executor.setWaitForTasksToCompleteOnShutdown(true);
    executor.setAwaitTerminationSeconds(2);
    return executor;
  }

  @Bean
  RecurringTask<Void> tellByTheClock(NoticeClock clock) {
    return Tasks.recurring("notices", FixedDelay.ofSeconds(5))
        .execute((instance, context) -> clock.wake());
  }

  @Bean
  RecurringTask<Void> sendMails(MailJob job) {
    return Tasks.recurring("notice-mails", FixedDelay.ofSeconds(10))
        .execute((instance, context) -> job.run());
  }

  @Bean
  RecurringTask<Void> sendPushes(PushJob job) {
    return Tasks.recurring("notice-pushes", FixedDelay.ofSeconds(2))
        .execute((instance, context) -> job.run());
  }

  @Bean
  RecurringTask<Void> hearAgain(MissedEvents missed) {
    return Tasks.recurring("events-again", FixedDelay.ofSeconds(20))
        .execute((instance, context) -> missed.hearAgain());
  }

  @Bean
  RecurringTask<Void> forgetNotices(NoticeClock notices, CompanyClock clock) {
    return Tasks.recurring("forget-notices", Schedules.daily(clock.getZone(), LocalTime.of(4, 20)))
        .execute((instance, context) -> notices.forgetOld());
  }
}
