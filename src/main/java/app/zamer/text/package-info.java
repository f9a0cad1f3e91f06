/** What people type: made plain on the way in, and found again however it is written. */
@NullMarked
@ApplicationModule(
    displayName = "text",
    allowedDependencies = {})
package app.zamer.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
