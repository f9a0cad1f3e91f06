package app.zamer.users;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be changed of an account; null stays as it is. */
public record UserChange(
    @Nullable String name, @Nullable Set<Role> roles, @Nullable Boolean active) {}
