package dev.halfway.decoupling.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.decoupling.link.Deadline;
import dev.halfway.decoupling.smpp.BoundedPduReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.util.DefaultComposer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever can reach the port of the simulated centre. The link must not notice. */
@Timeout(60)
class ConnectionAcceptorTest {

  private static final int HEADER = 16;
  private static final int ENDED = -1;

  private final List<Socket> sockets = new ArrayList<>();
  private Lab lab;

  @BeforeEach
  void open() throws IOException {
    lab = new Lab();
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    lab.close();
  }

  private Socket connect() throws IOException {
    return connect(lab.centre);
  }

  private Socket connect(SmsCentreSimulator centre) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), centre.port());
    socket.setSoTimeout(Math.toIntExact(Duration.ofSeconds(30).toMillis()));
    sockets.add(socket);
    return socket;
  }

  private static byte[] header(int length, int command) {
    return ByteBuffer.allocate(HEADER).putInt(length).putInt(command).putInt(0).putInt(7).array();
  }

  private static byte[] bind(String password) throws Exception {
    return new DefaultComposer()
        .bind(
            SMPPConstant.CID_BIND_TRANSCEIVER,
            7,
            Lab.SYSTEM_ID,
            password,
            "",
            InterfaceVersion.IF_34.value(),
            (byte) 0,
            (byte) 0,
            "");
  }

  /** What the centre says first; {@value #ENDED} where it hangs up, in time. */
  private static int status(Socket socket) {
    try {
      byte[] answer = new byte[HEADER];
      new DataInputStream(socket.getInputStream()).readFully(answer);
      return ByteBuffer.wrap(answer).getInt(2 * Integer.BYTES);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("neither an answer nor the end", e);
    } catch (IOException e) {
      return ENDED;
    }
  }

  private Socket bound() throws Exception {
    Socket socket = connect();
    socket.getOutputStream().write(bind(Lab.PASSWORD));
    assertThat(status(socket)).isEqualTo(SMPPConstant.STAT_ESME_ROK);
    socket.getInputStream().skipNBytes(socket.getInputStream().available());
    return socket;
  }

  private void assertTheLinkWorks() throws Exception {
    lab.link(Lab.PATIENT).submit(Lab.sms("still here"), Deadline.in(Duration.ofSeconds(30)));
    assertThat(lab.texts()).containsExactly("still here");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, 257, 16, 15, 4, 0, -1, Integer.MIN_VALUE})
  void aLengthThatNoBindRequestHasEndsTheConnection(int length) throws Exception {
    Socket socket = connect();

    socket.getOutputStream().write(header(length, SMPPConstant.CID_BIND_TRANSCEIVER));

    assertThat(status(socket)).isEqualTo(ENDED);
    assertTheLinkWorks();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        SMPPConstant.CID_SUBMIT_SM,
        SMPPConstant.CID_ENQUIRE_LINK,
        SMPPConstant.CID_UNBIND,
        SMPPConstant.CID_BIND_TRANSCEIVER_RESP,
        0x47455420 // "GET "
      })
  void nothingButABindRequestIsReadBeforeTheLogin(int command) throws Exception {
    Socket socket = connect();

    socket.getOutputStream().write(header(HEADER + 20, command));

    assertThat(status(socket)).isEqualTo(ENDED);
  }

  @Test
  void aBindRequestThatCannotBeReadEndsTheConnection() throws Exception {
    Socket socket = connect();
    byte[] request = ByteBuffer.allocate(200).put(header(200, 9)).array();
    Arrays.fill(request, HEADER, request.length, (byte) 'x');

    socket.getOutputStream().write(request);

    assertThat(status(socket)).isEqualTo(ENDED);
    assertTheLinkWorks();
  }

  /** jsmpp allocates what a client says, also of one that is bound. */
  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, BoundedPduReader.MAX_OCTETS + 1, 15, 0, -1})
  void aLengthThatNoPduHasEndsTheSession(int length) throws Exception {
    Socket socket = bound();

    socket.getOutputStream().write(header(length, SMPPConstant.CID_SUBMIT_SM));

    assertThat(status(socket)).isEqualTo(ENDED);
    assertTheLinkWorks();
  }

  @Test
  void aWrongPasswordIsAnsweredAndEndsTheConnection() throws Exception {
    Socket socket = connect();

    socket.getOutputStream().write(bind("falsch"));

    assertThat(status(socket)).isEqualTo(SMPPConstant.STAT_ESME_RINVPASWD);
    assertThat(socket.getInputStream().read()).isEqualTo(ENDED);
  }

  /** A byte at a time, and all that follows at once: both are a client's good right. */
  @Test
  void aBindRequestMayComeInPiecesAndWithMoreBehindIt() throws Exception {
    Socket socket = connect();
    byte[] request = bind(Lab.PASSWORD);
    for (int i = 0; i < request.length - 1; i++) {
      socket.getOutputStream().write(request[i]);
      socket.getOutputStream().flush();
    }
    byte[] enquiry = header(HEADER, SMPPConstant.CID_ENQUIRE_LINK);
    socket
        .getOutputStream()
        .write(
            ByteBuffer.allocate(1 + HEADER).put(request[request.length - 1]).put(enquiry).array());

    DataInputStream in = new DataInputStream(socket.getInputStream());
    assertThat(List.of(command(in), command(in)))
        .containsExactlyInAnyOrder(
            SMPPConstant.CID_BIND_TRANSCEIVER_RESP, SMPPConstant.CID_ENQUIRE_LINK_RESP);
  }

  /** What the next PDU is. */
  private static int command(DataInputStream in) throws IOException {
    int length = in.readInt();
    int command = in.readInt();
    in.skipNBytes(length - 2 * Integer.BYTES);
    return command;
  }

  @Test
  void idleConnectionsKeepNeitherThreadsNorTheLinkOut() throws Exception {
    int threads = Thread.activeCount();
    for (int i = 0; i < 300; i++) {
      connect();
    }

    assertTheLinkWorks();

    // Those of the link and of its session in the centre.
    assertThat(Thread.activeCount() - threads).isLessThan(60);
    long open = sockets.stream().filter(ConnectionAcceptorTest::isOpen).count();
    assertThat(open).isLessThanOrEqualTo(ConnectionAcceptor.MAX_UNBOUND);
  }

  private static boolean isOpen(Socket socket) {
    try {
      socket.setSoTimeout(1);
      return socket.getInputStream().read() != ENDED;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whoDoesNotBindInTimeIsSentAwayHoweverMuchHeSays() throws Exception {
    SmsCentreSimulator impatient = lab.startCentre(0, Lab.PASSWORD, Duration.ofMillis(500));
    Socket idle = connect(impatient);
    Socket dripping = connect(impatient);
    byte[] request = bind(Lab.PASSWORD);
    Future<?> drips =
        lab.start(
            () -> {
              for (byte octet : request) {
                dripping.getOutputStream().write(octet);
                TimeUnit.MILLISECONDS.sleep(100);
              }
              return null;
            });

    assertThat(status(idle)).isEqualTo(ENDED);
    assertThat(status(dripping)).isEqualTo(ENDED);
    drips.cancel(true);
  }

  @Test
  void thereAreSoManySessionsAndNoMore() throws Exception {
    List<Socket> all = new ArrayList<>();
    for (int i = 0; i < SimulatorSessions.MAX_SESSIONS; i++) {
      all.add(bound());
    }
    Socket another = connect();
    another.getOutputStream().write(bind(Lab.PASSWORD));
    assertThat(status(another)).isEqualTo(SMPPConstant.STAT_ESME_RBINDFAIL);

    all.get(0).close();
    assertTheLinkWorks();
  }
}
