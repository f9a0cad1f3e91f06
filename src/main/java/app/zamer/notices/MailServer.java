package app.zamer.notices;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** The company's mail server; without one nothing is sent by mail, and mail is not offered. */
@Component
class MailServer {
  private static final String PATIENCE_MILLIS = "10000";

  private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
  private final String host;
  private final String from;

  MailServer(
      @Value("${zamer.smtp.host}") String host,
      @Value("${zamer.smtp.port}") int port,
      @Value("${zamer.smtp.user}") String user,
      @Value("${zamer.smtp.password}") String password,
      @Value("${zamer.smtp.from}") String from,
      @Value("${zamer.smtp.security}") String security) {
    this.host = host.strip();
    this.from = from.isBlank() ? user : from;
    if (!offered()) {
      return;
    }
    if (!isAddress(this.from)) {
      throw new IllegalArgumentException(
          "ZAMER_SMTP_FROM has to be the address that mails come from, such as zamer@example.com");
    }
    sender.setHost(this.host);
    sender.setPort(port);
    sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
    Properties more = sender.getJavaMailProperties();
    more.setProperty("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
    more.setProperty("mail.smtp.timeout", PATIENCE_MILLIS);
    more.setProperty("mail.smtp.writetimeout", PATIENCE_MILLIS);
    if (!user.isBlank()) {
      sender.setUsername(user);
      sender.setPassword(password);
      more.setProperty("mail.smtp.auth", "true");
    }
    switch (security) {
      case "starttls" -> {
        more.setProperty("mail.smtp.starttls.enable", "true");
        more.setProperty("mail.smtp.starttls.required", "true");
        more.setProperty("mail.smtp.ssl.checkserveridentity", "true");
      }
      case "tls" -> {
        more.setProperty("mail.smtp.ssl.enable", "true");
        more.setProperty("mail.smtp.ssl.checkserveridentity", "true");
      }
      case "none" -> {}
      default -> throw new IllegalArgumentException("ZAMER_SMTP_SECURITY is starttls, tls or none");
    }
  }

  /** Whether the company has one. */
  boolean offered() {
    return !host.isEmpty();
  }

  /** Whether this can be the one address of a person. */
  static boolean isAddress(String text) {
    try {
      var address = new InternetAddress(text, true);
      address.validate();
      return address.getPersonal() == null && text.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
    } catch (AddressException e) {
      return false;
    }
  }

  /**
   * A mail.
   *
   * @param id names it for good: a server or program that gets it a second time can tell
   */
  record Mail(String id, String to, String subject, String plain, String html) {}

  /**
   * Hands a mail over to the server.
   *
   * @throws org.springframework.mail.MailException if it does not take it
   */
  void send(Mail mail, Instant now) {
    sender.send(
        message -> {
          var helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
          helper.setFrom(from, "Zamer");
          helper.setTo(mail.to());
          helper.setSubject(mail.subject());
          helper.setText(mail.plain(), mail.html());
          helper.setSentDate(Date.from(now));
          message.setHeader("Auto-Submitted", "auto-generated");
          named(message, "<" + mail.id() + "@" + from.substring(from.indexOf('@') + 1) + ">");
        });
  }

  // saving the message gives it a number of its own, after which ours has to be put back
  private static void named(MimeMessage message, String id) throws MessagingException {
    message.saveChanges();
    message.setHeader("Message-ID", id);
  }
}
