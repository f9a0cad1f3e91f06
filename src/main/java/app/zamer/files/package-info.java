/** Files of deals and leads, kept in the database. */
@NullMarked
@ApplicationModule(
    displayName = "files",
    allowedDependencies = {"regulation", "company", "text", "web", "users", "clients"})
package app.zamer.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
