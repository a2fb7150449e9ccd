import type { NoticeKind } from '../benefits/notice';
import type { MailTexts, Said, Told } from './notices.en';
import { fr } from './text.fr';
import { de } from './words';

const lines = (...said: (string | false | null)[]): string[] => said.filter((line): line is string => !!line);
const by = (done: string, told: Told): string | null => (told.by ? `${done} par ${told.by}.` : null);
const on = (told: Told): string => (told.day ? `le ${told.day}` : 'bientôt') + inDays(told.inDays);
const inDays = (days: number | null): string =>
  days === null || days < 0 ? '' : days === 0 ? ' (aujourd’hui)' : days === 1 ? ' (demain)' : ` (dans ${days} jours)`;
const used = (told: Told): string => (told.quantity ? ` (${fr.inUse(told.used ?? 0, told.quantity)})` : '');
const why = (told: Told): string => (told.why ? ` (${told.why})` : '');
const role = (told: Told): string => (told.role ? ` (${told.role})` : '');
const about = (told: Told): string => (told.benefit ? ` au sujet ${de(told.benefit)}` : '');
const precaution = (told: Told): string | null =>
  told.alternate && `Par précaution, ce message est envoyé aux deux adresses : la vôtre et ${told.alternate}.`;

function start(told: Told): string[] {
  if (told.activating)
    return ['L’activation est en cours chez Microsoft. Vous recevrez un message dès que ce sera prêt.'];
  if (told.ownKey)
    return [
      'Affichez votre clé dans Teams, avec le bouton de ce message ou dans « mes licences ». Elle n’est affichée qu’une fois.',
    ];
  if (told.needsKey) return [`${told.by ?? 'Un administrateur'} vous donnera la clé.`];
  return told.hasInstructions || told.hasPortal ? ['Vous pouvez commencer dès maintenant.'] : [];
}

