/** Live: what one person changes, the open pages of the others hear of at once, on every node. */
@NullMarked
@ApplicationModule(
    displayName = "live",
    allowedDependencies = {"users"})
package app.zamer.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
