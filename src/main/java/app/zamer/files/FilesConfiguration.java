package app.zamer.files;

import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FilesConfiguration {
  /** What a form may have beside the file: the other parts and the headers of all. */
  private static final long REST = 1024 * 1024;

  @Bean
  MultipartConfigElement multipart() {
    // one byte too many has to get as far as our own refusal; a threshold of 0 keeps every upload out of memory
    return new MultipartConfigElement("", Files.LARGEST + REST, Files.LARGEST + REST, 0);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> readsRefusedUploads() {
    // who sends too much hears so only if the rest of it is read; otherwise the connection breaks off under the answer
    return server -> server.addConnectorCustomizers(connector -> connector.setProperty("maxSwallowSize", "" + 10 * Files.LARGEST));
  }
}
