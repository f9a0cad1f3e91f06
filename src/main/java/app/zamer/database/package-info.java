/** The embedded PostgreSQL and the connection to whichever PostgreSQL is used. */
@NullMarked
@ApplicationModule(
    displayName = "database",
    allowedDependencies = {})
package app.zamer.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
