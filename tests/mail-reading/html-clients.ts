const WHO = '&lt;<a href="mailto:support@alize.example">support@alize.example</a>&gt;';
const MAIL = '<p>Bonjour,</p><p>Nous avons relancé le serveur.</p><p>Karim</p>';
const FIELDS = `<b>De&nbsp;:</b> Support Alizé ${WHO}<br><b>Envoyé&nbsp;:</b> lundi 2 mars 2026 09:12<br><b>À&nbsp;:</b> Jean Moreau<br><b>Objet&nbsp;:</b> Votre ticket`;

/** How mail programs carry, in HTML, the mail that they answer. */
export const HTML_CLIENTS: readonly (readonly [string, string])[] = [
  [
    'Gmail',
    `<div dir="ltr">Bonjour,<div><br></div><div>Merci, cela fonctionne.</div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">Le&nbsp;lun. 2 mars 2026 à&nbsp;09:12, Support ${WHO} a écrit&nbsp;:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">${MAIL}</blockquote></div>`,
  ],
  [
    'Gmail, with a signature',
    `<div dir="ltr">Bonjour,<div><br></div><div>Merci, cela fonctionne.</div><div><br></div><div class="gmail_signature" data-smartmail="gmail_signature"><div>Jean Moreau</div><div>Boulangerie du Moule</div></div></div><br><div class="gmail_quote"><blockquote class="gmail_quote">${MAIL}</blockquote></div>`,
  ],
  [
    'Outlook',
    `<div class="WordSection1"><p class="MsoNormal">Bonjour,<o:p></o:p></p><p class="MsoNormal">Merci, cela fonctionne.<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${FIELDS}</p></div></div>${MAIL}</div>`,
  ],
  [
    'Outlook on the web',
    `<div class="elementToProof">Bonjour,</div><div class="elementToProof">Merci, cela fonctionne.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${FIELDS}</font><div>&nbsp;</div></div><div>${MAIL}</div>`,
  ],
  [
    'Outlook on the web, with a signature',
    `<div>Bonjour,</div><div>Merci, cela fonctionne.</div><div id="Signature"><p>Jean Moreau</p><p>Boulangerie du Moule</p></div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">${FIELDS}</div>${MAIL}`,
  ],
  [
    'Outlook on a telephone',
    `<div dir="auto">Bonjour,</div><div dir="auto">Merci, cela fonctionne.</div><div id="ms-outlook-mobile-signature">Télécharger <a href="https://aka.ms/o0ukef">Outlook pour iOS</a></div><hr><div id="mail-editor-reference-message-container"><div>${FIELDS}</div>${MAIL}</div>`,
  ],
  [
    'Outlook.com, before',
    `<div>Bonjour,</div><div>Merci, cela fonctionne.</div><hr id="stopSpelling">Date: Mon, 2 Mar 2026 09:12:00 +0100<br>From: support@alize.example<br>To: jean@boulangerie-moule.example<br>Subject: Votre ticket<br><br>${MAIL}`,
  ],
  [
    'Apple Mail',
    `<html><body>Bonjour,<div><br></div><div>Merci, cela fonctionne.<br><div><br><blockquote type="cite"><div>Le 2 mars 2026 à 09:12, Support ${WHO} a écrit :</div><br class="Apple-interchange-newline">${MAIL}</blockquote></div></div></body></html>`,
  ],
  [
    'iPhone',
    `<div dir="ltr">Bonjour,</div><div dir="ltr"><br></div><div dir="ltr">Merci, cela fonctionne.<br><br><div dir="ltr">Envoyé de mon iPhone</div><div dir="ltr"><br><blockquote type="cite">Le 2 mars 2026 à 09:12, Support ${WHO} a écrit&nbsp;:<br><br></blockquote></div><blockquote type="cite">${MAIL}</blockquote></div>`,
  ],
  [
    'Thunderbird',
    `<p>Bonjour,</p><p>Merci, cela fonctionne.</p><div class="moz-signature">-- <br>Jean Moreau</div><div class="moz-cite-prefix">Le 02/03/2026 à 09:12, Support a écrit&nbsp;:<br></div><blockquote type="cite" cite="mid:a@alize.example">${MAIL}</blockquote>`,
  ],
  [
    'Thunderbird, forwarding under an answer',
    `<p>Bonjour,</p><p>Merci, cela fonctionne.</p><div class="moz-forward-container">-------- Message transféré --------<table class="moz-email-headers-table"><tr><th>Sujet :</th><td>Votre ticket</td></tr></table>${MAIL}</div>`,
  ],
  [
    'Yahoo',
    `<div>Bonjour,</div><div>Merci, cela fonctionne.</div><div id="ydp1yahoo_quoted_12" class="ydp1yahoo_quoted"><div>Le lundi 2 mars 2026 à 09:12:33 UTC−4, Support ${WHO} a écrit :</div><div>${MAIL}</div></div>`,
  ],
  [
    'Zimbra',
    `<div style="font-family:arial"><div>Bonjour,</div><div>Merci, cela fonctionne.</div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>De: </b>"Support" ${WHO}<br><b>À: </b>"Jean"<br><b>Envoyé: </b>Lundi 2 Mars 2026 09:12:33<br><b>Objet: </b>Votre ticket</div><div data-marker="__QUOTED_TEXT__">${MAIL}</div></div>`,
  ],
  [
    'Proton',
    `<div>Bonjour,</div><div>Merci, cela fonctionne.</div><div class="protonmail_signature_block">Envoyé avec la messagerie sécurisée <a href="https://proton.me">Proton Mail.</a></div><div class="protonmail_quote">Le lundi 2 mars 2026 à 09:12, Support ${WHO} a écrit :<br><blockquote class="protonmail_quote" type="cite">${MAIL}</blockquote></div>`,
  ],
  [
    'Roundcube',
    `<p>Bonjour,</p><p>Merci, cela fonctionne.</p><p id="reply-intro">Le 2026-03-02 09:12, Support a écrit&nbsp;:</p><blockquote type="cite" style="border-left:#1010ff 2px solid">${MAIL}</blockquote>`,
  ],
  [
    'Orange',
    `<p>Bonjour,</p><p>Merci, cela fonctionne.</p><blockquote style="margin-left:0;border-left:1px solid"><p>envoyé : 2 mars 2026 à 09:12<br>de : Support ${WHO}<br>à : jean@boulangerie-moule.example<br>objet : Votre ticket</p>${MAIL}</blockquote>`,
  ],
  [
    'SFR',
    `<div>Bonjour,</div><div>Merci, cela fonctionne.</div><div><hr><div>De : Support ${WHO}<br>Envoyé : lundi 2 mars 2026 09:12<br>À : jean@boulangerie-moule.example<br>Objet : Votre ticket</div>${MAIL}</div>`,
  ],
  [
    'Samsung',
    `<div dir="auto">Bonjour,</div><div dir="auto">Merci, cela fonctionne.</div><div dir="auto" id="composer_signature">Envoyé depuis mon smartphone Samsung Galaxy.</div><div><br></div><div style="font-size:100%"><div>-------- Message d'origine --------</div><div>De : Support ${WHO} </div><div>Date : 02/03/2026 09:12 (GMT-04:00) </div><div>À : jean@boulangerie-moule.example </div><div>Objet : Votre ticket </div></div>${MAIL}`,
  ],
  [
    'Spark',
    `<div name="messageBodySection"><div>Bonjour,</div><div>Merci, cela fonctionne.</div></div><div name="messageSignatureSection">Jean Moreau</div><div name="messageReplySection">Le 2 mars 2026 à 09:12 -0400, Support ${WHO}, a écrit :<br><blockquote type="cite" class="spark_quote">${MAIL}</blockquote></div>`,
  ],
  [
    'Airmail',
    `<div>Bonjour,</div><div>Merci, cela fonctionne.</div><p class="airmail_on">On 2 March 2026 at 09:12:33, Support (${WHO}) wrote:</p><blockquote type="cite" class="clean_bq">${MAIL}</blockquote>`,
  ],
  [
    'eM Client',
    `<div>Bonjour,</div><div>Merci, cela fonctionne.</div><div>------ Message d'origine ------</div><div>De "Support" ${WHO}</div><div>À jean@boulangerie-moule.example</div><div>Date 02/03/2026 09:12:33</div><div>Objet Votre ticket</div><div id="x1"><blockquote cite="x" type="cite" class="cite2">${MAIL}</blockquote></div>`,
  ],
  [
    'Notes',
    `<font size=2>Bonjour,</font><br><font size=2>Merci, cela fonctionne.</font><br><br><font size=1 color=#5f5f5f>De : &nbsp; &nbsp; &nbsp;</font><font size=1>Support ${WHO}</font><br><font size=1 color=#5f5f5f>A : &nbsp; &nbsp; </font><font size=1>jean@boulangerie-moule.example</font><br><font size=1 color=#5f5f5f>Date : &nbsp;</font><font size=1>02/03/2026 09:12</font><br><font size=1 color=#5f5f5f>Objet : &nbsp;</font><font size=1>Votre ticket</font><hr noshade>${MAIL}`,
  ],
  [
    'Windows Mail',
    `<div class="WordSection1"><p class="MsoNormal">Bonjour,</p><p class="MsoNormal">Merci, cela fonctionne.</p><p class="MsoNormal">Provenance : <a href="https://go.example/fwlink">Courrier</a> pour Windows</p><div style="mso-element:para-border-div;border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal" style="border:none">${FIELDS}</p></div>${MAIL}</div>`,
  ],
  [
    'Tutanota',
    `<div>Bonjour,</div><div>Merci, cela fonctionne.</div><div>2 mars 2026, 09:12 de support@alize.example :</div><blockquote class="tutanota_quote">${MAIL}</blockquote>`,
  ],
  [
    'GMX',
    `<div><div>Bonjour,</div><div>Merci, cela fonctionne.</div><div name="quote" style="margin:10px 5px 5px 10px;border-left:2px solid #C3D9E5"><div><b>Gesendet:</b>&nbsp;Montag, 02. März 2026 um 09:12 Uhr<br><b>Von:</b>&nbsp;"Support" ${WHO}<br><b>An:</b>&nbsp;jean@boulangerie-moule.example<br><b>Betreff:</b>&nbsp;Votre ticket</div><div name="quoted-content">${MAIL}</div></div></div>`,
  ],
  [
    'Mail.ru',
    `<div>Bonjour,</div><div>Merci, cela fonctionne.</div><blockquote style="border-left:1px solid #0857A6">Понедельник, 2 марта 2026, 9:12 от Support ${WHO}:<br><div id="mailru-message">${MAIL}</div></blockquote>`,
  ],
  [
    'Front',
    `<div>Bonjour,<br>Merci, cela fonctionne.</div><blockquote type="cite" class="front-blockquote">On March 2, 2026, 9:12 AM, support@alize.example wrote:<br>${MAIL}</blockquote>`,
  ],
];
