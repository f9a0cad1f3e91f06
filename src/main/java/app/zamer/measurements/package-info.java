/** Visits, the technologist's stamp, and the client ledger «Учёт клиентов» with its reports. */
@NullMarked
@ApplicationModule(
    displayName = "measurements",
    allowedDependencies = {"regulation", "company", "web", "users", "clients"})
package app.zamer.measurements;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
