package app.zamer.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells who can sign in to the demo. */
@Component
@Profile("demo")
class DemoWelcome {
  private static final Logger log = LoggerFactory.getLogger(DemoWelcome.class);

  @Order(1)
  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    log.info(
        "Demo users: anna, boris (managers), tanya (technologist), kira (communications manager),"
            + " egor (engineer), olga (head of sales), admin; password zamer-demo, API token"
            + " demo-<user>. Everything entered here is gone after Ctrl-C.");
  }
}
