package dev.baton.wire;

import dev.baton.core.Message;
import java.util.List;

/** The form of every message of the core: its type, one byte, then its fields. */
final class MessageForm extends OneOf<Message> {

  static final MessageForm MESSAGE = new MessageForm();

  private MessageForm() {
    super(
        "Message",
        List.of(
            AdmissionForms.HELLO,
            AdmissionForms.WELCOME,
            AdmissionForms.REFUSED,
            AdmissionForms.GOODBYE,
            AdmissionForms.TERMINATE,
            LivenessForms.HEARTBEAT,
            LivenessForms.PROBE,
            LivenessForms.PROBE_ANSWER,
            LivenessForms.SUSPECT,
            LivenessForms.HOST_HEARD,
            TableForms.OPERATIONS,
            TableForms.TABLE_REPORT,
            TableForms.TABLE_MINIMUM,
            TableForms.TABLE_WANTED,
            TableForms.WHOLE_TABLE,
            TableForms.HINT_REPORT,
            MigrationForms.CLAIM,
            MigrationForms.VOTE,
            MigrationForms.VOTE_REFUSED,
            MigrationForms.COUNT_OUT_WANTED,
            MigrationForms.COUNTED_OUT,
            MigrationForms.ANNOUNCE,
            MigrationForms.ATTACH,
            MigrationForms.FENCE,
            MigrationForms.HAND_OVER,
            MigrationForms.CLAIM_WITHDRAWN));
  }

  @Override
  void write(Writer out, Message message) {
    switch (message) {
      case Message.Hello m -> AdmissionForms.HELLO.writeWithCode(out, m);
      case Message.Welcome m -> AdmissionForms.WELCOME.writeWithCode(out, m);
      case Message.Refused m -> AdmissionForms.REFUSED.writeWithCode(out, m);
      case Message.Goodbye m -> AdmissionForms.GOODBYE.writeWithCode(out, m);
      case Message.Terminate m -> AdmissionForms.TERMINATE.writeWithCode(out, m);
      case Message.Heartbeat m -> LivenessForms.HEARTBEAT.writeWithCode(out, m);
      case Message.Probe m -> LivenessForms.PROBE.writeWithCode(out, m);
      case Message.ProbeAnswer m -> LivenessForms.PROBE_ANSWER.writeWithCode(out, m);
      case Message.Suspect m -> LivenessForms.SUSPECT.writeWithCode(out, m);
      case Message.HostHeard m -> LivenessForms.HOST_HEARD.writeWithCode(out, m);
      case Message.Operations m -> TableForms.OPERATIONS.writeWithCode(out, m);
      case Message.TableReport m -> TableForms.TABLE_REPORT.writeWithCode(out, m);
      case Message.TableMinimum m -> TableForms.TABLE_MINIMUM.writeWithCode(out, m);
      case Message.TableWanted m -> TableForms.TABLE_WANTED.writeWithCode(out, m);
      case Message.WholeTable m -> TableForms.WHOLE_TABLE.writeWithCode(out, m);
      case Message.HintReport m -> TableForms.HINT_REPORT.writeWithCode(out, m);
      case Message.Claim m -> MigrationForms.CLAIM.writeWithCode(out, m);
      case Message.Vote m -> MigrationForms.VOTE.writeWithCode(out, m);
      case Message.VoteRefused m -> MigrationForms.VOTE_REFUSED.writeWithCode(out, m);
      case Message.CountOutWanted m -> MigrationForms.COUNT_OUT_WANTED.writeWithCode(out, m);
      case Message.CountedOut m -> MigrationForms.COUNTED_OUT.writeWithCode(out, m);
      case Message.Announce m -> MigrationForms.ANNOUNCE.writeWithCode(out, m);
      case Message.Attach m -> MigrationForms.ATTACH.writeWithCode(out, m);
      case Message.Fence m -> MigrationForms.FENCE.writeWithCode(out, m);
      case Message.HandOver m -> MigrationForms.HAND_OVER.writeWithCode(out, m);
      case Message.ClaimWithdrawn m -> MigrationForms.CLAIM_WITHDRAWN.writeWithCode(out, m);
    }
  }
}
