import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { detectSecrets } from '../../../server/domain/vault/detect-secrets.ts';
import { holds, redactText } from '../../../server/domain/vault/redact-text.ts';

const values = (text: string) => detectSecrets(text).map(({ value }) => value);

describe('a credential in a message is seen', () => {
  test.each([
    ['Mot de passe : Tr0ub4dor&3', 'Tr0ub4dor&3'],
    ['mot de passe\u00a0: Tr0ub4dor&3.', 'Tr0ub4dor&3'],
    ['MOT DE PASSE = azerty', 'azerty'],
    ['mdp=Moule2026!', 'Moule2026!'],
    ['mdp Moule2026!', 'Moule2026!'],
    ['Le mdp FTP : moule', 'moule'],
    ['Mot de passe FTP du site : s3same', 's3same'],
    ['Mon mot de passe est Moule-2026, merci', 'Moule-2026'],
    ['le mot de passe pour la base c’est k8$Xq', 'k8$Xq'],
    ['Mot de passe :\nXq-88-k!', 'Xq-88-k!'],
    ['Mot de passe :\n> Xq-88-k!', 'Xq-88-k!'],
    ['> mot de passe : Tr0ub4dor', 'Tr0ub4dor'],
    ['code PIN : 4821', '4821'],
    ['Clé API : 9f8e7d6c5b', '9f8e7d6c5b'],
    ['password: hunter2', 'hunter2'],
    ['The password is "hunter2".', 'hunter2'],
    ['Password for the admin -> S3same!', 'S3same!'],
    ['pwd: letmein', 'letmein'],
    ['API key = 12ab34cd56ef', '12ab34cd56ef'],
    ['DB_PASSWORD=k8Xq_2', 'k8Xq_2'],
    ["define('DB_PASSWORD', 'k8Xq_2');", 'k8Xq_2'],
    ['identifiants : admin / S3same!', 'S3same!'],
    ['login / pass : moule / farine2026', 'farine2026'],
    ['login: moule, mdp: farine', 'farine'],
    ['ftp://moule:farine2026@ftp.example.org/www', 'farine2026'],
    ['postgres://app:k8%24Xq@db.example.org:5432/shop', 'k8%24Xq'],
    ['clé AWS AKIAIOSFODNN7EXAMPLE utilisée', 'AKIAIOSFODNN7EXAMPLE'],
  ])('%j', (text, value) => {
    expect(values(text)).toEqual([value]);
  });

  test('with the login that was written beside it', () => {
    expect(detectSecrets('Identifiant : moule\nMot de passe : farine2026')).toEqual([
      { start: 35, end: 45, value: 'farine2026', login: 'moule' },
    ]);
    expect(detectSecrets('ftp://moule:farine2026@ftp.example.org')[0]?.login).toBe('moule');
    expect(detectSecrets('login / pass : moule / farine2026')[0]?.login).toBe('moule');
  });

  test('a private key as a whole', () => {
    const key = `-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----`;
    expect(values(`Voici la clé :\n${key}\nMerci`)).toEqual([key]);
  });
});

describe('what only speaks of one is left alone', () => {
  test.each([
    'Bonjour, j’ai oublié mon mot de passe.',
    'Mot de passe oublié : que faire ?',
    'Mot de passe oublié ? https://alize.example/password/forgotten',
    'Lien pour le mot de passe : https://alize.example/password/x1y2z3',
    'Mon mot de passe est incorrect.',
    'Le mot de passe est expiré depuis 3 jours',
    'Mot de passe : oublié',
    'Mot de passe : ********',
    'Mot de passe : [•••••]',
    'Le mdp [•••••] ne va pas, identifiants : moule / [•••••].',
    'Mot de passe : <votre mot de passe>',
    'Le mot de passe doit contenir 12 caractères.',
    'Réinitialisation du mot de passe : merci de me rappeler',
    'mot de passe changé le 12/03/2026 à 10:15',
    'Mot de passe : voir le coffre',
    'I forgot my password: can you help?',
    'Your password is required.',
    'The password is case-sensitive.',
    'Password: see below',
    'error: password authentication failed for user "wp"',
    'Le ticket 2026-000318 : site hors ligne',
    'accès : 12/03/2026',
    'Rendez-vous à 10:30, identifiant du client : 4821',
    'La boutique répond 500 : voir https://boutique.example/panier?id=12',
    'Le secret de la réussite : travailler',
    'Passez me voir : le mot est passé.',
    'Voir http://boutique.example:8080/admin@home',
  ])('%j', (text) => {
    expect(values(text)).toEqual([]);
  });
});

describe('what is taken out of a text is gone', () => {
  const password = fc
    .string({ minLength: 4, maxLength: 30, unit: 'grapheme' })
    .filter((text) => /^\S+$/u.test(text) && !'[•••••]'.includes(text));

  test('wherever it stands, whatever is around it', () => {
    fc.assert(
      fc.property(password, fc.array(fc.string({ unit: 'grapheme' })), (secret, around) => {
        const redacted = redactText(around.join(secret), [secret]);
        expect(redacted).not.toContain(secret);
        expect(holds(redacted, [secret])).toBe(false);
      }),
    );
  });

  test('several that overlap, too', () => {
    expect(redactText('xabcdex', ['abcd', 'bcde'])).toBe('x[•••••]x');
    expect(redactText('aaaaa', ['aaa'])).toBe('[•••••]');
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), fc.nat(3), fc.nat(3), (text, from, length) => {
        const passages = [text.slice(from, from + 4), text.slice(from + length, from + length + 4)]
          .map((passage) => passage.trim())
          .filter((passage) => passage.length > 2);
        expect(holds(redactText(text, passages), passages)).toBe(false);
      }),
    );
  });

  test('what was found is what goes, and the words around stay', () => {
    const text = 'Identifiant : moule\nMot de passe : farine2026\nMerci !';
    expect(redactText(text, values(text))).toBe(
      'Identifiant : moule\nMot de passe : [•••••]\nMerci !',
    );
  });

  test('cut into quoted lines, in other letters, in an address', () => {
    expect(redactText('> le sésame\n> ouvre toi ici', ['sésame ouvre toi'])).toBe(
      '> le [•••••] ici',
    );
    expect(redactText('SE\u0301SAME1', ['sésame1'])).toBe('[•••••]');
    expect(redactText('ftp://a:k8%24Xq%26@h', ['k8$Xq&'])).toBe('ftp://a:[•••••]@h');
  });

  test('a text without it stays as it was', () => {
    expect(redactText('Rien à voir.', ['farine2026'])).toBe('Rien à voir.');
  });
});
