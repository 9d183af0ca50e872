package dev.halfway.decoupling.link;

import java.util.Set;
import org.jsmpp.SMPPConstant;

/** What a command_status says about trying again (SMPP 3.4 §5.1.3). */
final class CommandStatus {

  /** "You send too much": says nothing about the message. */
  private static final Set<Integer> THROTTLED =
      Set.of(SMPPConstant.STAT_ESME_RTHROTTLED, SMPPConstant.STAT_ESME_RMSGQFUL);

  /** A field of the message is at fault; the same message meets the same answer. */
  private static final Set<Integer> PERMANENT =
      Set.of(
          SMPPConstant.STAT_ESME_RINVMSGLEN,
          SMPPConstant.STAT_ESME_RINVCMDLEN,
          SMPPConstant.STAT_ESME_RINVPRTFLG,
          SMPPConstant.STAT_ESME_RINVREGDLVFLG,
          SMPPConstant.STAT_ESME_RINVSRCADR,
          SMPPConstant.STAT_ESME_RINVDSTADR,
          SMPPConstant.STAT_ESME_RINVSERTYP,
          SMPPConstant.STAT_ESME_RINVESMCLASS,
          SMPPConstant.STAT_ESME_RINVSRCTON,
          SMPPConstant.STAT_ESME_RINVSRCNPI,
          SMPPConstant.STAT_ESME_RINVDSTTON,
          SMPPConstant.STAT_ESME_RINVDSTNPI,
          SMPPConstant.STAT_ESME_RINVREPFLAG,
          SMPPConstant.STAT_ESME_RINVSCHED,
          SMPPConstant.STAT_ESME_RINVEXPIRY,
          SMPPConstant.STAT_ESME_RX_P_APPN,
          SMPPConstant.STAT_ESME_RX_R_APPN,
          SMPPConstant.STAT_ESME_RINVTLVSTREAM,
          SMPPConstant.STAT_ESME_RTLVNOTALLWD,
          SMPPConstant.STAT_ESME_RINVTLVLEN,
          SMPPConstant.STAT_ESME_RMISSINGTLV,
          SMPPConstant.STAT_ESME_RINVTLVVAL);

  private CommandStatus() {}

  static boolean isThrottled(int status) {
    return THROTTLED.contains(status);
  }

  static boolean isPermanent(int status) {
    return PERMANENT.contains(status);
  }
}
