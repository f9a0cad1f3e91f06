package app.zamer;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** Every {@link Fixture}. */
@TestConfiguration(proxyBeanMethods = false)
@ComponentScan(
    useDefaultFilters = false,
    includeFilters = @ComponentScan.Filter(Fixture.class),
    nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
class Fixtures {}
