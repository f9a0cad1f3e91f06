package app.zamer.clients.erasure;

import java.util.List;
import java.util.Map;

/**
 * A client and what belongs to him.
 *
 * @param id the client's; 0 if none is left of him but leads and calls
 * @param clients ids of all clients that he is or was, before they were merged
 * @param partners ids of clients that were merged with him and are no more
 * @param names what he is, or was ever, called
 * @param phones his phones and former ones, in E.164, without those that are another's by now
 * @param phrases what deals and leads of his are called, and his addresses
 * @param deals ids of all his deals
 * @param leads ids of all leads of his phones and deals
 */
public record Person(
    long id,
    List<Long> clients,
    List<Long> partners,
    List<String> names,
    List<String> phones,
    List<String> phrases,
    List<Long> deals,
    List<Long> leads) {

  Map<String, Object> parameters() {
    return Map.of(
        "client", id,
        "clients", array(clients),
        "partners", array(partners),
        "phones", phones.toArray(String[]::new),
        "deals", array(deals),
        "leads", array(leads));
  }

  private static Long[] array(List<Long> ids) {
    return ids.toArray(Long[]::new);
  }
}
