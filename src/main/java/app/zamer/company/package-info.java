/** The company's own facts: its time zone and its clock. */
@NullMarked
@ApplicationModule(
    displayName = "company",
    allowedDependencies = {})
package app.zamer.company;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
