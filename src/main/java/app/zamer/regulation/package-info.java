/** The regulation: what it is made of, and what it decides. Plain Java, no clock, no database. */
@NullMarked
@ApplicationModule(
    displayName = "regulation",
    allowedDependencies = {})
package app.zamer.regulation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
