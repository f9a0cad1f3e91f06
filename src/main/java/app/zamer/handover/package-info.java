/**
 * Hand-overs: what stands in the name of people who may keep it no longer is counted, given to
 * others, and for a while given back. Each module that owns such things says so by {@link
 * app.zamer.handover.Belongings}.
 */
@NullMarked
@ApplicationModule(
    displayName = "handover",
    allowedDependencies = {"regulation", "editions", "company", "web", "users", "live"})
package app.zamer.handover;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
