/** Reports for the head of sales: figures over a period, and the deals behind each of them. */
@NullMarked
@ApplicationModule(
    displayName = "reports",
    allowedDependencies = {"regulation", "editions", "company", "web", "users", "measurements"})
package app.zamer.reports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
