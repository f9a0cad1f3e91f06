package app.zamer.measurements;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.event.RecordApplicationEvents;

/**
 * A test of measurements on the real database, with {@link DealStandIn} in the place of the deals.
 */
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = {"zamer.data-dir=target/test-data", "db-scheduler.enabled=false"})
@Import(DealStandIn.class)
@RecordApplicationEvents
@interface MeasurementTest {}
