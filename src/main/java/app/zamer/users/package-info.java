/** Accounts, roles, personal tokens and sign-in. */
@NullMarked
@ApplicationModule(
    displayName = "users",
    allowedDependencies = {"regulation", "company", "web"})
package app.zamer.users;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
