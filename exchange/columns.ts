import { ACTIVATIONS } from '../benefits/benefit';
import { CATEGORIES, type Locale, ROLES, SYSTEMS } from '../benefits/command';
import { KEY_KINDS } from '../benefits/key';
import { MEMBERSHIP_STATUSES } from '../benefits/membership';

/** The sheets that an import reads, in the order of checking and writing. */
export const SHEETS = ['membership', 'benefits', 'keys', 'downloads', 'users', 'seats'] as const;
export type Sheet = (typeof SHEETS)[number];

/** Sheets of an export or template that an import ignores. */
export const OTHER_SHEETS = ['history', 'help'] as const;

/** Required in the first import. */
export const NEEDED_SHEETS: readonly Sheet[] = ['membership', 'benefits', 'users'];

interface Column {
  name: string;
  help: Record<Locale, string>;
  /** Identifies the row; the header must have it. */
  id?: true;
  /** Allowed values; an empty cell may be allowed too. */
  values?: readonly string[];
}

const column = (name: string, en: string, fr: string, more: Omit<Column, 'name' | 'help'> = {}): Column => ({
  name,
  help: { en, fr },
  ...more,
});

const FIRST_DAY = ['First day, YYYY-MM-DD.', 'Premier jour, AAAA-MM-JJ.'] as const;
const LAST_DAY = ['Last day, YYYY-MM-DD.', 'Dernier jour, AAAA-MM-JJ.'] as const;
const BENEFIT_ID = [
  'Id of a benefit, as in the sheet benefits.',
  'Identifiant d’un avantage, comme dans la feuille benefits.',
] as const;
const ANY_LANGUAGE = [
  'Language code, for example en, fr or pt-BR; empty: any language.',
  'Code de langue, par exemple en, fr ou pt-BR ; vide : toutes les langues.',
] as const;
const ANY_SYSTEM = [
  `Operating system: ${SYSTEMS.join(', ')}; empty: any.`,
  `Système d’exploitation : ${SYSTEMS.join(', ')} ; vide : tous.`,
] as const;
const oneOf = (values: readonly string[]): [string, string, { values: readonly string[] }] => [
  `One of ${values.join(', ')}.`,
  `Au choix : ${values.join(', ')}.`,
  { values },
];

