/** Editions of the regulation: which one is in force, and how another one comes into force. */
@NullMarked
@ApplicationModule(
    displayName = "editions",
    allowedDependencies = {"regulation", "regulation :: yaml", "company", "web", "users"})
package app.zamer.editions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
