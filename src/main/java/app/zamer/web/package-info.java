/** The shell of the HTTP side: problems, languages, idempotent repeats, layout and static files. */
@NullMarked
@ApplicationModule(
    displayName = "web",
    allowedDependencies = {"regulation", "company", "text"})
package app.zamer.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
