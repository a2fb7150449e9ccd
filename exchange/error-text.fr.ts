import type { Reason } from '../benefits/refusal';
import type { Day } from '../benefits/time';
import { NEEDED_SHEETS, SHEETS } from './columns';
import type { RowError } from './row-error';

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} Mo`;
const quoted = (value: string | null): string => (value === null ? 'cette valeur' : `« ${value} »`);

const LISTED = 10;
const listed = (names: readonly string[]): string =>
  names.length > LISTED ? `${names.slice(0, LISTED).join(', ')} et ${names.length - LISTED} de plus` : names.join(', ');

function refusalText(reason: Reason, on: Day | null, person: string): string {
  switch (reason) {
    case 'membership-none':
    case 'membership-pending':
    case 'membership-ended':
      return `aucune licence ne peut être attribuée : l’adhésion n’est pas active${on ? ` (${on})` : ''} ; renouvelez-la, ou indiquez since pour les licences déjà attribuées`;
    case 'benefit-not-begun':
      return `l’avantage commence le ${on} ; attribuez la licence à partir de cette date`;
    case 'benefit-ended':
      return `l’avantage a pris fin le ${on} ; corrigez ses dates ou retirez la ligne`;
    case 'full':
      return `aucune licence n’est libre pour ${person} ; retirez-en une ou augmentez la quantité`;
    case 'already-assigned':
      return `${person} a déjà une licence de cet avantage ; retirez l’une des lignes`;
    case 'only-for-oneself':
      return `cet avantage ne peut pas être attribué à ${person} : chacun l’active pour soi ; indiquez since s’il est déjà activé`;
    case 'too-soon':
      return `cette licence ne peut pas changer de titulaire avant le ${on} ; gardez son titulaire jusque-là`;
    case 'no-other-email':
      return `${person} a besoin d’une autre adresse e-mail pour cet avantage ; remplissez alternate_email`;
    case 'bad-email':
      return 'alternate_email n’est pas une adresse e-mail ; corrigez';
    case 'email-is-account':
      return 'alternate_email est l’adresse du compte partenaire ; indiquez-en une autre';
    case 'email-is-own':
      return `alternate_email est l’adresse de ${person} ; indiquez une autre adresse`;
    default:
      return 'les règles des licences ne le permettent pas ; corrigez la ligne';
  }
}

/** Ce qui ne va pas et comment le corriger. */
export function errorInFrench({ problem: p, value, column, cell }: RowError): string {
  switch (p.is) {
    case 'not-there':
      return 'fichier ou dossier introuvable ; vérifiez le chemin';
    case 'not-readable':
      return 'lecture impossible ; vérifiez les droits d’accès et qu’aucun autre programme ne l’utilise';
    case 'no-sheets':
      return `ne contient aucune des feuilles ${SHEETS.join(', ')} ; nommez-les ainsi (dans un dossier : benefits.csv…)`;
    case 'too-large':
      return `dépasse ${megabytes(p.limit)} ; divisez le fichier ou retirez ce qui est inutile`;
    case 'unknown-kind':
      return 'n’est ni un dossier ni un fichier .csv, .zip, .xlsx ou .xlsm ; enregistrez-le en .xlsx';
    case 'unknown-list':
      return p.columns.length === 0
        ? 'ses colonnes ne sont ni celles d’une feuille ni celles d’une liste exportée par Microsoft en anglais ; pour une liste de personnes, nommez les colonnes email et name'
        : `ses colonnes ${listed(p.columns)} ne sont pas celles d’une liste exportée par Microsoft en anglais ; indiquez celles de l’adresse et du nom : --email-column "${p.columns[0]}" --name-column …`;
    case 'not-a-workbook':
      return 'n’est pas un classeur, ou il est endommagé ; ouvrez-le dans Excel et enregistrez-le en .xlsx';
    case 'locked-workbook':
      return 'est protégé par un mot de passe ou est un ancien fichier .xls ; enregistrez-le en .xlsx sans mot de passe';
    case 'not-a-zip':
      return 'n’est pas un fichier zip, ou il est endommagé ; compressez à nouveau les fichiers CSV';
    case 'inflates-too-much':
      return `dépasse ${megabytes(p.limit)} une fois décompressé, ou contient trop de fichiers, et n’a pas été ouvert ; enregistrez une nouvelle copie avec les seules données`;
    case 'odd-workbook':
      return 'n’est pas un classeur tel qu’Excel l’enregistre ; ouvrez-le dans Excel et enregistrez une nouvelle copie avec les seules données';
    case 'too-many-rows':
      return `a plus de ${p.limit.toLocaleString('fr')} lignes ; divisez le fichier`;
    case 'too-many-cells':
      return `a plus de ${p.limit.toLocaleString('fr')} cellules ; retirez les colonnes inutiles`;
    case 'takes-too-long':
      return `demande plus de ${Math.round(p.limit / 1_000)} secondes de lecture ; divisez le fichier`;
    case 'two-files':
      return `contient la feuille ${p.sheet}, tout comme ${p.other} ; gardez l’un des deux`;
    case 'sheet-missing':
      return `est absente ; un premier import demande ${NEEDED_SHEETS.join(', ')}`;
    case 'no-rows':
      return 'n’a aucune ligne ; un premier import en demande au moins une';
    case 'empty-file':
      return 'est vide ; nommez les colonnes en première ligne, ou retirez cette feuille';
    case 'not-utf8':
      return 'n’est pas en UTF-8 (sans doute Latin-1 ou Windows-1252) ; enregistrez-le en « CSV UTF-8 »';
    case 'wrong-delimiter':
      return `les colonnes sont séparées par « ${p.found} » ; utilisez , ou ;`;
    case 'bad-quotes':
      return 'un guillemet droit n’est pas refermé, ou se trouve dans une cellule ; entourez toute la cellule de guillemets droits et doublez ceux qu’elle contient';
    case 'unknown-column':
      return `colonne inconnue ; vouliez-vous dire ${p.nearest} ?`;
    case 'unknown-columns':
      return `${p.names.length === 1 ? 'colonne inconnue ; retirez-la' : `colonnes inconnues ${listed(p.names)} ; retirez-les`} (les colonnes sont ${p.known.join(', ')})`;
    case 'no-header':
      return `la première ligne doit nommer les colonnes : ${p.known.join(', ')}`;
    case 'missing-column':
      return 'colonne absente ; ajoutez-la à l’en-tête';
    case 'column-needed':
      return `colonne absente ; les nouvelles lignes en ont besoin (la première : ligne ${p.line})`;
    case 'unnamed-column':
      return `${cell ?? `la colonne ${column}`} est remplie, mais sa colonne n’a pas de nom en première ligne ; nommez-la ou videz-la`;
    case 'column-twice':
      return 'colonne en double ; retirez-en une';
    case 'cell-count':
      return `la ligne a ${p.found === 1 ? '1 cellule' : `${p.found} cellules`}, l’en-tête en a ${p.wanted} ; vérifiez les séparateurs et entourez de guillemets droits un texte qui en contient`;
    case 'one-row-only':
      return 'une entreprise a une seule adhésion ; gardez une seule ligne';
    case 'empty':
      return 'est obligatoire ; complétez';
    case 'formula-error':
      return `la formule donne ${p.value} ; corrigez-la ou saisissez la valeur`;
    case 'formula-empty':
      return 'la formule n’a pas de résultat enregistré ; ouvrez le classeur dans Excel, laissez-le calculer et enregistrez-le';
    case 'too-long':
      return `dépasse ${p.limit.toLocaleString('fr')} caractères ; raccourcissez`;
    case 'line-break':
      return 'contient un saut de ligne ; retirez-le';
    case 'invisible-character':
      return `contient un caractère invisible (${p.code}) ; saisissez à nouveau`;
    case 'number-key':
      return 'est enregistrée comme un nombre : Excel a pu en changer les chiffres ; mettez la colonne au format texte et saisissez à nouveau la clé';
    case 'more-than-key':
      return 'contient plus qu’une clé ; saisissez une seule clé par ligne, sans autre texte';
    case 'holds-key':
      return 'contient ce qui ressemble à une clé de produit ; les clés vont dans la colonne key de la feuille keys';
    case 'bad-id':
      return `${quoted(value)} n’est pas un identifiant valable ; utilisez minuscules sans accent, chiffres et traits d’union, 64 au plus, par exemple visual-studio-2`;
    case 'bad-date':
      return `${quoted(value)} n’est pas une date ; écrivez AAAA-MM-JJ, par exemple 2027-02-28`;
    case 'ambiguous-date':
      return `${quoted(value)} peut se lire jour/mois ou mois/jour ; écrivez AAAA-MM-JJ dans tout le fichier, par exemple 2027-02-28`;
    case 'ends-before-it-starts':
      return `${quoted(value)} précède starts_on (${p.starts}) ; corrigez l’une des deux dates`;
    case 'bad-number':
      return `${quoted(value)} n’est pas un nombre entier d’au moins ${p.least} ; utilisez seulement des chiffres, par exemple 10`;
    case 'number-too-large':
      return `${quoted(value)} dépasse le maximum de ${p.limit.toLocaleString('fr')} ; vérifiez le nombre`;
    case 'empty-choice':
      return `est obligatoire ; utilisez ${p.values.join(', ')}`;
    case 'not-one-of':
      return `${quoted(value)} n’est pas une valeur connue ; utilisez ${p.values.join(', ')}${p.mayBeEmpty ? ', ou laissez vide' : ''}`;
    case 'bad-language':
      return `${quoted(value)} n’est pas un code de langue ; utilisez par exemple en, fr ou pt-BR, ou laissez vide`;
    case 'not-https':
      return `${quoted(value)} n’est pas un lien https ; il doit commencer par https://`;
    case 'bad-email':
      return `${quoted(value)} n’est pas une adresse e-mail ; écrivez une seule adresse comme nom@entreprise.example, sans nom ni accent`;
    case 'guest-sign-in':
      return `${quoted(value)} est le nom de connexion d’un invité, pas une boîte aux lettres ; indiquez son adresse e-mail`;
    case 'bad-locale':
      return `${quoted(value)} n’est pas prise en charge ; utilisez en ou fr, avec ou sans région comme fr-FR, ou laissez vide`;
    case 'too-many':
      return `contient plus de ${p.limit} entrées ; retirez-en`;
    case 'bad-object-id':
      return `${quoted(value)} n’est pas un identifiant d’objet Entra ; copiez-le depuis Entra, laissez vide, ou indiquez - pour le retirer`;
    case 'twice':
      return column === 'key'
        ? `la même clé figure à la ligne ${p.line} ; retirez-en une`
        : `${quoted(value)} figure aussi à la ligne ${p.line} ; ${column === 'label' ? 'retirez l’un des deux ou changez le texte du lien' : 'retirez ou corrigez l’une des deux'}`;
    case 'unknown-benefit':
      return `il n’y a pas d’avantage ${value === null ? 'avec cet identifiant' : quoted(value)} ; ${p.nearest === null ? 'ajoutez-le à la feuille benefits ou corrigez l’identifiant' : `vouliez-vous dire ${p.nearest} ?`}`;
    case 'object-id-taken':
      return `${quoted(value)} est déjà celui de ${p.by} ; deux personnes ne peuvent pas avoir le même identifiant, corrigez l’un des deux`;
    case 'quantity-below-seats':
      return `${quoted(value)} est inférieur aux ${p.holders.length} licences attribuées (${listed(p.holders)}) ; retirez-en d’abord, ou dans la feuille seats, ou indiquez au moins ${p.holders.length}`;
    case 'unknown-person':
      return `${quoted(value)} n’est pas dans la liste des personnes ; ajoutez-la à la feuille users ou corrigez l’adresse`;
    case 'unknown-seat':
      return `il n’y a pas de licence ${value ?? 'avec ce numéro'} ; l’avantage en a ${p.quantity} ; corrigez le numéro, ou laissez vide pour une licence libre`;
    case 'seat-refused':
      return refusalText(p.reason, p.on, quoted(value));
    case 'key-taken':
      return `cette clé à usage unique a été remise à ${p.by} ; laissez single-use`;
    case 'key-elsewhere':
      return `cette clé à usage unique est déjà une clé de ${p.benefit} ; retirez-la ou corrigez-la`;
    case 'no-admin':
      return 'plus personne ne serait administrateur ; donnez le rôle admin à quelqu’un';
  }
}
