package app.zamer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/**
 * A test of the whole program on the real database, over HTTP as far as a servlet container is not
 * needed for it. The company's clock stands still, before each test at {@link StoppedClock#START};
 * jobs run only when the test calls them. The database is shared with other classes, so a test
 * makes its own people and things, with names nobody else has, with the help of what is a {@link
 * Fixture}. A class that adds a bean, a property or a profile of its own costs another start of the
 * program.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest
@AutoConfigureMockMvc
@Import(Fixtures.class)
@ExtendWith(StoppedClock.class)
public @interface ZamerTest {}
