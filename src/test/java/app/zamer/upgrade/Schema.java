package app.zamer.upgrade;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a database is made of, one thing a line. */
final class Schema {
  private static final List<String> PARTS =
      List.of(
          """
          select format('column %s.%s %s%s default %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
            case when a.attnotnull then ' not null' else '' end || ' ' || a.attidentity::text || a.attgenerated::text,
            pg_get_expr(d.adbin, d.adrelid))
          from pg_attribute a join pg_class c on c.oid = a.attrelid
          left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm') and a.attnum > 0 and not a.attisdropped
          """,
          """
          select format('constraint %s.%s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
          from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0
          """,
          "select 'index ' || pg_get_indexdef(indexrelid) || case when indisvalid then '' else '"
              + " INVALID' end from pg_index join pg_class c on c.oid = indexrelid where"
              + " c.relnamespace = 'public'::regnamespace",
          """
          select format('view %s %s', relname, pg_get_viewdef(oid)) from pg_class
          where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
          """,
          """
          select 'function ' || pg_get_functiondef(p.oid) from pg_proc p
          where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p')
            and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
          """,
          """
          select format('trigger %s', pg_get_triggerdef(t.oid)) from pg_trigger t join pg_class c on c.oid = t.tgrelid
          where c.relnamespace = 'public'::regnamespace and not t.tgisinternal
          """,
          "select 'extension ' || extname from pg_extension");

  private Schema() {}

  static SortedSet<String> of(JdbcClient database) {
    var all = new TreeSet<String>();
    for (String part : PARTS) {
      all.addAll(database.sql(part).query(String.class).list());
    }
    return all;
  }
}