/** Every column of every sheet, in order. */
export const COLUMNS: Record<Sheet, readonly Column[]> = {
  membership: [
    column('company', 'Name of the company.', 'Nom de l’entreprise.'),
    column('partner_id', 'Partner id in the programme.', 'Identifiant de partenaire dans le programme.'),
    column('program', 'Name of the membership.', 'Nom de l’adhésion.'),
    column('status', ...oneOf(MEMBERSHIP_STATUSES)),
    column('starts_on', ...FIRST_DAY),
    column('expires_on', ...LAST_DAY),
    column('account_email', 'E-mail address of the partner account.', 'Adresse e-mail du compte partenaire.'),
    column('join_url', 'https link to join, or empty.', 'Lien https pour adhérer, ou vide.'),
    column('renew_url', 'https link to renew, or empty.', 'Lien https pour renouveler, ou vide.'),
  ],
  benefits: [
    column(
      'id',
      'Short id that never changes: lower-case letters, digits, hyphens.',
      'Identifiant court qui ne change jamais : minuscules sans accent, chiffres, traits d’union.',
      { id: true },
    ),
    column('category', ...oneOf(CATEGORIES)),
    column('name_en', 'Name in English.', 'Nom en anglais.'),
    column('name_fr', 'Name in French; empty: the English one.', 'Nom en français ; vide : le nom anglais.'),
    column('package', 'Package to which the benefit belongs.', 'Offre dont l’avantage fait partie.'),
    column('quantity', 'Number of seats.', 'Nombre de licences.'),
    column(
      'activation',
      'How a seat is activated: keys; self-assign (for oneself); assign (to a person); assign-with-email (with another address); redeem (on Microsoft’s page).',
      'Mode d’activation : keys (clés) ; self-assign (pour soi) ; assign (à une personne) ; assign-with-email (avec une autre adresse) ; redeem (sur la page de Microsoft).',
      { values: ACTIVATIONS },
    ),
    column('starts_on', ...FIRST_DAY),
    column('expires_on', ...LAST_DAY),
    column(
      'activate_by',
      'Last day for activation, YYYY-MM-DD; empty: the last day.',
      'Dernier jour pour activer, AAAA-MM-JJ ; vide : le dernier jour.',
    ),
    column(
      'reassign_min_days',
      'Days before a seat may go to somebody else; empty: the company’s setting.',
      'Jours avant qu’une licence puisse changer de titulaire ; vide : le réglage de l’entreprise.',
    ),
    column(
      'portal_url',
      'https link to Microsoft’s page for the holder, or empty.',
      'Lien https vers la page de Microsoft pour le titulaire, ou vide.',
    ),
    column(
      'admin_url',
      'https link to Microsoft’s page where seats are assigned, or empty.',
      'Lien https vers la page de Microsoft où les licences sont attribuées, ou vide.',
    ),
    column('description_en', 'What it contains, in English.', 'Ce qu’il contient, en anglais.'),
    column('description_fr', 'What it contains, in French.', 'Ce qu’il contient, en français.'),
    column('instructions_en', 'Special instructions in English.', 'Instructions particulières en anglais.'),
    column('instructions_fr', 'Special instructions in French.', 'Instructions particulières en français.'),
  ],
  keys: [
    column('benefit_id', ...BENEFIT_ID, { id: true }),
    column('key', 'The product key, as text.', 'La clé de produit, en texte.', { id: true }),
    column(
      'kind',
      'multiple: everyone gets this key; single-use: one person takes it.',
      'multiple : la même clé pour tous ; single-use : une seule personne la prend.',
      { values: KEY_KINDS },
    ),
    column('language', ...ANY_LANGUAGE),
    column('os', ...ANY_SYSTEM, { values: SYSTEMS }),
  ],
  downloads: [
    column('benefit_id', ...BENEFIT_ID, { id: true }),
    column('language', ...ANY_LANGUAGE),
    column('os', ...ANY_SYSTEM, { values: SYSTEMS }),
    column('label', 'Text of the link.', 'Texte du lien.', { id: true }),
    column('url', 'https link to the file.', 'Lien https vers le fichier.', { id: true }),
  ],
  users: [
    column('email', 'Work e-mail address of the person.', 'Adresse e-mail professionnelle de la personne.', {
      id: true,
    }),
    column('name', 'First name and last name.', 'Prénom et nom.'),
    column('role', ...oneOf(ROLES)),
    column(
      'locale',
      'Language of the person, for example en or fr-FR; empty: unknown.',
      'Langue de la personne, par exemple en ou fr-FR ; vide : inconnue.',
    ),
    column(
      'aad_object_id',
      'Entra object id; empty: unchanged; -: none.',
      'Identifiant d’objet Entra ; vide : inchangé ; - : aucun.',
    ),
    column('groups', 'Groups of the person, separated by ;.', 'Groupes de la personne, séparés par ;.'),
  ],
  seats: [
    column('benefit_id', ...BENEFIT_ID, { id: true }),
    column('seat', 'Number of the seat; empty: any free seat.', 'Numéro de la licence ; vide : une licence libre.'),
    column('state', 'Only for reading.', 'Pour information.'),
    column(
      'holder_email',
      'Address of the person who has the seat; empty: the seat is taken back.',
      'Adresse de la personne qui a la licence ; vide : la licence est retirée.',
      { id: true },
    ),
    column(
      'alternate_email',
      'Other e-mail address, for support benefits.',
      'Autre adresse e-mail, pour les avantages de support.',
    ),
    column(
      'since',
      'Given for a free seat: records an existing assignment, and nobody is notified.',
      'Indiqué pour une licence libre : enregistre une attribution existante, sans avertir personne.',
    ),
    column('assigned_by', 'Address of the admin who assigned it.', 'Adresse de l’administrateur qui l’a attribuée.'),
  ],
};

/** Columns have the names of their fields in snake case: `startsOn` is `starts_on`. */
export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
export const fieldOf = (column: string): string =>
  column.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** The one sheet that has all of these columns, its ids among them. */
export function sheetWith(names: readonly string[]): Sheet | null {
  const fitting = SHEETS.filter((sheet) => {
    const known = COLUMNS[sheet];
    const areKnown = names.every((name) => known.some((column) => column.name === name));
    return areKnown && known.every(({ id, name }) => !id || names.includes(name));
  });
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

export const HISTORY_COLUMNS = [
  'at',
  'actor_email',
  'command',
  'benefit_id',
  'person_email',
  'outcome',
  'detail',
] as const;
