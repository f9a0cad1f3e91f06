package app.zamer.users;

/**
 * What somebody may do has changed, or he was signed out somewhere; published once it is committed.
 * Whatever holds on to a person's rights asks for them anew.
 */
public record AccessChanged(UserId user) {}
