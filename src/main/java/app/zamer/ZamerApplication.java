package app.zamer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** Starts the program; what it is made of stands in the module packages below this one. */
@SpringBootApplication
@Modulithic(systemName = "Zamer")
public class ZamerApplication {
  public static void main(String[] args) {
    SpringApplication.run(ZamerApplication.class, args);
  }
}
