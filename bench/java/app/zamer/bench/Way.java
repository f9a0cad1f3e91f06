package app.zamer.bench;

import java.io.IOException;

/** One of the ways in which deals are moved, to be compared with the others. */
interface Way {
  String name();

  /** How many times the moves of a round are made, so that the clock has something to measure. */
  default int times() {
    return 1;
  }

  /** Whether deals are there, to be moved in the database. */
  default boolean stored() {
    return true;
  }

  /** Somebody who moves deals, one after the other; made before the clock starts. */
  Client client() throws Exception;

  interface Client extends AutoCloseable {
    /** Moves a deal from «Просчёт» to «Перенос», or back again. */
    void bounce(long deal, boolean back) throws Exception;

    /** Moves a deal from «Просчёт» to «Предзамер», with all the fields that this needs. */
    void agree(long deal) throws Exception;

    @Override
    default void close() throws IOException {}
  }
}
