package app.zamer.bench;

import java.io.IOException;

/** {@code POST /api/v1/deals/{id}/moves} with a personal token. */
record ByHttp(int port, String token, Agreement agreement) implements Way {
  @Override
  public String name() {
    return "c";
  }

  @Override
  public Client client() throws IOException {
    var connection = new Connection(port, token);
    String agreed = agreement.json();
    return new Client() {
      @Override
      public void bounce(long deal, boolean back) throws IOException {
        connection.post(path(deal), back ? "{\"to\": \"sales/estimate\"}" : "{\"to\": \"sales/postponed\"}");
      }

      @Override
      public void agree(long deal) throws IOException {
        connection.post(path(deal), agreed);
      }

      @Override
      public void close() throws IOException {
        connection.close();
      }
    };
  }

  private static String path(long deal) {
    return "/api/v1/deals/" + deal + "/moves";
  }
}
