/** What mail programs write between an answer and the mail that it answers, by program or language. */
export const REPLY_HEADERS: readonly (readonly [string, string])[] = [
  ['Gmail', 'Le lun. 2 mars 2026 à 09:12, Support Alizé <support@alize.example> a écrit :'],
  [
    'Gmail, wrapped',
    'Le lun. 2 mars 2026 à 09:12, Support Alizé <support@alize.example> a\nécrit :',
  ],
  [
    'Gmail, wrapped in two',
    'On Mon, Mar 2, 2026 at 9:12 AM Support Alizé <\nsupport@alize.example> wrote:',
  ],
  [
    'Gmail, with a bracketed link',
    'On Mon, Mar 2, 2026 at 9:12 AM Support <support@alize.example<mailto:support@alize.example>> wrote:',
  ],
  ['Apple Mail', 'Le 2 mars 2026 à 09:12, Support Alizé <support@alize.example> a écrit :'],
  [
    'Apple Mail, in English',
    'On 2 Mar 2026, at 09:12, Support Alizé <support@alize.example> wrote:',
  ],
  [
    'Apple Mail, English figures',
    'On Mar 2, 2026, at 9:12 AM, Support <support@alize.example> wrote:',
  ],
  ['Thunderbird', 'Le 02/03/2026 à 09:12, Support Alizé a écrit :'],
  ['Thunderbird, in English', 'On 3/2/26 09:12, Support Alizé wrote:'],
  ['Thunderbird, by name', 'Support Alizé wrote on 02/03/2026 09:12:'],
  [
    'Yahoo',
    'Le lundi 2 mars 2026 à 09:12:33 UTC−4, Support Alizé <support@alize.example> a écrit :',
  ],
  ['Yahoo, before', 'Le Lundi 2 mars 2026 9h12, Support Alizé <support@alize.example> a écrit :'],
  ['Proton', 'Le lundi 2 mars 2026 à 09:12, Support Alizé <support@alize.example> a écrit :'],
  [
    'Proton, in English',
    'On Monday, March 2nd, 2026 at 9:12 AM, Support <support@alize.example> wrote:',
  ],
  [
    'Proton, before',
    '------- Original Message -------\nOn Monday, March 2nd, 2026 at 9:12 AM, Support <support@alize.example> wrote:',
  ],
  ['Roundcube', 'Le 2026-03-02 09:12, Support Alizé a écrit :'],
  ['Roundcube, with dots', 'Le 02.03.2026 09:12, Support a écrit :'],
  ['Horde', 'Support Alizé <support@alize.example> a écrit :'],
  ['Horde, in English', 'Quoting Support Alizé <support@alize.example>:'],
  ['Spark', 'Le 2 mars 2026 à 09:12 -0400, Support Alizé <support@alize.example>, a écrit :'],
  [
    'Spark, in English',
    'On 2 Mar 2026, 9:12 AM -0400, Support Alizé <support@alize.example>, wrote:',
  ],
  ['Superhuman', 'On Mon, Mar 02, 2026 at 9:12 AM, Support Alizé < support@alize.example > wrote:'],
  ['KMail', 'Le lundi 2 mars 2026, 09:12:33 -04 Support Alizé a écrit :'],
  ['Evolution', 'Le lundi 02 mars 2026 à 09:12 -0400, Support Alizé a écrit :'],
  ['Evolution, in English', 'On Mon, 2026-03-02 at 09:12 -0400, Support Alizé wrote:'],
  ['Mutt', 'On Mon, Mar 02, 2026 at 09:12:33AM -0400, Support Alizé wrote:'],
  ['Gnus', 'Support Alizé <support@alize.example> writes:'],
  ['Mutt, by the clock', '* Support Alizé <support@alize.example> [2026-03-02 09:12]:'],
  ['The Bat', 'Monday, March 2, 2026, 9:12:33 AM, you wrote:'],
  [
    'Outlook',
    'De : Support Alizé <support@alize.example>\nEnvoyé : lundi 2 mars 2026 09:12\nÀ : Jean Moreau\nObjet : Votre ticket',
  ],
  [
    'Outlook, with a rule',
    '________________________________\nDe : Support Alizé <support@alize.example>\nEnvoyé : lundi 2 mars 2026 09:12\nÀ : Jean Moreau\nObjet : Votre ticket',
  ],
  [
    'Outlook, before',
    "-----Message d'origine-----\nDe : Support [mailto:support@alize.example]\nEnvoyé : lundi 2 mars 2026 09:12\nÀ : Jean\nObjet : Votre ticket",
  ],
  [
    'Outlook, in English',
    'From: Support Alizé <support@alize.example>\nSent: Monday, March 2, 2026 9:12 AM\nTo: Jean Moreau\nSubject: Votre ticket',
  ],
  [
    'Outlook, in bold',
    '*De :* Support Alizé <support@alize.example>\n*Envoyé :* lundi 2 mars 2026 09:12\n*À :* Jean Moreau\n*Objet :* Votre ticket',
  ],
  [
    'Outlook for Mac',
    'De : Support Alizé <support@alize.example>\nDate : lundi, 2 mars 2026 à 09:12\nÀ : Jean Moreau <jean@boulangerie-moule.example>\nObjet : Votre ticket',
  ],
  [
    'Zimbra',
    'De: "Support" <support@alize.example>\nÀ: "Jean" <jean@boulangerie-moule.example>\nEnvoyé: Lundi 2 Mars 2026 09:12:33\nObjet: Votre ticket',
  ],
  [
    'Zimbra, with rules',
    '----- Mail original -----\nDe: "Support" <support@alize.example>\nÀ: "Jean" <jean@boulangerie-moule.example>\nEnvoyé: Lundi 2 Mars 2026 09:12:33\nObjet: Votre ticket',
  ],
  [
    'Orange',
    '> Message du 02/03/26 09:12\n> De : "Support" <support@alize.example>\n> A : jean@boulangerie-moule.example\n> Copie à : \n> Objet : Votre ticket',
  ],
  [
    'Orange, unmarked',
    'envoyé : 2 mars 2026 à 09:12\nde : Support Alizé <support@alize.example>\nà : jean@boulangerie-moule.example\nobjet : Votre ticket',
  ],
  [
    'SFR',
    '========================================\n\nMessage du : 02/03/2026 09:12\nDe : "Support" <support@alize.example>\nA : jean@boulangerie-moule.example\nSujet : Votre ticket',
  ],
  [
    'Samsung',
    '-------- Message d’origine --------\nDe : Support <support@alize.example>\nDate : 02/03/2026 09:12 (GMT-04:00)\nÀ : jean@boulangerie-moule.example\nObjet : Votre ticket',
  ],
  [
    'Samsung, in English',
    '-------- Original message --------\nFrom: Support <support@alize.example>\nDate: 02/03/2026 09:12 (GMT-04:00)\nTo: jean@boulangerie-moule.example\nSubject: Votre ticket',
  ],
  [
    'eM Client',
    '------ Message d’origine ------\nDe "Support Alizé" <support@alize.example>\nÀ jean@boulangerie-moule.example\nDate 02/03/2026 09:12:33\nObjet Votre ticket',
  ],
  [
    'Notes',
    'De :        Support Alizé <support@alize.example>\nA :         Jean Moreau <jean@boulangerie-moule.example>\nDate :      02/03/2026 09:12\nObjet :     Votre ticket',
  ],
  [
    'Lark',
    'From: "Support"<support@alize.example>\nDate: Mon, Mar 2, 2026, 09:12\nSubject: Votre ticket\nTo: "Jean"<jean@boulangerie-moule.example>',
  ],
  [
    'Mailo',
    'De : Support Alizé <support@alize.example>\nÀ : jean@boulangerie-moule.example\nSujet : Votre ticket\nDate : 02/03/2026 09:12:33 Europe/Paris',
  ],
  [
    'AOL',
    '-----E-mail d’origine-----\nDe : Support <support@alize.example>\nA : jean <jean@boulangerie-moule.example>\nEnvoyé le : Lun, 2 Mar 2026 9:12\nSujet : Votre ticket',
  ],
  ['a telephone', 'Le lun. 2 mars 2026, 09:12, Support Alizé <support@alize.example> a écrit :'],
  ['German', 'Am Mo., 2. März 2026 um 09:12 Uhr schrieb Support Alizé <support@alize.example>:'],
  ['German, Apple Mail', 'Am 02.03.2026 um 09:12 schrieb Support Alizé <support@alize.example>:'],
  [
    'German, Outlook',
    'Von: Support <support@alize.example>\nGesendet: Montag, 2. März 2026 09:12\nAn: Jean\nBetreff: Votre ticket',
  ],
  [
    'German, Web.de',
    'Gesendet: Montag, 02. März 2026 um 09:12 Uhr\nVon: "Support" <support@alize.example>\nAn: jean@boulangerie-moule.example\nBetreff: Votre ticket',
  ],
  ['Spanish', 'El lun, 2 mar 2026 a las 9:12, Support Alizé (<support@alize.example>) escribió:'],
  [
    'Spanish, Outlook',
    'De: Support <support@alize.example>\nEnviado: lunes, 2 de marzo de 2026 9:12\nPara: Jean\nAsunto: Votre ticket',
  ],
  [
    'Italian',
    'Il giorno lun 2 mar 2026 alle ore 09:12 Support <support@alize.example> ha scritto:',
  ],
  [
    'Italian, Outlook',
    'Da: Support <support@alize.example>\nInviato: lunedì 2 marzo 2026 09:12\nA: Jean\nOggetto: Votre ticket',
  ],
  ['Portuguese', 'Em seg., 2 de mar. de 2026 às 09:12, Support <support@alize.example> escreveu:'],
  [
    'Portuguese, a telephone',
    'Support <support@alize.example> escreveu no dia segunda, 2/03/2026 à(s) 09:12:',
  ],
  [
    'Portuguese, Outlook',
    'De: Support <support@alize.example>\nEnviado: segunda-feira, 2 de março de 2026 09:12\nPara: Jean\nAssunto: Votre ticket',
  ],
  [
    'Catalan',
    'Missatge de Support <support@alize.example> del dia dl., 2 de març 2026 a les 9:12:',
  ],
  ['Romanian', 'În lun., 2 mar. 2026 la 09:12, Support <support@alize.example> a scris:'],
  ['Dutch', 'Op ma 2 mrt 2026 om 09:12 schreef Support <support@alize.example>:'],
  [
    'Dutch, Outlook',
    'Van: Support <support@alize.example>\nVerzonden: maandag 2 maart 2026 09:12\nAan: Jean\nOnderwerp: Votre ticket',
  ],
  ['Swedish', 'Den mån 2 mars 2026 kl 09:12 skrev Support <support@alize.example>:'],
  [
    'Swedish, Outlook',
    'Från: Support <support@alize.example>\nSkickat: den 2 mars 2026 09:12\nTill: Jean\nÄmne: Votre ticket',
  ],
  ['Danish', 'Den man. 2. mar. 2026 kl. 09.12 skrev Support <support@alize.example>:'],
  ['Norwegian', 'man. 2. mar. 2026 kl. 09:12 skrev Support <support@alize.example>:'],
  ['Finnish', 'ma 2. maalisk. 2026 klo 9.12 Support (support@alize.example) kirjoitti:'],
  [
    'Finnish, Outlook',
    'Lähettäjä: Support <support@alize.example>\nLähetetty: maanantai 2. maaliskuuta 2026 9.12\nVastaanottaja: Jean\nAihe: Votre ticket',
  ],
  ['Estonian', 'Kuupäev E, 2. märts 2026 kell 09:12 kirjutas Support <support@alize.example>:'],
  ['Lithuanian', '2026-03-02, pr, 09:12 Support <support@alize.example> rašė:'],
  [
    'Latvian',
    'pirmd., 2026. g. 2. marts, plkst. 09:12 — lietotājs Support (<support@alize.example>) rakstīja:',
  ],
  ['Polish', 'pon., 2 mar 2026 o 09:12 Support <support@alize.example> napisał(a):'],
  [
    'Polish, Outlook',
    'Od: Support <support@alize.example>\nWysłano: poniedziałek, 2 marca 2026 09:12\nDo: Jean\nTemat: Votre ticket',
  ],
  ['Czech', 'po 2. 3. 2026 v 9:12 odesílatel Support <support@alize.example> napsal:'],
  ['Slovak', 'po 2. 3. 2026 o 9:12 Support <support@alize.example> napísal(a):'],
  [
    'Slovenian',
    'V V pon., 2. mar. 2026 ob 09:12 je oseba Support <support@alize.example> napisala:',
  ],
  ['Croatian', 'pon, 2. ožu 2026. u 09:12 Support <support@alize.example> napisao je:'],
  ['Hungarian', 'Support <support@alize.example> ezt írta (időpont: 2026. márc. 2., H, 9:12):'],
  [
    'Hungarian, Outlook',
    'Feladó: Support <support@alize.example>\nElküldve: 2026. március 2., hétfő 9:12\nCímzett: Jean\nTárgy: Votre ticket',
  ],
  ['Russian', 'пн, 2 мар. 2026 г. в 09:12, Support <support@alize.example>:'],
  ['Russian, Apple Mail', '2 марта 2026 г., в 09:12, Support <support@alize.example> написал(а):'],
  [
    'Russian, Outlook',
    'От: Support <support@alize.example>\nОтправлено: 2 марта 2026 г. 9:12\nКому: Jean\nТема: Votre ticket',
  ],
  ['Ukrainian', 'пн, 2 бер. 2026 р. о 09:12 Support <support@alize.example> пише:'],
  ['Bulgarian', 'На пн, 2.03.2026 г. в 9:12 Support <support@alize.example> написа:'],
  ['Serbian', 'пон, 2. мар 2026. у 09:12 Support <support@alize.example> је написао/ла:'],
  ['Greek', 'Στις Δευ 2 Μαρ 2026 στις 9:12 π.μ., ο/η Support <support@alize.example> έγραψε:'],
  ['Turkish', 'Support <support@alize.example>, 2 Mar 2026 Pzt, 09:12 tarihinde şunu yazdı:'],
  [
    'Indonesian',
    'Pada tanggal Sen, 2 Mar 2026 pukul 09.12 Support <support@alize.example> menulis:',
  ],
  ['Vietnamese', 'Vào Th 2, 2 thg 3, 2026 vào lúc 09:12 Support <support@alize.example> đã viết:'],
  ['Thai', 'เมื่อ จ. 2 มี.ค. 2026 เวลา 09:12 Support <support@alize.example> เขียนว่า:'],
  ['Hebrew', '‫בתאריך יום ב׳, 2 במרץ 2026 ב-9:12 מאת ‪Support‬‏ <‪support@alize.example‬‏>:‬'],
  [
    'Arabic',
    'في الاثنين، 2 مارس 2026 في 9:12 ص تمت كتابة ما يلي بواسطة Support <support@alize.example>:',
  ],
  ['Japanese', '2026年3月2日(月) 9:12 Support <support@alize.example>:'],
  ['Japanese, Apple Mail', '2026/03/02 9:12、Support <support@alize.example>のメール:'],
  [
    'Japanese, Outlook',
    '差出人: Support <support@alize.example>\n送信日時: 2026年3月2日 9:12\n宛先: Jean\n件名: Votre ticket',
  ],
  ['Chinese', 'Support <support@alize.example> 于2026年3月2日周一 09:12写道：'],
  ['Chinese, Apple Mail', '在 2026年3月2日，上午9:12，Support <support@alize.example> 写道：'],
  ['Chinese, NetEase', '在 2026-03-02 09:12:33，"Support" <support@alize.example> 写道：'],
  [
    'Chinese, QQ',
    '------------------ 原始邮件 ------------------\n发件人: "Support" <support@alize.example>\n发送时间: 2026年3月2日(星期一) 上午9:12\n收件人: "jean"\n主题: Votre ticket',
  ],
  ['Korean', '2026년 3월 2일 (월) 오전 9:12, Support <support@alize.example>님이 작성:'],
];
