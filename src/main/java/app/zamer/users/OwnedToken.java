package app.zamer.users;

/**
 * A token with its owner.
 *
 * @param active whether the owner may sign in; the token works only then
 */
public record OwnedToken(Token token, String ownerName, boolean active) {}
