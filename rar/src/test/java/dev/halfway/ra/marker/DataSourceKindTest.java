package dev.halfway.ra.marker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.io.PrintWriter;
import java.sql.Connection;
import java.util.Set;
import java.util.logging.Logger;
import javax.security.auth.Subject;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Datasources built like those of IronJacamar; the server's own are in the tests of the server. */
class DataSourceKindTest {

  @Test
  void aLocalDatasourceThatTakesPartInTransactionsIsFine() {
    assertThat(DataSourceKind.objection(server(new LocalFactory(), new TxManager()))).isEmpty();
  }

  @Test
  void anXaDatasourceIsRefused() {
    assertThat(DataSourceKind.objection(server(new XAFactory(), new TxManager())))
        .hasValueSatisfying(why -> assertThat(why).contains("XA datasource"));
  }

  @Test
  void aDatasourceOutsideTransactionsIsRefused() {
    assertThat(DataSourceKind.objection(server(new LocalFactory(), new NoTxManager())))
        .hasValueSatisfying(why -> assertThat(why).contains("no part in JTA"));
  }

  @Test
  void nothingIsSaidOfWhatIsNotKnown() {
    assertThat(DataSourceKind.objection(new JdbcDataSource())).isEmpty();
  }

  /** As WildFly does, one datasource around another. */
  private static DataSource server(ManagedConnectionFactory factory, ConnectionManager manager) {
    return new Outer(new Inner(factory, manager));
  }

  @SuppressWarnings("UnusedVariable") // Found by reflection.
  private static class Outer extends Unused {
    final DataSource delegate;

    Outer(DataSource delegate) {
      this.delegate = delegate;
    }
  }

  @SuppressWarnings("UnusedVariable") // Found by reflection.
  private static class Inner extends Unused {
    final ManagedConnectionFactory factory;
    final ConnectionManager manager;

    Inner(ManagedConnectionFactory factory, ConnectionManager manager) {
      this.factory = factory;
      this.manager = manager;
    }
  }

  /** Looked at, never used. */
  private abstract static class Unused implements DataSource {

    @Override
    public Connection getConnection() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Connection getConnection(String user, String password) {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }

  private static class TxManager implements ConnectionManager {
    private static final long serialVersionUID = 1;

    @Override
    public Object allocateConnection(ManagedConnectionFactory factory, ConnectionRequestInfo info) {
      throw new UnsupportedOperationException();
    }
  }

  private static class NoTxManager extends TxManager {
    private static final long serialVersionUID = 1;
  }

  private static class LocalFactory implements ManagedConnectionFactory {
    private static final long serialVersionUID = 1;

    @Override
    public Object createConnectionFactory(ConnectionManager manager) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object createConnectionFactory() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ManagedConnection createManagedConnection(Subject subject, ConnectionRequestInfo info) {
      throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("rawtypes") // As the interface has it.
    public ManagedConnection matchManagedConnections(
        Set connections, Subject subject, ConnectionRequestInfo info) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }
  }

  private static class XAFactory extends LocalFactory {
    private static final long serialVersionUID = 1;
  }
}
