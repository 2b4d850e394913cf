/** Characters; what is shorter is a word of the sentence, or no secret worth the name. */
const SHORTEST = 4;

const INSTEAD =
  /^(?:(.)\1*|oubli\S*|perdu\S*|chang\S*|inconnu\S*|incorrect\S*|invalide?s?|erron\S*|expir\S*|refus\S*|bonjour|merci|urgent|idem|ci-joint\S*|aucune?|vide|voir|valide|ok|forgotten|lost|wrong|reset|invalid|unknown|none|null|same|see|hello|thanks|required|obligatoire|n\/a|xxx+\w*|votre\S*|your\S*|password|passwd|mot|login|identifiant|utilisateur|user(?:name)?)$/i;
const PLACEHOLDER = /^[<[{(].*[>\]})]$|^<\p{L}+$|^\$\{?\w+|^%\w+%$|^\[?[•*.…_x-]+\]?$/iu;
const ELSEWHERE = /^(?:https?:\/\/|www\.)/i;
const DATE_OR_TIME = /^\d{1,4}(?:[/.:h-]\d{1,4}){1,2}$/;

/** Whether something said where a password would be is not one: a word about it, a date, a link. */
export function isNoSecret(value: string): boolean {
  return (
    value.length < SHORTEST ||
    INSTEAD.test(value) ||
    PLACEHOLDER.test(value) ||
    ELSEWHERE.test(value) ||
    DATE_OR_TIME.test(value)
  );
}

/** Whether it has what words of a sentence do not: digits, signs, capitals inside. */
export function looksDrawn(value: string): boolean {
  if (isNoSecret(value)) return false;
  return /\p{N}/u.test(value) || /[^\p{L}\p{N}'’.,-]/u.test(value) || /\p{Ll}\p{Lu}/u.test(value);
}

/** Drawn, and not a mere number: what stands further from the word that announces it. */
export function looksDrawnWithLetters(value: string): boolean {
  return looksDrawn(value) && /\p{L}/u.test(value);
}
