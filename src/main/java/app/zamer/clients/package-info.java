/** The people a company sells to, and their phones. */
@NullMarked
@ApplicationModule(
    displayName = "clients",
    allowedDependencies = {"regulation", "editions", "company", "text", "web", "users"})
package app.zamer.clients;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
