import { ACTIVATIONS } from '../benefits/benefit';
import { CATEGORIES, LOCALES, type Locale, ROLES, SYSTEMS } from '../benefits/command';
import { KEY_KINDS } from '../benefits/key';
import { MEMBERSHIP_STATUSES } from '../benefits/membership';

/** The sheets that an import reads, in the order of checking and writing. */
export const SHEETS = ['membership', 'benefits', 'keys', 'downloads', 'users'] as const;
export type Sheet = (typeof SHEETS)[number];

/** Sheets of an export or template that an import ignores. */
export const OTHER_SHEETS = ['seats', 'history', 'help'] as const;

/** Required in the first import. */
export const NEEDED_SHEETS: readonly Sheet[] = ['membership', 'benefits', 'users'];

interface Column {
  name: string;
  help: Record<Locale, string>;
  /** Allowed values; an empty cell may be allowed too. */
  values?: readonly string[];
}

const column = (name: string, en: string, fr: string, values?: readonly string[]): Column =>
  values ? { name, help: { en, fr }, values } : { name, help: { en, fr } };

const FIRST_DAY = ['First day, YYYY-MM-DD.', 'Premier jour, AAAA-MM-JJ.'] as const;
const LAST_DAY = ['Last day, YYYY-MM-DD.', 'Dernier jour, AAAA-MM-JJ.'] as const;
const BENEFIT_ID = [
  'Id of a benefit, as in the sheet benefits.',
  'Identifiant d’un avantage, comme dans la feuille benefits.',
] as const;
const ANY_LANGUAGE = [
  'Two-letter language code such as en or fr; empty: any language.',
  'Code de langue à deux lettres, comme en ou fr ; vide : toutes les langues.',
] as const;
const ANY_SYSTEM = [
  `Operating system: ${SYSTEMS.join(', ')}; empty: any.`,
  `Système d’exploitation : ${SYSTEMS.join(', ')} ; vide : tous.`,
] as const;

/** Every column of every sheet, in order. */
export const COLUMNS: Record<Sheet, readonly Column[]> = {
  membership: [
    column('company', 'Name of the company.', 'Nom de l’entreprise.'),
    column('partner_id', 'Partner id in the programme.', 'Identifiant de partenaire dans le programme.'),
    column('program', 'Name of the membership.', 'Nom de l’adhésion.'),
    column(
      'status',
      `One of ${MEMBERSHIP_STATUSES.join(', ')}.`,
      `Au choix : ${MEMBERSHIP_STATUSES.join(', ')}.`,
      MEMBERSHIP_STATUSES,
    ),
    column('starts_on', ...FIRST_DAY),
    column('expires_on', ...LAST_DAY),
    column('account_email', 'E-mail address of the partner account.', 'Adresse e-mail du compte partenaire.'),
    column('join_url', 'https link to join, or empty.', 'Lien https pour adhérer, ou vide.'),
    column('renew_url', 'https link to renew, or empty.', 'Lien https pour renouveler, ou vide.'),
  ],
  benefits: [
    column(
      'id',
      'Short id that never changes: small letters, digits, hyphens.',
      'Identifiant court qui ne change jamais : minuscules sans accent, chiffres, traits d’union.',
    ),
    column('category', `One of ${CATEGORIES.join(', ')}.`, `Au choix : ${CATEGORIES.join(', ')}.`, CATEGORIES),
    column('name_en', 'Name in English.', 'Nom en anglais.'),
    column('name_fr', 'Name in French; empty: the English one.', 'Nom en français ; vide : le nom anglais.'),
    column('package', 'Package to which the benefit belongs.', 'Offre dont l’avantage fait partie.'),
    column('quantity', 'How many seats there are, a whole number.', 'Nombre de licences, un nombre entier.'),
    column(
      'activation',
      'How it is activated: keys, self-assign (for oneself), assign (to a person), assign-with-email (with another address).',
      'Mode d’activation : keys (clés), self-assign (pour soi), assign (à une personne), assign-with-email (avec une autre adresse).',
      ACTIVATIONS,
    ),
    column('starts_on', ...FIRST_DAY),
    column('expires_on', ...LAST_DAY),
    column('portal_url', 'https link to Microsoft’s page, or empty.', 'Lien https vers la page de Microsoft, ou vide.'),
    column('description_en', 'What it contains, in English.', 'Ce qu’il contient, en anglais.'),
    column('description_fr', 'What it contains, in French.', 'Ce qu’il contient, en français.'),
    column('instructions_en', 'Special instructions in English.', 'Instructions particulières en anglais.'),
    column('instructions_fr', 'Special instructions in French.', 'Instructions particulières en français.'),
  ],
  keys: [
    column('benefit_id', ...BENEFIT_ID),
    column('key', 'The product key.', 'La clé de produit.'),
    column(
      'kind',
      'multiple: everyone gets this key; single-use: one person takes it.',
      'multiple : la même clé pour tous ; single-use : une seule personne la prend.',
      KEY_KINDS,
    ),
    column('language', ...ANY_LANGUAGE),
    column('os', ...ANY_SYSTEM, SYSTEMS),
  ],
  downloads: [
    column('benefit_id', ...BENEFIT_ID),
    column('language', ...ANY_LANGUAGE),
    column('os', ...ANY_SYSTEM, SYSTEMS),
    column('label', 'Text of the link.', 'Texte du lien.'),
    column('url', 'https link to the file.', 'Lien https vers le fichier.'),
  ],
  users: [
    column('email', 'E-mail address of the person at work.', 'Adresse e-mail professionnelle de la personne.'),
    column('name', 'First name and last name.', 'Prénom et nom.'),
    column('role', `One of ${ROLES.join(', ')}.`, `Au choix : ${ROLES.join(', ')}.`, ROLES),
    column(
      'locale',
      'Language of the person: en or fr; empty: not known.',
      'Langue de la personne : en ou fr ; vide : inconnue.',
      LOCALES,
    ),
    column(
      'aad_object_id',
      'Entra object id; empty: found when the person first writes to the bot.',
      'Identifiant d’objet Entra ; vide : trouvé au premier message de la personne.',
    ),
  ],
};

export const SEAT_COLUMNS = [
  'benefit_id',
  'seat',
  'state',
  'holder_email',
  'alternate_email',
  'since',
  'assigned_by',
] as const;
export const HISTORY_COLUMNS = [
  'at',
  'actor_email',
  'command',
  'benefit_id',
  'person_email',
  'outcome',
  'detail',
] as const;
