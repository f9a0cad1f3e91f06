package app.zamer.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class SiteTests {
  private final MockEnvironment environment = new MockEnvironment();

  @Test
  void linksBeginWithTheConfiguredAddress() {
    environment.setProperty("zamer.url", "https://zamer.example.com/");
    environment.setProperty("zamer.hosts", "pbx.local, Zamer-Inside");
    environment.setProperty("local.server.port", "8081");

    Site site = new Site(environment);

    assertThat(site.address("/booking/x")).isEqualTo("https://zamer.example.com/booking/x");
    assertThat(site.isHost("ZAMER.example.com")).isTrue();
    assertThat(site.isHost("pbx.local")).isTrue();
    assertThat(site.isHost("zamer-inside")).isTrue();
    assertThat(site.isHost("zamer.example.com.evil.example")).isFalse();
    assertThat(site.isHost("localhost")).isFalse();
  }

  @Test
  void withoutOneTheyBeginWithWhereTheProgramListens() {
    environment.setProperty("server.port", "0");
    environment.setProperty("local.server.port", "8081");
    Site site = new Site(environment);
    assertThat(site.address("/x")).isEqualTo("http://localhost:8081/x");
    assertThat(site.isHost("whatever.example")).isTrue();
    environment.setProperty("server.address", "0.0.0.0");
    assertThat(site.address("/x")).isEqualTo("http://localhost:8081/x");
    environment.setProperty("server.address", "192.168.1.5");
    assertThat(site.address("/x")).isEqualTo("http://192.168.1.5:8081/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zamer.example.com",
        "ftp://zamer.example.com",
        "https://",
        "javascript:alert(1)",
        "https://u@zamer.example.com"
      })
  void whatIsNoAddressStopsTheStartAndIsNamed(String address) {
    environment.setProperty("zamer.url", address);
    assertThatThrownBy(() -> new Site(environment)).hasMessageContaining("ZAMER_URL");
  }
}
