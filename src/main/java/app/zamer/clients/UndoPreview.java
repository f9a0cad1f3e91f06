package app.zamer.clients;

import java.util.List;

/**
 * What parting two merged clients again would do.
 *
 * @param deals how many deals go back
 * @param phones the phones that go back
 * @param nameBack whether the kept one is called again as before
 * @param newDeals deals opened since, which stay with the kept one
 * @param lostPhones phones that were removed since, which come back to nobody
 */
public record UndoPreview(
    ClientMerge merge,
    Client kept,
    String nameBefore,
    boolean nameBack,
    long deals,
    List<Phone> phones,
    long newDeals,
    List<Phone> lostPhones) {}
