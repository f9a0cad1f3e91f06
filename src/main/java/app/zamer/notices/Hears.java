package app.zamer.notices;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Async;

/**
 * Hears what other modules have committed, in a transaction of its own and through the event
 * publication registry, which keeps what was not heard to the end. A few threads do it for all, so
 * that much that happens at once leaves the database to the people who wait for their pages.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApplicationModuleListener
@Async(NoticesConfiguration.HEARING)
@interface Hears {}