/** The wording of each notice in French. */
export const noticesFr: Record<NoticeKind, (told: Told) => Said> = {
  assigned: (told) => ({
    subject: `Vous avez maintenant ${told.benefit}`,
    lines: lines(
      told.from
        ? `La licence ${de(told.from)} vous a été réattribuée${told.by ? ` par ${told.by}` : ''}.`
        : by('Licence attribuée', told),
    ),
    next: start(told),
  }),
  'moved-away': (told) => ({
    subject: `${told.benefit} a été réattribué${told.to ? ` à ${told.to}` : ''}`,
    lines: lines(by('Licence réattribuée', told)),
    next: [`Vous n’y avez plus accès. En cas d’erreur, prévenez ${told.by ?? 'votre administrateur'}.`],
  }),
  'taken-back': (told) => ({
    subject: `${told.benefit} vous a été retiré`,
    lines: lines(by('Licence retirée', told)),
    next: ['Vous n’y avez plus accès. Si vous en avez encore besoin, refaites une demande.'],
  }),
  'support-pending': (told) => ({
    subject: `${told.benefit} : votre contrat de support est en préparation`,
    lines: lines(
      by('Licence attribuée', told),
      told.day && `Il sera actif le ${told.day}, sans tenir compte des jours fériés.`,
      precaution(told),
    ),
    next: ['Rien à faire pour l’instant. Vous recevrez les instructions dès qu’il sera actif.'],
  }),
  'support-active': (told) => ({
    subject: told.activating
      ? `${told.benefit} : vos instructions`
      : `${told.benefit} : votre contrat de support est actif`,
    lines: lines(!told.activating && 'Vous pouvez l’utiliser dès maintenant.', precaution(told)),
    next: told.activating ? start(told) : [],
  }),
  'portal-done': (told) => ({
    subject: `${told.benefit} est prêt`,
    lines: ['L’activation est faite chez Microsoft. Vous pouvez l’utiliser dès maintenant.'],
    next: [],
  }),
  'steps-open': (told) => ({
    subject:
      told.count === 1
        ? '1 étape reste à faire dans le portail Microsoft'
        : `${told.count ?? 'Des'} étapes restent à faire dans le portail Microsoft`,
    lines: ['La plus ancienne attend depuis plus d’une semaine.'],
    next: ['Faites-les dans le portail, puis marquez-les comme faites.'],
  }),
  'request-reminder': (told) => ({
    subject: `${told.from ?? 'Un collègue'} attend toujours une réponse : ${told.benefit}`,
    lines: lines(told.day && `Demandé le ${told.day}.`),
    next: ['Acceptez ou refusez. La première réponse compte.'],
  }),
  'redeem-ending': (told) => ({
    subject: `${told.benefit} peut être activé jusqu’au ${told.day ?? ''}`,
    lines: [],
    next: ['Si vous en avez besoin, activez-le avant cette date.'],
  }),
  'review-asked': (told) => ({
    subject: `Avez-vous encore besoin ${de(told.benefit)} ?`,
    lines: lines(told.by && `${told.by} aimerait le savoir.`),
    next: ['Si vous ne l’utilisez plus, rendez-la pour que quelqu’un d’autre puisse l’avoir.'],
  }),
  'review-reminder': (told) => ({
    subject: `Merci de répondre : avez-vous encore besoin ${de(told.benefit)} ?`,
    lines: [],
    next: ['Sans réponse, la licence peut être reprise.'],
  }),
  'seat-prolonged': (told) => ({
    subject: told.day ? `Votre licence ${told.benefit} expire désormais ${on(told)}` : `Vous gardez ${told.benefit}`,
    lines: lines(by('Modifiée', told)),
    next: [],
  }),
  'seat-ending': (told) => ({
    subject: told.from
      ? `La licence ${told.benefit} ${de(told.from)} expire ${on(told)}`
      : `Votre licence ${told.benefit} expire ${on(told)}`,
    lines: [],
    next: [
      told.from
        ? 'Pour la prolonger, attribuez-la de nouveau avec une autre date.'
        : 'Enregistrez d’ici là ce dont vous avez besoin. S’il vous la faut encore, demandez-la de nouveau.',
    ],
  }),
  'seat-ended': (told) => ({
    subject: told.from
      ? `La licence ${told.benefit} ${de(told.from)} a expiré`
      : `Votre licence ${told.benefit} a expiré`,
    lines: lines(told.day && `Son dernier jour était le ${told.day}.`),
    next: told.from ? [] : ['Vous n’y avez plus accès. S’il vous la faut encore, demandez-la de nouveau.'],
  }),
  'benefit-ending': (told) => ({
    subject: `${told.benefit} expire ${on(told)}`,
    lines: lines(
      told.count !== null &&
        told.count > 0 &&
        (told.count === 1 ? '1 licence est attribuée.' : `${told.count} licences sont attribuées.`),
    ),
    next: [
      told.count === null
        ? 'Enregistrez d’ici là ce dont vous avez besoin.'
        : 'Prévoyez la suite et prévenez les personnes qui l’utilisent.',
    ],
  }),
  'membership-ending': (told) => ({
    subject: `L’adhésion expire ${on(told)}`,
    lines: ['Tous ses avantages prennent fin avec elle.'],
    next: [
      told.hasPortal
        ? 'Pensez à la renouveler à temps.'
        : 'Votre administrateur peut vous dire si elle sera renouvelée.',
    ],
  }),
  'few-seats': (told) => ({
    subject: `${told.benefit} est ${told.used === told.quantity ? 'complet' : 'presque complet'}${used(told)}`,
    lines: [],
    next: ['Regardez qui l’a : les licences inutilisées peuvent être retirées ou réattribuées.'],
  }),
  'request-new': (told) => ({
    subject: `${told.from ?? 'Un collègue'} demande ${told.benefit}`,
    lines: [],
    next: ['Acceptez ou refusez. La première réponse compte.'],
  }),
  'request-changed': (told) => ({
    subject: `${told.from ?? 'Un collègue'} demande ${told.benefit}`,
    lines: [],
    next: [],
  }),
  'request-declined': (told) => ({
    subject: `Votre demande pour ${told.benefit} a été refusée`,
    lines: lines(by('Refusée', told)),
    next: [`Si vous en avez encore besoin, adressez-vous à ${told.by ?? 'votre administrateur'}.`],
  }),
  'given-back': (told) => ({
    subject: `${told.from ?? 'Un collègue'} a rendu ${told.benefit}`,
    lines: lines('Une licence est de nouveau libre.', told.to && `Première personne en attente : ${told.to}.`),
    next: [told.to ? `L’attribuer à ${told.to} ?` : 'Vous pouvez l’attribuer dès maintenant.'],
  }),
  'seat-came-back': (told) => ({
    subject: `Une licence ${de(told.benefit)} est de nouveau disponible`,
    lines: lines(told.to && `Prochaine personne sur la liste d’attente : ${told.to}.`),
    next: [told.to ? `L’attribuer à ${told.to} ?` : 'Vous pouvez maintenant l’attribuer.'],
  }),
  'delivery-failed': (told) => ({
    subject: `Message non remis : ${told.to ?? 'un collègue'}`,
    lines: lines(
      told.waits
        ? `L’e-mail${about(told)} attend qu’un serveur de messagerie soit configuré.`
        : `L’e-mail à ${told.address ?? told.to ?? 'un collègue'}${about(told)} n’est pas arrivé${why(told)}.`,
    ),
    next: [
      'Prévenez cette personne vous-même, ou appuyez sur « Renvoyer » dans « Qui l’a » une fois le problème réglé.',
    ],
  }),
  linked: (told) => ({
    subject: 'Votre compte Teams est confirmé',
    lines: lines('Je connais maintenant votre compte.', by('Confirmé', told)),
    next: ['Écrivez « aide » pour voir ce que vous pouvez faire.'],
  }),
  'link-asked': (told) => ({
    subject: `Est-ce bien ${told.to ?? 'un collègue'} ?`,
    lines: [
      `${told.address ?? 'Un compte'} m’a écrit. Dans la liste, ce nom de connexion est celui ${de(told.to ?? 'un collègue')}${role(told)}.`,
    ],
    next: ['Vérifiez auprès de cette personne avant de confirmer. D’ici là, ce compte n’a aucun accès.'],
  }),
  'address-differs': (told) => ({
    subject: `${told.to ?? 'Un collègue'} a une autre adresse dans Teams`,
    lines: [`Teams indique maintenant ${told.address ?? 'autre chose'}. La reprendre ?`],
    next: ['Les licences, les demandes et l’historique restent à cette personne.'],
  }),
  'stranger-wrote': (told) => ({
    subject: `${told.from ?? told.address ?? 'Quelqu’un de votre entreprise'} m’a écrit et ne figure pas dans la liste`,
    lines: lines(told.from && told.address),
    next: ['Pour lui donner accès, ajoutez cette personne. Sinon, il n’y a rien à faire.'],
  }),
  'admin-linked': (told) => ({
    subject: `Compte Teams associé à ${told.to ?? 'un collègue'}`,
    lines: lines(
      `${told.to ?? 'Un collègue'}${role(told)} ${told.several ? 'ont' : 'a'} maintenant un compte Teams.`,
      by('Confirmé', told),
    ),
    next: ['Si vous ne vous y attendiez pas, changez le rôle et consultez l’historique.'],
  }),
  'own-role': (told) => ({
    subject: told.role ? `Vous êtes maintenant ${told.role}` : 'Votre rôle a changé',
    lines: lines(by('Modifié', told)),
    next: ['Écrivez « aide » pour voir ce que vous pouvez faire maintenant.'],
  }),
  'role-changed': (told) => ({
    subject: `Nouveau rôle pour ${told.to ?? 'un collègue'}${told.role ? ` : ${told.role}` : ''}`,
    lines: lines(by('Modifié', told)),
    next: ['Si vous ne vous y attendiez pas, rétablissez le rôle et consultez l’historique.'],
  }),
  'many-reveals': (told) => ({
    subject: `${told.to ?? 'Un collègue'} a consulté beaucoup de clés`,
    lines: [`${told.to ?? 'Un collègue'} a consulté ${told.count ?? 'de nombreuses'} clés de produit en une heure.`],
    next: [
      'Si vous ne vous y attendiez pas, interrogez cette personne ou changez son rôle. L’historique indique les avantages.',
    ],
  }),
  'ticket-refused': (told) => ({
    subject: 'Quelqu’un a voulu utiliser la page de clé d’une autre personne',
    lines: [
      `La page qui affiche une clé${about(told)} était destinée à ${told.to ?? 'un collègue'} ; un autre compte a voulu l’utiliser. Aucune clé n’a été affichée.`,
    ],
    next: ['Demandez à cette personne si elle a transmis la page. Le compte figure dans l’historique.'],
  }),
  'history-failed': () => ({
    subject: 'L’historique n’a pas pu être écrit',
    lines: ['L’historique n’a pas pu être écrit pendant un moment. Aucune clé n’a été affichée.'],
    next: ['Demandez à la personne qui gère le bot de consulter son journal et sa base de données.'],
  }),
  outcome: (told) => ({
    subject: `Je le sais maintenant : la modification que vous avez confirmée ${told.made ? 'a été faite' : 'n’a pas été faite'}`,
    lines: [],
    next: told.made
      ? ['Elle figure dans l’historique.']
      : lines('Refaites votre demande.', told.turn && `Numéro pour votre administrateur : ${told.turn}`),
  }),
};

export const mailFr: MailTexts = {
  hello: (name) => (name ? `Bonjour ${name},` : 'Bonjour,'),
  answer: 'Répondez dans la conversation du bot des avantages, dans Teams.',
  instructions: 'Pour commencer',
  portal: 'Ouvrir le portail',
  inTab: 'Ouvrir dans l’onglet',
  inTeams: 'Ouvrir dans Teams',
  renew: 'Renouveler l’adhésion',
  others: (count) => (count === 1 ? '1 autre personne' : `${count} autres personnes`),
  footer: (company) =>
    `Envoyé par le bot des avantages${company ? ` ${de(company)}` : ''}. Écrivez au bot dans Teams pour voir vos avantages.`,
};
