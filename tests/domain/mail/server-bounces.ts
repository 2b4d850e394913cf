/**
 * How mail servers of the world say in prose that a mail did not arrive, in words like theirs. All
 * of them return a mail of ours, sent to Marie.
 */
export interface ServerBounce {
  readonly server: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly nature?: 'bounce' | 'delay';
  readonly recipients?: readonly string[];
  readonly status?: string | null;
  readonly hard: boolean;
}

const MARIE = 'marie.hoarau@courriel.example';
const TIARE = 'tiare@agence-lagon.example';
const RETURNED = `Received: from mx.alize.example (192.0.2.10) by mx.courriel.example
From: Support <support@alize.example>
To: ${MARIE}
Subject: Votre ticket 2026-000318
Message-ID: <2026-000318.a.b@alize.example>

Bonjour, votre ticket est ouvert.`;

export const SERVER_BOUNCES: readonly ServerBounce[] = [
  {
    server: 'qmail',
    from: 'MAILER-DAEMON@mx.courriel.example',
    subject: 'failure notice',
    text: `Hi. This is the qmail-send program at mx.courriel.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<${MARIE}>:
192.0.2.25 does not like recipient.
Remote host said: 550 5.1.1 sorry, no mailbox here by that name
Giving up on 192.0.2.25.

--- Below this line is a copy of the message.

${RETURNED}`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'qmail, out of time',
    from: 'MAILER-DAEMON@mx.courriel.example',
    subject: 'failure notice',
    text: `Hi. This is the qmail-send program at mx.courriel.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<${MARIE}>:
I'm not going to try again; this message has been in the queue too long.

--- Below this line is a copy of the message.

${RETURNED}`,
    hard: false,
  },
  {
    server: 'Exim',
    from: 'Mailer-Daemon@mx.courriel.example',
    subject: 'Mail delivery failed: returning message to sender',
    text: `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ${MARIE}
    host mx.courriel.example [192.0.2.25]
    SMTP error from remote mail server after RCPT TO:<${MARIE}>:
    550-5.1.1 The email account that you tried to reach does not exist

------ This is a copy of the message, including all the headers. ------

${RETURNED}`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'Exim, still trying',
    from: 'Mailer-Daemon@mx.courriel.example',
    subject: 'Warning: message 1abcDE-0001 delayed 24 hours',
    text: `This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mx.courriel.example.

The address to which the message has not yet been delivered is:

  ${MARIE}
    Delay reason: Connection timed out

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals.`,
    nature: 'delay',
    hard: false,
  },
  {
    server: 'Exim, out of time',
    from: 'Mailer-Daemon@mx.courriel.example',
    subject: 'Mail delivery failed: returning message to sender',
    text: `A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ${MARIE}
    retry timeout exceeded

------ This is a copy of the message, including all the headers. ------

${RETURNED}`,
    hard: false,
  },
  {
    server: 'Exim, two of them and a pipe',
    from: 'Mailer-Daemon@mx.courriel.example',
    subject: 'Mail delivery failed: returning message to sender',
    text: `The following address(es) failed:

  ${MARIE}
    Unrouteable address
  ${TIARE}
    (ultimately generated from lagon@agence-lagon.example)
    mailbox is full

------ This is a copy of the message, including all the headers. ------

${RETURNED}`,
    recipients: [MARIE, TIARE],
    hard: true,
  },
  {
    server: 'Postfix',
    from: 'MAILER-DAEMON@mx.courriel.example',
    subject: 'Undelivered Mail Returned to Sender',
    text: `This is the mail system at host mx.courriel.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

                   The mail system

<${MARIE}>: host mx.courriel.example[192.0.2.25] said: 550 5.7.1
    <${MARIE}>: Recipient address rejected: Access denied (in reply to
    RCPT TO command)`,
    status: '5.7.1',
    hard: true,
  },
  {
    server: 'Postfix, full',
    from: 'MAILER-DAEMON@mx.courriel.example',
    subject: 'Undelivered Mail Returned to Sender',
    text: `This is the mail system at host mx.courriel.example.

<${MARIE}>: host mx.courriel.example[192.0.2.25] said: 552 5.2.2
    <${MARIE}>: mailbox over quota (in reply to RCPT TO command)

<${TIARE}> (expanded from <lagon@courriel.example>): unknown user: "tiare"`,
    recipients: [MARIE, TIARE],
    status: '5.2.2',
    hard: true,
  },
  {
    server: 'Sendmail',
    from: 'MAILER-DAEMON@mx.courriel.example',
    subject: 'Returned mail: see transcript for details',
    text: `The original message was received at Mon, 2 Mar 2026 08:00:00 GMT
from mx.alize.example [192.0.2.10]

   ----- The following addresses had permanent fatal errors -----
<${MARIE}>
    (reason: 550 5.1.1 <${MARIE}>... User unknown)

   ----- Transcript of session follows -----
... while talking to mx.courriel.example.:
>>> DATA
<<< 550 5.1.1 <${MARIE}>... User unknown
550 5.1.1 <${MARIE}>... User unknown
<<< 503 5.0.0 Need RCPT (recipient)`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'Sendmail, the old one',
    from: 'MAILER-DAEMON@mx.courriel.example',
    subject: 'Returned mail: Host unknown',
    text: `   ----- Transcript of session follows -----
550 ${MARIE}... Host unknown

   ----- Unsent message follows -----
${RETURNED}`,
    hard: true,
  },
  {
    server: 'Exchange 5.5',
    from: 'postmaster@courriel.example',
    subject: 'Undeliverable: Votre ticket 2026-000318',
    text: `Your message

  To:      Hoarau Marie
  Subject: Votre ticket 2026-000318
  Sent:    Mon, 2 Mar 2026 08:00:00 +0100

did not reach the following recipient(s):

${MARIE} on Mon, 2 Mar 2026 08:01:02 +0100
    The recipient name is not recognized
\tThe MTS-ID of the original message is: c=fr;a= ;p=courriel;l=MX0203020800
    MSEXCH:IMS:Courriel:Reunion:MX 0 (000C05A6) Unknown Recipient`,
    hard: true,
  },
  {
    server: 'Exchange 2003',
    from: 'postmaster@courriel.example',
    subject: 'Undeliverable:Votre ticket 2026-000318',
    text: `Your message did not reach some or all of the intended recipients.

      Subject:  Votre ticket 2026-000318
      Sent:     02/03/2026 08:00

The following recipient(s) could not be reached:

      ${MARIE} on 02/03/2026 08:01
            The e-mail account does not exist at the organization this message was sent to.  Check the e-mail address, or contact the recipient directly to find out the correct address.
            <mx.courriel.example #5.1.1>`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'Exchange 2010',
    from: 'postmaster@courriel.example',
    subject: 'Undeliverable: Votre ticket 2026-000318',
    text: `Delivery has failed to these recipients or groups:

Marie Hoarau (${MARIE})<mailto:${MARIE}>
The e-mail address you entered couldn't be found. Please check the recipient's e-mail address and try to resend the message. If the problem continues, please contact your helpdesk.

Diagnostic information for administrators:

Generating server: mx.courriel.example

${MARIE}
#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##

Original message headers:

${RETURNED}`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'Exchange 2016, in French',
    from: 'postmaster@courriel.example',
    subject: 'Non remis : Votre ticket 2026-000318',
    text: `Échec de la remise aux destinataires ou groupes suivants :

${MARIE}
La boîte aux lettres du destinataire est pleine et ne peut pas accepter de messages pour le moment. Réessayez plus tard d'envoyer ce message, ou contactez le destinataire directement.

Informations de diagnostic pour les administrateurs :

Serveur de génération : mx.courriel.example

${MARIE}
Remote Server returned '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException'

En-têtes de message d'origine :

${RETURNED}`,
    status: '5.2.2',
    hard: false,
  },
  {
    server: 'Exchange, in German',
    from: 'postmaster@courriel.example',
    subject: 'Unzustellbar: Votre ticket 2026-000318',
    text: `Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:

${MARIE}
Die eingegebene E-Mail-Adresse konnte nicht gefunden werden.

Diagnoseinformationen für Administratoren:

Generierender Server: mx.courriel.example

${MARIE}
#550 5.1.10 RESOLVER.ADR.RecipientNotFound ##`,
    status: '5.1.10',
    hard: true,
  },
  {
    server: 'Domino',
    from: 'Postmaster@courriel.example',
    subject:
      'DELIVERY FAILURE: User marie.hoarau (marie.hoarau@courriel.example) not listed in Domino Directory',
    text: `Your message

  Subject: Votre ticket 2026-000318

was not delivered to:

  ${MARIE}

because:

  User marie.hoarau (${MARIE}) not listed in Domino Directory`,
    hard: true,
  },
  {
    server: 'Courier',
    from: 'MAILER-DAEMON@courriel.example',
    subject: 'NOTICE: mail delivery status.',
    text: `This is a delivery status notification from mx.courriel.example,
running the Courier mail server, version 0.73.

The original message was received on Mon, 02 Mar 2026 08:00:00 +0100
from mx.alize.example (mx.alize.example [192.0.2.10])

---------------------------------------------------------------------------

                           UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<${MARIE}>:
    mx.courriel.example [192.0.2.25]:
>>> RCPT TO:<${MARIE}>
<<< 550 User unknown.

---------------------------------------------------------------------------`,
    hard: true,
  },
  {
    server: 'Courier, still trying',
    from: 'MAILER-DAEMON@courriel.example',
    subject: 'WARNING: Delayed mail.',
    text: `This is a delivery status notification from mx.courriel.example,
running the Courier mail server, version 0.73.

                           DELAYED MAIL

Your message to the following recipients is still in the queue and will be retried:

<${MARIE}>:
    DNS lookup failure. Try again later.`,
    nature: 'delay',
    hard: false,
  },
  {
    server: 'MailMarshal',
    from: 'MailMarshal@courriel.example',
    subject: 'Undeliverable Mail: "Votre ticket 2026-000318"',
    text: `Your message:

   From:    support@alize.example
   Subject: Votre ticket 2026-000318

Could not be delivered because of

550 5.1.1 User unknown

The following recipients were affected:

   ${MARIE}

Additional Information
======================`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'GroupWise',
    from: 'Postmaster@courriel.example',
    subject: 'Message status - undeliverable',
    text: `The message that you sent was undeliverable to the following:
\t${MARIE} (user not found)

Possibly truncated original message follows:

${RETURNED}`,
    hard: true,
  },
  {
    server: 'Google, for a person',
    from: 'mailer-daemon@googlemail.com',
    subject: 'Delivery Status Notification (Failure)',
    text: `** Address not found **

Your message wasn't delivered to ${MARIE} because the address couldn't be found, or is unable to receive mail.

Learn more here: https://support.google.com/mail/answer/6596

The response was:

The email account that you tried to reach does not exist. Please try double-checking the recipient's email address for typos or unnecessary spaces.`,
    hard: true,
  },
  {
    server: 'Google, before',
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
    subject: 'Delivery Status Notification (Failure)',
    text: `Delivery to the following recipient failed permanently:

     ${MARIE}

Technical details of permanent failure:
Google tried to deliver your message, but it was rejected by the server for the recipient domain courriel.example by mx.courriel.example. [192.0.2.25].

The error that the other server returned was:
550 5.2.1 The email account that you tried to reach is disabled.

----- Original message -----

${RETURNED}`,
    status: '5.2.1',
    hard: false,
  },
  {
    server: 'Google, in French',
    from: 'mailer-daemon@googlemail.com',
    subject: 'Delivery Status Notification (Failure)',
    text: `** Adresse introuvable **

Votre message n'a pas pu être remis à ${MARIE}, car l'adresse est introuvable ou ne peut pas recevoir d'e-mails.

Réponse :

550 5.1.1 The email account that you tried to reach does not exist.`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'Yahoo',
    from: 'MAILER-DAEMON@yahoo.com',
    subject: 'Failure Notice',
    text: `Sorry, we were unable to deliver your message to the following address.

<${MARIE}>:
554: delivery error: dd This user doesn't have a courriel.example account (${MARIE}) [-9] - mta1

--- Below this line is a copy of the message.

${RETURNED}`,
    hard: true,
  },
  {
    server: 'GMX',
    from: 'mailer-daemon@gmx.net',
    subject: 'Mail delivery failed: returning message to sender',
    text: `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its recipients. This is a permanent error. The following address failed:

"${MARIE}":
SMTP error from remote server after RCPT command:
host: mx.courriel.example
5.1.1 Unknown user

--- The header of the original message is following. ---

${RETURNED}`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'Zoho',
    from: 'mailer-daemon@mail.zoho.eu',
    subject: 'Undelivered Mail Returned to Sender',
    text: `This message was created automatically by mail delivery software.
A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.

${MARIE} Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 Requested mail action aborted

${RETURNED}`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'hMailServer',
    from: 'mailer-daemon@courriel.example',
    subject: 'Message undeliverable: Votre ticket 2026-000318',
    text: `Your message did not reach some or all of the intended recipients.

   Sent: Mon, 2 Mar 2026 08:00:00 +0100
   Subject: Votre ticket 2026-000318

The following recipient(s) could not be reached:

${MARIE}
   Error Type: SMTP
   Remote server (192.0.2.25) issued an error.
   hMailServer sent: RCPT TO:<${MARIE}>
   Remote server replied: 550 Unknown user

hMailServer`,
    hard: true,
  },
  {
    server: 'MDaemon',
    from: 'MDaemon@courriel.example',
    subject: 'Permanent Delivery Failure',
    text: `-----------------------------------------------------------------------
The attached message had PERMANENT fatal delivery errors.

After one or more unsuccessful delivery attempts the attached message has been
removed from the mail queue on this server.

Failed address: ${MARIE}

--- Session Transcript ---
<-- 220 mx.courriel.example ESMTP
--> RCPT To:<${MARIE}>
<-- 550 5.1.1 <${MARIE}>, Recipient unknown
--- End Transcript ---`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'MailEnable',
    from: 'postmaster@courriel.example',
    subject: 'Message Delivery Failure - MailEnable',
    text: `MailEnable: Message could not be delivered to some recipients.

The following recipient(s) could not be reached:

\tRecipient: [SMTP:${MARIE}]
\tReason: The message could not be delivered because the domain name (courriel.example) does not appear to be registered.

Message headers follow:
${RETURNED}`,
    hard: true,
  },
  {
    server: 'SmarterMail',
    from: 'System Administrator <postmaster@courriel.example>',
    subject: 'Delivery Failure',
    text: `Could not deliver message to the following recipient(s):

Failed Recipient: ${MARIE}
Reason: Remote host said: 550 No such user here

   -- The header and top 20 lines of the message follows --

${RETURNED}`,
    hard: true,
  },
  {
    server: 'OpenSMTPD',
    from: 'MAILER-DAEMON@courriel.example',
    subject: 'Delivery status notification: error',
    text: `    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this email.

    An error has occurred while attempting to deliver a message for
    the following list of recipients:

${MARIE}: 550 5.1.1 <${MARIE}>: Recipient address rejected: User unknown

    Below is a copy of the original message:

${RETURNED}`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'OpenSMTPD, still trying',
    from: 'MAILER-DAEMON@courriel.example',
    subject: 'Delivery status notification: warning',
    text: `    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this email.

    A message is delayed for more than 4 hours for the following
    list of recipients:

${MARIE}: Network error on destination MXs

    Please note that this is only a temporary failure report.`,
    nature: 'delay',
    hard: false,
  },
  {
    server: 'Apache James',
    from: 'postmaster@courriel.example',
    subject: '[BOUNCE] Votre ticket 2026-000318',
    text: `Hi. This is the James mail server at courriel.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.  Below
I include the list of recipients and the reason why I was unable to deliver
your message.

Failed recipient(s):
${MARIE}

Error message:
550 5.1.1 User unknown`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'Sun Messaging Server',
    from: 'postmaster@courriel.example',
    subject: 'Delivery Notification: Delivery has failed',
    text: `This report relates to a message you sent with the following header fields:

  Message-id: <2026-000318.a.b@alize.example>
  Date: Mon, 02 Mar 2026 08:00:00 +0100
  From: Support <support@alize.example>
  To: ${MARIE}
  Subject: Votre ticket 2026-000318

Your message cannot be delivered to the following recipients:

  Recipient address: ${MARIE}
  Reason: Remote SMTP server has rejected address
  Diagnostic code: smtp;550 5.1.1 unknown or illegal alias: ${MARIE}
  Remote system: dns;mx.courriel.example`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'InterMail',
    from: 'Mail Administrator <Postmaster@courriel.example>',
    subject: 'Mail System Error - Returned Mail',
    text: `This Message was undeliverable due to the following reason:

The following destination addresses were unknown (please check
the addresses and re-mail the message):

SMTP <${MARIE}>

Please reply to Postmaster@courriel.example
if you feel this message to be in error.`,
    hard: true,
  },
  {
    server: 'IMail',
    from: 'postmaster@courriel.example',
    subject: 'Undeliverable Mail',
    text: `Unknown user: ${MARIE}

RCPT TO generated following response:
550 unknown user

Original message follows.

${RETURNED}`,
    hard: true,
  },
  {
    server: 'IMail, full',
    from: 'postmaster@courriel.example',
    subject: 'Undeliverable Mail',
    text: `User mailbox exceeds allowed size: ${MARIE}

Original message follows.

${RETURNED}`,
    hard: false,
  },
  {
    server: 'InterScan',
    from: 'postmaster@courriel.example',
    subject: 'Mail could not be delivered',
    text: `****** Message from InterScan Messaging Security Suite ******

Sent <<< RCPT TO:<${MARIE}>
Received >>> 550 5.1.1 <${MARIE}>... user unknown

Unable to deliver message to <${MARIE}>.

************************     End of message     **********************`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'Kerio Connect',
    from: 'postmaster@courriel.example',
    subject: 'Delivery failure',
    text: `Your message with subject "Votre ticket 2026-000318" could not be delivered to the following recipients:

    ${MARIE}

Reason: 550 5.1.1 User unknown`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'Barracuda, content',
    from: 'postmaster@courriel.example',
    subject: '**Message you sent blocked by our bulk email filter**',
    text: `Your message to: ${MARIE}
was blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:

Subject: Votre ticket 2026-000318`,
    hard: false,
  },
  {
    server: 'KDDI',
    from: 'no-reply@mobile.example',
    subject: 'Mail System Error - Returned Mail',
    text: `Your mail sent on Mon, 2 Mar 2026 16:00:00 +0900
Could not be delivered to: <${MARIE}>
  As their mailbox is full.

${RETURNED}`,
    hard: false,
  },
  {
    server: 'au by KDDI',
    from: 'Postmaster@mobile.example',
    subject: 'Mail System Error - Returned Mail',
    text: `The user(s) account is temporarily over quota.

<${MARIE}>`,
    hard: false,
  },
  {
    server: 'ezweb',
    from: 'MAILER-DAEMON@mobile.example',
    subject: 'Mail System Error - Returned Mail',
    text: `Each of the following recipients was rejected by a remote mail server.

    Recipient: <${MARIE}>
    >>> RCPT TO:<${MARIE}>
    <<< 550 <${MARIE}>: User unknown`,
    hard: true,
  },
  {
    server: 'a Japanese carrier, in Japanese',
    from: 'Mail Administrator <postmaster@mobile.example>',
    subject: 'メール配信エラー',
    text: `次の宛先へのメッセージはエラーのため送信できませんでした。

${MARIE}

宛先メールアドレスが見つかりません。`,
    hard: true,
  },
  {
    server: 'La Poste',
    from: 'MAILER-DAEMON@courriel.example',
    subject: 'Courrier non remis',
    text: `Bonjour,

Votre message n'a pas pu être remis au destinataire suivant :

<${MARIE}> : la boîte aux lettres du destinataire est saturée.`,
    hard: false,
  },
  {
    server: 'a French provider',
    from: 'postmaster@courriel.example',
    subject: 'Échec de la remise du message',
    text: `Le message que vous avez envoyé n'a pas été délivré.

Destinataire : ${MARIE}
Motif : cette adresse n'existe pas (550 5.1.1)`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'Yandex',
    from: 'mailer-daemon@yandex.com',
    subject: 'Undelivered Mail Returned to Sender',
    text: `This is the mail system at host mail.yandex.net.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

Please, do not reply to this message.

*****************************************************************************

Это письмо отправлено почтовым сервером yandex.ru.
К сожалению, мы вынуждены сообщить Вам о том, что Ваше письмо не может
быть отправлено одному или нескольким адресатам.

<${MARIE}>: host mx.courriel.example[192.0.2.25] said: 550 5.1.1 No such user! (in reply to RCPT TO command)`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'mail.ru',
    from: 'mailer-daemon@corp.mail.ru',
    subject: 'Mail failure.',
    text: `This message was created automatically by mail delivery software.
A message that you sent could not be delivered to one or more of its
recipients. The following address(es) failed:

${MARIE}
  User not found`,
    hard: true,
  },
  {
    server: 'QQ, in Chinese',
    from: 'PostMaster@mail.example',
    subject: '来自邮件系统的退信',
    text: `抱歉，您的邮件被退回来了……

原邮件信息：
时间 2026-03-02 08:00
主题 Votre ticket 2026-000318
收件人：${MARIE}

退信原因：550 Mailbox not found`,
    hard: true,
  },
  {
    server: 'a spam filter that names its policy',
    from: 'MAILER-DAEMON@courriel.example',
    subject: 'Undelivered Mail Returned to Sender',
    text: `<${MARIE}>: host mx.courriel.example[192.0.2.25] said: 550 5.7.1 Message
    rejected due to local policy, see https://courriel.example/policy (in reply to end of DATA command)`,
    status: '5.7.1',
    hard: false,
  },
  {
    server: 'a server asleep for five days',
    from: 'MAILER-DAEMON@courriel.example',
    subject: 'Undelivered Mail Returned to Sender',
    text: `This is the mail system at host mx.alize.example.

<${MARIE}>: connect to mx.courriel.example[192.0.2.25]:25:
    Connection timed out`,
    hard: false,
  },
  {
    server: 'a domain without mail',
    from: 'MAILER-DAEMON@courriel.example',
    subject: 'Undelivered Mail Returned to Sender',
    text: `<${MARIE}>: Host or domain name not found. Name service error
    for name=courriel.example type=MX: Host not found`,
    hard: true,
  },
  {
    server: 'Lotus Notes, the old one',
    from: 'Postmaster@courriel.example',
    subject: 'DELIVERY FAILURE: 550 mailbox unavailable',
    text: `------- Failure Reasons  --------

User not listed in public Name & Address Book
${MARIE}

------- Returned Message --------

${RETURNED}`,
    hard: true,
  },
  {
    server: 'a list server',
    from: 'MAILER-DAEMON@courriel.example',
    subject: 'Undeliverable mail',
    text: `Your mail message to the following address(es) could not be delivered. This
is a permanent error. Please verify the addresses and try again. If you are
still having difficulty sending mail to these addresses, please contact
support@courriel.example for further assistance.

-------------------------------------------------------------------------
Failed to deliver to '${MARIE}'
SMTP module(domain courriel.example) reports:
 host courriel.example says:
 550 5.1.1 unknown user`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'CommuniGate',
    from: 'MAILER-DAEMON@courriel.example',
    subject: 'Undeliverable mail: Votre ticket 2026-000318',
    text: `Failed to deliver to '<${MARIE}>'
LOCAL module(account marie.hoarau) reports:
 account is full (quota exceeded)`,
    hard: false,
  },
  {
    server: 'Mimecast',
    from: 'postmaster@courriel.example',
    subject: '[Postmaster] Email Delivery Failure',
    text: `This is a delivery failure notification message indicating that
an email you addressed to email address :
-- ${MARIE}

could not be delivered. The problem appears to be :
-- Recipient email address is possibly incorrect

Additional information follows :
-- 5.1.1 User Unknown

This condition occurred after 1 attempt(s) to deliver over
a period of 0 hour(s).`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'Symantec cloud',
    from: 'MAILER-DAEMON@messagelabs.example',
    subject: 'Mail Delivery Failure',
    text: `This is the mail delivery agent at messagelabs.example.
I was unable to deliver your message to the following addresses:

${MARIE}

Reason: 550 Invalid recipient <${MARIE}>

The message subject was: Votre ticket 2026-000318`,
    hard: true,
  },
  {
    server: 'a gateway of the army of gateways',
    from: 'Mail Delivery Service <mailer-daemon@courriel.example>',
    subject: 'Delivery Status Notification',
    text: ` - These recipients of your message have been processed by the mail server:
${MARIE}; Failed; 5.1.1 (bad destination mailbox address)

    Remote MTA mx.courriel.example: SMTP diagnostic: 550 RCPT TO:<${MARIE}> User unknown`,
    status: '5.1.1',
    hard: true,
  },
  {
    server: 'Office 365, from outside',
    from: 'Microsoft Outlook <postmaster@courriel.example>',
    subject: 'Undeliverable: Votre ticket 2026-000318',
    text: `Your message to ${MARIE} couldn't be delivered.

marie.hoarau wasn't found at courriel.example.

support\tOffice 365\tmarie.hoarau
Action Required\t\tRecipient

Unknown To address

How to Fix It
The address may be misspelled or may not exist. Try one or more of the following:

Original Message Details
Created Date:\t02/03/2026 08:00:00
Sender Address:\tsupport@alize.example
Recipient Address:\t${MARIE}
Subject:\tVotre ticket 2026-000318

Error Details
Reported error:\t550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ${MARIE} not found by SMTP address lookup
DSN generated by:\tmx.courriel.example`,
    status: '5.1.10',
    hard: true,
  },
  {
    server: 'Proton',
    from: 'MAILER-DAEMON@proton.example',
    subject: 'Undelivered Mail Returned to Sender',
    text: `This is the mail system at host mail.proton.example.

<${MARIE}>: host mx.courriel.example[192.0.2.25] said: 450 4.7.1 greylisted, please try again later
    (in reply to RCPT TO command)`,
    status: '4.7.1',
    hard: false,
  },
];

export { MARIE };
