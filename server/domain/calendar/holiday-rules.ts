/**
 * The official public holidays, as rules of `date-holidays`. That library's own lists of the
 * territories close local days that no national text does, and leave out or misdate others, so which
 * day counts where is told here and the library computes its date.
 *
 * Sources: Code du travail L3133-1 (everywhere), L3134-13 (Alsace-Moselle), decree 83-1003 on the
 * days of the abolition of slavery; the list that Etalab publishes as `jours-feries-france`.
 */
export const NATIONAL_HOLIDAYS = [
  { key: 'new_year', rule: '01-01', name: '1er janvier' },
  { key: 'easter_monday', rule: 'easter 1', name: 'Lundi de Pâques' },
  { key: 'labour_day', rule: '05-01', name: '1er mai' },
  { key: 'victory_1945', rule: '05-08', name: '8 mai' },
  { key: 'ascension', rule: 'easter 39', name: 'Ascension' },
  { key: 'whit_monday', rule: 'easter 50', name: 'Lundi de Pentecôte' },
  { key: 'national_day', rule: '07-14', name: '14 juillet' },
  { key: 'assumption', rule: '08-15', name: 'Assomption' },
  { key: 'all_saints', rule: '11-01', name: 'Toussaint' },
  { key: 'armistice_1918', rule: '11-11', name: '11 novembre' },
  { key: 'christmas', rule: '12-25', name: 'Jour de Noël' },
] as const;

const GOOD_FRIDAY = { key: 'good_friday', rule: 'easter -2', name: 'Vendredi saint' } as const;
const MID_LENT = { key: 'mid_lent', rule: 'easter -24', name: 'Mi-carême' } as const;
const SCHOELCHER = { key: 'schoelcher', rule: '07-21', name: 'Fête Victor Schœlcher' } as const;

function abolition<R extends string>(rule: R) {
  return { key: 'abolition', rule, name: "Abolition de l'esclavage" } as const;
}

/** Per zone, the holidays beyond the national ones, and the local days that a calendar may close. */
export const ZONE_HOLIDAYS = {
  metropole: { official: [], local: [] },
  'alsace-moselle': {
    official: [
      GOOD_FRIDAY,
      { key: 'second_christmas_day', rule: '12-26', name: '2ème jour de Noël' },
    ],
    local: [],
  },
  guadeloupe: { official: [abolition('05-27')], local: [MID_LENT, GOOD_FRIDAY, SCHOELCHER] },
  guyane: { official: [abolition('06-10')], local: [] },
  martinique: { official: [abolition('05-22')], local: [GOOD_FRIDAY, SCHOELCHER] },
  mayotte: { official: [abolition('04-27')], local: [] },
  'nouvelle-caledonie': {
    official: [],
    local: [{ key: 'citizenship', rule: '09-24', name: 'Fête de la Citoyenneté' }],
  },
  'la-reunion': { official: [abolition('12-20')], local: [] },
  'polynesie-francaise': {
    official: [],
    local: [
      { key: 'gospel_arrival', rule: '03-05', name: "Arrivée de l'Évangile" },
      GOOD_FRIDAY,
      { key: 'autonomy', rule: '06-29', name: "Fête de l'Autonomie" },
      { key: 'matarii', rule: '11-20', name: "Matari'i" },
    ],
  },
  'saint-barthelemy': { official: [abolition('10-09')], local: [] },
  'saint-martin': {
    official: [abolition('05-28')],
    local: [
      { key: 'abolition_guadeloupe', rule: '05-27', name: "Abolition de l'esclavage (27 mai)" },
      SCHOELCHER,
    ],
  },
  'wallis-et-futuna': {
    official: [],
    local: [
      { key: 'saint_pierre_chanel', rule: '04-28', name: 'Saint Pierre Chanel' },
      { key: 'saints_peter_and_paul', rule: '06-29', name: 'Saints Pierre et Paul' },
      { key: 'territory', rule: '07-29', name: 'Fête du Territoire' },
    ],
  },
  'saint-pierre-et-miquelon': { official: [], local: [] },
} as const;
