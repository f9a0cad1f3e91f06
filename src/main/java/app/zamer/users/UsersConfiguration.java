package app.zamer.users;

import app.zamer.company.CompanyClock;
import app.zamer.web.MenuEntry;
import app.zamer.web.Visitor;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignInSettings.class)
class UsersConfiguration implements WebMvcConfigurer {
  static {
    // who asks is no parameter that a caller of the API could give
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class);
  }

  private final Actors actors;

  UsersConfiguration(Actors actors) {
    this.actors = actors;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new ActorResolver(actors));
  }

  @Bean
  static RecurringTask<Void> forgetSignInAttempts(
      SignInThrottle throttle,
      RememberedSignIns remembered,
      KnownDevices devices,
      CompanyClock clock) {
    return Tasks.recurring(
            "forget-sign-in-attempts", Schedules.daily(clock.getZone(), LocalTime.of(4, 5)))
        .execute(
            (task, context) -> {
              throttle.deleteOld();
              remembered.deleteOld();
              devices.deleteOld();
            });
  }

  @Bean
  static RecurringTask<Void> warnOfTokensThatEnd(Tokens tokens, CompanyClock clock) {
    return Tasks.recurring(
            "warn-of-tokens-that-end", Schedules.daily(clock.getZone(), LocalTime.of(9, 5)))
        .execute((task, context) -> tokens.warn());
  }

  @Bean
  static MenuEntry administrationMenu() {
    return new MenuEntry("admin.title", "/admin", "settings", 90, Visitor::administers);
  }
}
